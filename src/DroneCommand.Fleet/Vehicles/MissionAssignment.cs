using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>One leg of an assigned route, tied to the mission item that flies it.</summary>
/// <param name="MissionItem">Sequence of its last item, as the vehicle that flies it counts.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="LengthM">Metres along the ground.</param>
/// <param name="Duration">Planned.</param>
/// <param name="WayHome">True for what follows the task itself.</param>
[GenerateSerializer, Immutable]
public sealed record RouteLeg(
    int MissionItem,
    GeoPoint From,
    GeoPoint To,
    double LengthM,
    TimeSpan Duration,
    bool WayHome
);

/// <summary>A checked plan handed to a vehicle by a patrol.</summary>
/// <param name="PatrolId">The patrol.</param>
/// <param name="PatrolName">Its name.</param>
/// <param name="SiteId">The site it was planned on.</param>
/// <param name="Slot">The run's due time; (patrol, slot) names the run.</param>
/// <param name="Mission">Items without home, in the words of <see cref="Autopilot"/>.</param>
/// <param name="Fence">Boundary and keep-outs as fence items.</param>
/// <param name="Home">Where the plan begins and ends.</param>
/// <param name="ReturnAltitude">Least return altitude over the site's obstacles; null on the ground.</param>
/// <param name="Legs">The route.</param>
/// <param name="EnergyPercent">Share of a full battery that the plan and its reserve take, in percent.</param>
[GenerateSerializer, Immutable]
public sealed record MissionAssignment(
    string PatrolId,
    string PatrolName,
    string SiteId,
    DateTimeOffset Slot,
    IReadOnlyList<MissionItem> Mission,
    IReadOnlyList<MissionItem> Fence,
    GeoPoint Home,
    AltitudeAboveHome? ReturnAltitude,
    IReadOnlyList<RouteLeg> Legs,
    double EnergyPercent
)
{
    /// <summary>Which of the vehicle's sorties in the run, from 1.</summary>
    [Id(0)]
    public int Sortie { get; init; } = 1;

    /// <summary>How many sorties its part of the plan has.</summary>
    [Id(1)]
    public int Sorties { get; init; } = 1;

    /// <summary>True when it is not armed before the patrol lets its whole team go.</summary>
    [Id(2)]
    public bool WaitsForTeam { get; init; }

    /// <summary>What the mission's template asks of the vehicle.</summary>
    [Id(3)]
    public FlightDemands Demands { get; init; } = FlightDemands.None;

    /// <summary>The autopilot that the items are written for.</summary>
    [Id(4)]
    public MavAutopilot Autopilot { get; init; } = MavAutopilot.Ardupilotmega;

    /// <summary>The task's name for people: the patrol's, with the sortie when there are several.</summary>
    public string Title() => Sorties > 1 ? $"{PatrolName} · sortie {Sortie} of {Sorties}" : PatrolName;
}

/// <summary>Who starts a mission: a person, or the schedule when <paramref name="Caller"/> is null.</summary>
[GenerateSerializer, Immutable]
public sealed record MissionStart(Guid OperationId, Caller? Caller, MissionAssignment Assignment);

/// <summary>What a patrol needs of its vehicle. Key: the vehicle's permanent id.</summary>
public interface IVehicleAssignment : IGrainWithStringKey
{
    /// <summary>
    /// Takes the assignment if nobody else holds the vehicle and nothing else is under way. 'Done' means taken; the
    /// launch follows and its end is reported to the patrol.
    /// </summary>
    Task<CommandOutcome> Start(MissionStart start);

    /// <summary>Why <see cref="Start"/> would refuse now, by the caller's role, authority and the vehicle's state; null: it would not.</summary>
    Task<string?> WhyNotStart(Caller? caller);

    /// <summary>The whole team is ready: the launch that waits goes on. Anything else than that launch is left alone.</summary>
    /// <returns>Null when it goes on; otherwise why not.</returns>
    Task<string?> LetGo(string patrolId, DateTimeOffset slot);

    /// <summary>
    /// Ends the vehicle's part in a run: what prepares is stopped, what is out returns. It asks for no authority, as a
    /// return does not; the patrol has checked who may end it. Null when the vehicle is not out for that run.
    /// </summary>
    Task<CommandOutcome?> CallBack(CommandRequest request, string patrolId, DateTimeOffset slot, string why);

    /// <summary>How a sortie of a run stands as the vehicle knows it.</summary>
    Task<RunStanding> StandingOf(string patrolId, DateTimeOffset slot, int sortie);

    /// <summary>What the vehicle can tell a planner now; null when it is not adopted.</summary>
    Task<VehicleReadiness?> Readiness();
}

/// <summary>What planning and scheduling ask of a vehicle.</summary>
/// <param name="Vehicle">Its registration.</param>
/// <param name="Heard">True when its link is live.</param>
/// <param name="Busy">True while a sortie is under way.</param>
/// <param name="Home">Where it returns to, once it is known.</param>
/// <param name="HomeAmsl">Height of home.</param>
/// <param name="BatteryPercent">Null when unknown.</param>
[GenerateSerializer, Immutable]
public sealed record VehicleReadiness(
    RegisteredVehicle Vehicle,
    bool Heard,
    bool Busy,
    GeoPoint? Home,
    AltitudeAmsl? HomeAmsl,
    double? BatteryPercent
)
{
    /// <summary>The wind that it reports; null when it does not.</summary>
    [Id(0)]
    public double? WindMps { get; init; }

    /// <summary>For people: '3D', 'RTK fixed'.</summary>
    [Id(1)]
    public string GpsFix { get; init; } = "unknown";

    /// <summary>Its autopilot follows terrain data; null until it said so.</summary>
    [Id(2)]
    public bool? FollowsTerrain { get; init; }

    /// <summary>A camera of it was heard.</summary>
    [Id(3)]
    public bool HasCamera { get; init; }

    /// <summary>And it is thermal.</summary>
    [Id(4)]
    public bool HasThermalCamera { get; init; }

    /// <summary>Which autopilot its heartbeat names; null when it was not heard yet.</summary>
    [Id(5)]
    public MavAutopilot? Autopilot { get; init; }
}

/// <summary>How a run stands as its vehicle knows it.</summary>
/// <param name="IsOut">True while it is being prepared or flown.</param>
/// <param name="End">How it ended, when the patrol has not been told yet; otherwise null.</param>
[GenerateSerializer, Immutable]
public sealed record RunStanding(bool IsOut, RunEnd? End);
