using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>How all parameters are read.</summary>
public sealed record ParameterListOptions
{
    /// <summary>A link that is silent for longer ends the reading; until then it pauses and goes on by itself.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the start to a definite end.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Asked for at once; ArduPilot queues twenty.</summary>
    public int BatchSize { get; init; } = 10;

    /// <summary>False reads them one by one even where a file would be faster.</summary>
    public bool AllowFile { get; init; } = true;

    /// <summary>Parameters, while they come one by one.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    /// <summary>Bytes, while they come as a file.</summary>
    public IProgress<TransferProgress>? FileProgress { get; init; }

    public static ParameterListOptions Default { get; } = new();
}
