using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Missions.Files;

namespace DroneCommand.Cli.Missions;

/// <summary>Plan files by their names, '-' for standard input and output.</summary>
internal static class PlanFileArgument
{
    /// <summary>Reads a file; what of it is not kept is said on standard error.</summary>
    /// <exception cref="FormatException">It is no plan; the message names each error.</exception>
    public static PlanFile Read(string name, StandardStreams streams)
    {
        using var reader = new StreamReader(InputFile.Open(name, streams), leaveOpen: name == InputFile.Standard);
        var read = PlanFiles.Read(reader.ReadToEnd());
        if (read.Plan is not { } plan)
            throw new FormatException($"{name}: {Some(read.Errors)}");
        Tell(name, read.NotKept, streams);
        return plan;
    }

    /// <summary>Writes a file as its name, or the option, tells; what of the plan is not kept is said on standard error.</summary>
    public static void Write(string name, PlanFile plan, PlanFileFormat format, StandardStreams streams)
    {
        var written = PlanFiles.Write(plan, format);
        if (name == InputFile.Standard)
            streams.Text.Write(written.Text);
        else
            File.WriteAllText(name, written.Text);
        Tell(name, written.NotKept, streams);
    }

    /// <summary>The option's format, or the one that the name tells.</summary>
    /// <exception cref="FormatException">Neither tells one.</exception>
    public static PlanFileFormat Format(string name, string? option) =>
        option?.ToUpperInvariant() switch
        {
            "PLAN" => PlanFileFormat.Plan,
            "WAYPOINTS" => PlanFileFormat.Waypoints,
            null => PlanFiles.FormatOf(name)
                ?? (name == InputFile.Standard ? PlanFileFormat.Waypoints : (PlanFileFormat?)null)
                ?? throw new FormatException($"{name}: call it .plan or .waypoints, or say --format"),
            _ => throw new FormatException($"--format '{option}' is not plan or waypoints"),
        };

    private static string Some(IReadOnlyList<FileProblem> errors)
    {
        const int Enough = 20;
        var named = string.Join("; ", errors.Take(Enough));
        return errors.Count > Enough ? $"{named}; and {errors.Count - Enough} more" : named;
    }

    private static void Tell(string name, IReadOnlyList<FileProblem> notKept, StandardStreams streams)
    {
        foreach (var problem in notKept)
            streams.Errors.WriteLine($"{name}: not kept: {problem}");
    }
}
