using System.Globalization;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// The parameters that a simulated vehicle has: those of the real autopilot that steer what is simulated, under their real
/// names, in the real order, with the real defaults. A name that is not here is unknown, as on the real one.
/// </summary>
public sealed class ParameterTable
{
    private readonly Dictionary<string, Parameter> _byName;
    private readonly List<Parameter> _inOrder;

    private ParameterTable(List<Parameter> inOrder)
    {
        _inOrder = inOrder;
        _byName = inOrder.ToDictionary(p => p.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Parameter> InOrder => _inOrder;

    /// <summary>The value of a parameter that this kind of vehicle certainly has.</summary>
    /// <exception cref="KeyNotFoundException">It has no such parameter: a mistake in the simulator.</exception>
    public float this[string name] => _byName[name].Value;

    /// <summary>The defaults of ArduCopter or ArduRover in SITL.</summary>
    public static ParameterTable Defaults(VehicleKind kind)
    {
        var resource =
            $"DroneCommand.Simulator.Autopilots.Defaults.{(kind == VehicleKind.Copter ? "copter" : "rover")}.csv";
        using var stream = typeof(ParameterTable).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var parameters = new List<Parameter>();
        foreach (var line in reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
        {
            var fields = line.Split(',');
            var type = (MavParamType)uint.Parse(fields[2], CultureInfo.InvariantCulture);
            var value = float.Parse(fields[1], CultureInfo.InvariantCulture);
            parameters.Add(new Parameter(fields[0], type, value, parameters.Count));
        }

        return new ParameterTable(parameters);
    }

    public Parameter? Find(string name) => _byName.GetValueOrDefault(name);

    public Parameter? Find(int index) => index >= 0 && index < _inOrder.Count ? _inOrder[index] : null;

    /// <summary>Sets a parameter if there is one of that name.</summary>
    public void SetIfKnown(string name, double value) => Find(name)?.Set((float)value);

    public bool IsSet(string name) => this[name] != 0;
}
