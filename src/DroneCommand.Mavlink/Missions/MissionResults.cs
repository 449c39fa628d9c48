using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>The ends that a transfer can have.</summary>
public enum TransferEnd
{
    /// <summary>It went through.</summary>
    Done,

    /// <summary>The vehicle said no.</summary>
    Refused,

    /// <summary>The vehicle fell silent, or never answered.</summary>
    NoAnswer,

    /// <summary>The caller gave up.</summary>
    Cancelled,
}

/// <summary>Which plan a vehicle holds after an upload, as far as it is known.</summary>
public enum HeldPlan
{
    /// <summary>What it held before; nothing was changed.</summary>
    Old,

    /// <summary>What was to be uploaded.</summary>
    New,

    /// <summary>A mixture, or nothing: it must not be flown.</summary>
    Neither,

    /// <summary>It could not be found out: it must not be flown before it was read back.</summary>
    Unknown,
}

/// <summary>How far a transfer is.</summary>
public readonly record struct TransferProgress(int Done, int Total);

/// <summary>What became of an upload or a clearing.</summary>
/// <param name="End">Which of the ends.</param>
/// <param name="Holds">What the vehicle holds now.</param>
/// <param name="Reason">For people; empty when done.</param>
public sealed record MissionUploadResult(TransferEnd End, HeldPlan Holds, string Reason)
{
    /// <summary>It went as a file, and was read back.</summary>
    public bool ByFile { get; init; }

    /// <summary>What the vehicle calls the plan that it took; 0 where it names none. ArduPilot names none.</summary>
    public uint PlanId { get; init; }
}

/// <summary>What became of a download.</summary>
/// <param name="End">Which of the ends.</param>
/// <param name="Items">Without the home item; empty unless done.</param>
/// <param name="Reason">For people; empty when done.</param>
public sealed record MissionDownloadResult(TransferEnd End, IReadOnlyList<MissionItem> Items, string Reason)
{
    /// <summary>It came as a file.</summary>
    public bool ByFile { get; init; }

    /// <summary>What the vehicle calls its plan; 0 where it names none.</summary>
    public uint PlanId { get; init; }
}

/// <summary>What a read-back showed.</summary>
/// <param name="End">How the reading ended; only after Done does <paramref name="Matches"/> mean anything.</param>
/// <param name="Matches">The vehicle holds what was expected, within what its storage rounds.</param>
/// <param name="Reason">The first difference, or why it could not be read.</param>
public sealed record MissionVerifyResult(TransferEnd End, bool Matches, string Reason);

/// <summary>Times of mission transfers.</summary>
public sealed record TransferOptions
{
    /// <summary>From the start to a definite end, whatever the link does.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A vehicle that is silent for longer ends an attempt. ArduPilot asks again each second and gives up at eight.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(9);

    /// <summary>How often an upload begins anew after the vehicle gave up.</summary>
    public int Attempts { get; init; } = 4;

    public IProgress<TransferProgress>? Progress { get; init; }

    public static TransferOptions Default { get; } = new();
}

internal static class MissionWords
{
    public static string Of(MavMissionResult result) =>
        result switch
        {
            MavMissionResult.Error => "'error'",
            MavMissionResult.UnsupportedFrame => "'unsupported frame'",
            MavMissionResult.Unsupported => "'unsupported'",
            MavMissionResult.NoSpace => "'no space'",
            MavMissionResult.Denied => "'denied': another station may be transferring",
            MavMissionResult.OperationCancelled => "'cancelled'",
            _ => "'" + result + "'",
        };
}
