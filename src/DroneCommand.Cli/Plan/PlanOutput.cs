using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Cli.Plan;

/// <summary>A file that a plan is written to, in the format that its ending tells.</summary>
internal sealed class PlanOutput
{
    private readonly string _name;
    private readonly ExportFormat _format;

    private PlanOutput(string name, ExportFormat format) => (_name, _format) = (name, format);

    /// <exception cref="FormatException">The ending tells no format.</exception>
    public static PlanOutput Of(string name) =>
        ExportFormats.Of(name) is { } format
            ? new(name, format)
            : throw new FormatException($"--out {name}: call it {ExportFormats.Endings}");

    /// <summary>Writes the file, or as many as it takes; what is not kept is said on standard error.</summary>
    public void Write(RoutePlan plan, ExportOptions options, StandardStreams streams)
    {
        var written = PlanExport.Write(plan, _format, _name, options);
        foreach (var file in written.Files)
            File.WriteAllBytes(file.Name, file.Content);
        foreach (var part in written.NotKept)
            streams.Errors.WriteLine($"{_name}: not kept: {part}");
    }
}
