using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>What a plan file holds: a mission, a fence and rally points, as they are sent to a vehicle. Immutable.</summary>
public sealed record PlanFile
{
    /// <summary>Without the home position. Jumps name items from 1 on, which is ArduPilot's numbering on the wire.</summary>
    public IReadOnlyList<MissionItem> Mission { get; init; } = [];

    public IReadOnlyList<MissionItem> Fence { get; init; } = [];

    public IReadOnlyList<MissionItem> Rally { get; init; } = [];

    /// <summary>Where the plan begins; null where the file does not say. The vehicle uses its own home all the same.</summary>
    public (GeoPoint Point, AltitudeAmsl Altitude)? Home { get; init; }

    /// <summary>For which autopilot it was made.</summary>
    public MavAutopilot Autopilot { get; init; } = MavAutopilot.Ardupilotmega;

    /// <summary>For which kind of vehicle it was made.</summary>
    public MavType VehicleType { get; init; } = MavType.Quadrotor;

    /// <summary>With which a planner reckons for fixed wings and rovers; no vehicle is told it.</summary>
    public double CruiseSpeedMps { get; init; } = 15;

    /// <summary>With which a planner reckons for copters; no vehicle is told it.</summary>
    public double HoverSpeedMps { get; init; } = 5;

    /// <summary>Those of one type.</summary>
    public IReadOnlyList<MissionItem> Items(MavMissionType type) =>
        type switch
        {
            MavMissionType.Mission => Mission,
            MavMissionType.Fence => Fence,
            MavMissionType.Rally => Rally,
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };

    /// <summary>The same with other items of one type.</summary>
    public PlanFile With(MavMissionType type, IReadOnlyList<MissionItem> items) =>
        type switch
        {
            MavMissionType.Mission => this with { Mission = items },
            MavMissionType.Fence => this with { Fence = items },
            MavMissionType.Rally => this with { Rally = items },
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
}

/// <summary>Something about one place of a file.</summary>
/// <param name="Where">'line 3', or the path of a JSON value: 'mission.items[2].params[4]'.</param>
/// <param name="What">For people.</param>
public sealed record FileProblem(string Where, string What)
{
    public override string ToString() => $"{Where}: {What}";
}

/// <summary>What reading a plan file gave.</summary>
/// <param name="Plan">Null when there are errors.</param>
/// <param name="Errors">All that were found, in the file's order.</param>
/// <param name="NotKept">What the file says and the plan does not.</param>
public sealed record PlanFileResult(
    PlanFile? Plan,
    IReadOnlyList<FileProblem> Errors,
    IReadOnlyList<FileProblem> NotKept
);

/// <summary>A plan as text.</summary>
/// <param name="Text">The file's content.</param>
/// <param name="NotKept">What the plan says and the format has no place for.</param>
public sealed record PlanFileText(string Text, IReadOnlyList<FileProblem> NotKept);
