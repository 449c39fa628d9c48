using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Items;

/// <summary>Plans in MAVLink's words.</summary>
public static class PlanMission
{
    /// <summary>
    /// A plane comes out of its climb at full throttle and rises on: ArduPlane's of SITL by 10 m. So much lower is its
    /// take-off told, or by a fifth of its height where that is less.
    /// </summary>
    private const double PlaneOvershootMetres = 10;

    /// <summary>
    /// The mission that makes a vehicle carry out a plan, home not counted. A copter takes off, is told its speed, flies
    /// the waypoints and returns to launch; a rover is told its speed and drives the waypoints, its dock being the last,
    /// because its own Return to Launch would go to wherever it was armed. A plane climbs out straight ahead, and after
    /// Return to Launch circles over home until it is landed: by its pilot, or by a landing of its own that Return to
    /// Launch leads to (DO_LAND_START with RTL_AUTOLAND).
    /// </summary>
    /// <exception cref="InvalidOperationException">The plan has problems: nothing of it may reach a vehicle.</exception>
    public static IReadOnlyList<MissionItem> ToMissionItems(this Plan plan) =>
        plan.ToMissionItems(MavAutopilot.Ardupilotmega);

    /// <summary>The same in an autopilot's own words: PX4's, or ArduPilot's as above for every other.</summary>
    /// <exception cref="InvalidOperationException">The plan has problems: nothing of it may reach a vehicle.</exception>
    public static IReadOnlyList<MissionItem> ToMissionItems(this Plan plan, MavAutopilot autopilot) =>
        plan.MissionFor(autopilot).Items;

    /// <summary>The mission in an autopilot's own words, which knows of each item to which leg it belongs.</summary>
    /// <exception cref="InvalidOperationException">The plan has problems: nothing of it may reach a vehicle.</exception>
    public static PlannedMission MissionFor(this Plan plan, MavAutopilot autopilot)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.IsFlyable
            ? new PlannedMission(plan, autopilot, [.. Told(plan.Steps, plan.Vehicle, plan.SpeedMps, autopilot)])
            : throw new InvalidOperationException("A plan with problems has no mission.");
    }

    /// <summary>Steps in an autopilot's words.</summary>
    internal static IReadOnlyList<MissionItem> Items(
        IEnumerable<PlanStep> steps,
        VehicleClass vehicle,
        double speedMps,
        MavAutopilot autopilot
    ) => [.. Told(steps, vehicle, speedMps, autopilot).Select(told => told.Item)];

    /// <summary>The kind of vehicle that the heartbeat of one of that family names.</summary>
    internal static MavType TypeOf(VehicleFamily family) =>
        family switch
        {
            VehicleFamily.Rover => MavType.GroundRover,
            VehicleFamily.Plane => MavType.FixedWing,
            _ => MavType.Quadrotor,
        };

    private static IEnumerable<ToldItem> Told(
        IEnumerable<PlanStep> steps,
        VehicleClass vehicle,
        double speedMps,
        MavAutopilot autopilot
    )
    {
        if (autopilot != MavAutopilot.Px4)
        {
            return steps.Select(step => new ToldItem(ToItem(vehicle, speedMps, step), step.LegIndex));
        }

        var words = new Px4Items(vehicle, speedMps);
        return steps.SelectMany(step => words.Of(step).Select(item => new ToldItem(item, step.LegIndex)));
    }

    /// <summary>The home that goes with the mission where an autopilot wants it in front.</summary>
    public static (GeoPoint Point, AltitudeAmsl Altitude) HomeOfMission(this Plan plan) =>
        (plan.Home, plan.HomeAltitude);

    internal static MissionItem ToItem(VehicleClass vehicle, double speedMps, PlanStep step) =>
        step.Kind switch
        {
            PlanStepKind.TakeOff => TakeOff(vehicle, step.Target),
            PlanStepKind.Speed => Speed(vehicle, speedMps),
            PlanStepKind.Waypoint when Circles(vehicle, step.Target) => MissionItem.LoiterTime(
                step.Target.Position,
                step.Target.Altitude,
                step.Target.Dwell,
                vehicle.LoiterRadiusMetres
            ),
            PlanStepKind.Waypoint => MissionItem.Waypoint(
                step.Target.Position,
                step.Target.Altitude,
                step.Target.Dwell
            ),
            PlanStepKind.Orbit => OrbitItem(step.Target, (Orbit)step.Action!),
            PlanStepKind.Action when step.Action is ChangeSpeed speed => Speed(vehicle, speed.MetresPerSecond),
            PlanStepKind.Action => ActionItems.Of(step.Action!),
            PlanStepKind.Hold => MissionItem.Hold(step.Target.Position, step.Target.Altitude),
            PlanStepKind.Land => MissionItem.Land(),
            PlanStepKind.ReturnToLaunch => MissionItem.ReturnToLaunch(),
            _ => throw new InvalidOperationException($"{step.Kind} is not a step of a mission."),
        };

    private static bool IsPlane(VehicleClass vehicle) => vehicle.Family == VehicleFamily.Plane;

    /// <summary>A plane that shall stay somewhere circles; its waypoints know no waiting.</summary>
    private static bool Circles(VehicleClass vehicle, TrackPoint point) =>
        IsPlane(vehicle) && point.Dwell > TimeSpan.Zero;

    private static MissionItem TakeOff(VehicleClass vehicle, TrackPoint point) =>
        IsPlane(vehicle)
            ? MissionItem.TakeOff(
                new(point.Altitude.Metres - Math.Min(PlaneOvershootMetres, point.Altitude.Metres / 5))
            ) with
            {
                Param1 = (float)PlaneDeparture.PitchDeg,
            }
            : MissionItem.TakeOff(point.Altitude);

    /// <summary>A plane is told its airspeed; what hovers or drives, its speed over ground.</summary>
    private static MissionItem Speed(VehicleClass vehicle, double metresPerSecond) =>
        IsPlane(vehicle)
            ? MissionItem.ChangeSpeed(metresPerSecond) with
            {
                Param1 = (float)SpeedType.Airspeed,
            }
            : MissionItem.ChangeSpeed(metresPerSecond);

    private static MissionItem OrbitItem(TrackPoint point, Orbit orbit) =>
        MissionItem.LoiterTurns(point.Position, point.Altitude, orbit.Turns, orbit.RadiusMetres);
}
