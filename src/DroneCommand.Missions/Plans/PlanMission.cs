using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Plans;

/// <summary>Plans in MAVLink's words.</summary>
public static class PlanMission
{
    /// <summary>
    /// The mission that makes a vehicle carry out a plan, home not counted. A copter takes off, is told its speed, flies
    /// the waypoints and returns to launch; a rover is told its speed and drives the waypoints, its dock being the last,
    /// because its own Return to Launch would go to wherever it was armed.
    /// </summary>
    /// <exception cref="InvalidOperationException">The plan has problems: nothing of it may reach a vehicle.</exception>
    public static IReadOnlyList<MissionItem> ToMissionItems(this Plan plan) =>
        plan.IsFlyable
            ? [.. plan.Steps.Select(step => ToItem(plan, step))]
            : throw new InvalidOperationException("A plan with problems has no mission.");

    /// <summary>The home that goes with the mission where an autopilot wants it in front.</summary>
    public static (GeoPoint Point, AltitudeAmsl Altitude) HomeOfMission(this Plan plan) =>
        (plan.Home, plan.HomeAltitude);

    private static MissionItem ToItem(Plan plan, PlanStep step) =>
        step.Kind switch
        {
            PlanStepKind.TakeOff => MissionItem.TakeOff(step.Target.Altitude),
            PlanStepKind.Speed => MissionItem.ChangeSpeed(plan.SpeedMps),
            PlanStepKind.Waypoint => MissionItem.Waypoint(
                step.Target.Position,
                step.Target.Altitude,
                step.Target.Dwell
            ),
            PlanStepKind.Orbit => OrbitItem(step.Target, (Orbit)step.Action!),
            PlanStepKind.Action => ActionItems.Of(step.Action!),
            PlanStepKind.ReturnToLaunch => MissionItem.ReturnToLaunch(),
            _ => throw new InvalidOperationException($"{step.Kind} is not a step of a mission."),
        };

    private static MissionItem OrbitItem(TrackPoint point, Orbit orbit) =>
        MissionItem.LoiterTurns(point.Position, point.Altitude, orbit.Turns, orbit.RadiusMetres);
}
