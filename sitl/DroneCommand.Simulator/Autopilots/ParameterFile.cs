namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// A parameter file in Mission Planner's format: one <c>NAME,VALUE</c> a line (spaces or tabs do as well), text after
/// <c>#</c> is a comment. Real ArduPilot SITL reads the same file with <c>--defaults</c>.
/// </summary>
public static class ParameterFile
{
    /// <summary>The names and values of a file.</summary>
    /// <exception cref="FormatException">A line is no parameter; the message names file and line.</exception>
    public static IReadOnlyList<(string Name, double Value)> Parse(string text, string fileName) =>
        [.. Mavlink.Parameters.ParameterFile.Read(text, fileName).Select(p => (p.Name, p.Value))];

    /// <summary>Applies a file. Names that the simulator does not know are returned: the real autopilot may know them.</summary>
    public static IReadOnlyList<string> Apply(ParameterTable table, IEnumerable<(string Name, double Value)> values)
    {
        var unknown = new List<string>();
        foreach (var (name, value) in values)
        {
            if (table.Find(name) is { } parameter)
            {
                parameter.Set((float)value);
            }
            else
            {
                unknown.Add(name);
            }
        }

        return unknown;
    }
}
