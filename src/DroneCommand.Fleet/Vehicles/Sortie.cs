using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>Where a sortie stands, as decided or as observed.</summary>
public enum SortiePhase
{
    /// <summary>Checks, uploads and arming, still at the dock.</summary>
    Preparing,
    OnTask,
    Holding,
    Returning,
    Landing,
    PilotFlies,
}

/// <summary>One flight or drive from leaving the dock to being back. Persisted on each change of phase.</summary>
[GenerateSerializer, Immutable]
public sealed record Sortie
{
    /// <summary>The operation that started it.</summary>
    [Id(0)]
    public required Guid OperationId { get; init; }

    [Id(1)]
    public required string PatrolId { get; init; }

    [Id(2)]
    public required string Title { get; init; }

    [Id(3)]
    public required DateTimeOffset Slot { get; init; }

    [Id(4)]
    public required string SiteId { get; init; }

    /// <summary>A person's name, or 'schedule'.</summary>
    [Id(5)]
    public required string StartedBy { get; init; }

    [Id(6)]
    public SortiePhase Phase { get; init; }

    [Id(7)]
    public IReadOnlyList<RouteLeg> Legs { get; init; } = [];

    /// <summary>True once the last leg of the task itself is behind the vehicle.</summary>
    [Id(8)]
    public bool TaskDone { get; init; }

    /// <summary>Why it ends before the task is done; empty while nothing cut it short.</summary>
    [Id(9)]
    public string CutShort { get; init; } = "";

    /// <summary>True once the vehicle was seen armed in this sortie.</summary>
    [Id(10)]
    public bool Left { get; init; }

    /// <summary>What is going on, for people: 'waits for a position fix', 'takes off'.</summary>
    [Id(11)]
    public string Activity { get; init; } = "";

    /// <summary>Which of the vehicle's sorties in its run, from 1.</summary>
    [Id(12)]
    public int Number { get; init; } = 1;

    /// <summary>True for a launch that waits until its whole team is ready.</summary>
    [Id(13)]
    public bool WaitsForTeam { get; init; }

    /// <summary>The route as points in order, for the map.</summary>
    public IReadOnlyList<GeoPoint> Route() => Legs.Count == 0 ? [] : [Legs[0].From, .. Legs.Select(leg => leg.To)];
}

/// <summary>How a sortie ended.</summary>
/// <param name="Completed">True when the task was done.</param>
/// <param name="Reason">Otherwise why not.</param>
[GenerateSerializer, Immutable]
public sealed record SortieEnd(bool Completed, string Reason);
