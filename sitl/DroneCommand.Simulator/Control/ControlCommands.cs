using System.Globalization;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Control;

/// <summary>
/// What the control socket understands, one command a line. Each answer ends with a line that begins with <c>ok</c> or
/// <c>error</c>.
/// </summary>
public sealed class ControlCommands(IReadOnlyList<SimulatedFleet> fleets)
{
    private static readonly string[] Help =
    [
        "fault NAME[=ARG][@T] [#SYSID]   sets a fault, now or at second T of the simulation",
        "clear [NAME] [#SYSID]           ends faults, and forgets those that wait for their time",
        "list                            the faults that there are",
        "status                          time, vehicles, and the faults that are on",
        "quit                            ends this connection",
    ];

    private readonly NetworkFaults _faults = new(fleets);

    /// <summary>The lines that answer a command.</summary>
    public IReadOnlyList<string> Answer(string line)
    {
        var words = line.Trim().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rest = words.Length > 1 ? words[1] : "";
        try
        {
            return words.Length == 0
                ? ["error say something, such as help"]
                : words[0] switch
                {
                    "fault" => Set(rest),
                    "clear" => Clear(rest),
                    "list" => [.. FaultCatalogue.All.Select(k => $"{k.Syntax}: {k.Help}"), "ok"],
                    "status" => [.. Status(), "ok"],
                    "help" => [.. Help, "ok"],
                    _ => [$"error '{words[0]}' is no command: there are fault, clear, list, status, help, quit"],
                };
        }
        catch (FormatException e)
        {
            return [$"error {e.Message}"];
        }
    }

    private IReadOnlyList<string> Set(string text)
    {
        if (text.Length == 0)
        {
            return ["error which fault? list names them"];
        }

        _faults.Set(FaultSpec.Parse(text));
        return ["ok"];
    }

    private IReadOnlyList<string> Clear(string text)
    {
        var mark = text.IndexOf('#');
        byte? systemId = mark >= 0 ? FaultSpec.ReadSystemId(text, text[(mark + 1)..].Trim()) : null;
        var name = (mark >= 0 ? text[..mark] : text).Trim();
        var kind = name.Length > 0 ? FaultCatalogue.Of(name) : null;
        var cleared = _faults.Clear(kind?.Name, systemId);
        return [string.Create(CultureInfo.InvariantCulture, $"ok {cleared} cleared")];
    }

    private IEnumerable<string> Status()
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"time {_faults.Seconds:F2}");
        foreach (var vehicle in fleets.SelectMany(f => f.Read(Describe)))
        {
            yield return vehicle;
        }

        foreach (var fault in _faults.Faults)
        {
            var since = fault.IsOn ? "on since" : "waits for";
            var until = double.IsFinite(fault.Until) ? $" until {fault.Until:F2}" : "";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"fault #{fault.SystemId} {fault.Fault.Name}={fault.Fault.Argument ?? ""} {since} {fault.Since:F2}{until}"
            );
        }
    }

    private static IReadOnlyList<string> Describe(SimulatedFleet fleet) => [.. fleet.Vehicles.Select(Describe)];

    private static string Describe(SimulatedVehicle vehicle)
    {
        var autopilot = vehicle.Autopilot;
        var kind = vehicle.Spec.Kind.ToString().ToLowerInvariant();
        var armed = autopilot.Armed ? "armed" : "disarmed";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"vehicle #{vehicle.Spec.SystemId} {kind} {autopilot.Mode.Name} {armed} {autopilot.AboveHomeM:F1} m {autopilot.Battery.RemainingPercent} % {vehicle.Spec.Name}"
        );
    }
}
