using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Plans;

/// <summary>
/// Steps in the words that PX4's missions have. Its check of a mission's feasibility refuses the whole for one command that
/// it does not know, and it knows neither turns about a place nor turns on the spot: an orbit is flown as a circle of
/// waypoints, a heading is that of a waypoint. A heading of 0 is north there, not 'as you like': that is NaN.
/// </summary>
internal sealed class Px4Items
{
    /// <summary>Where the vehicle comes from.</summary>
    private GeoPoint? before;

    public IEnumerable<MissionItem> Of(PlanStep step, double speedMps)
    {
        var items = Make(step, speedMps).ToList();
        before = step.Kind is PlanStepKind.Waypoint or PlanStepKind.Orbit ? items[^1].Position : before;
        return items;
    }

    private IEnumerable<MissionItem> Make(PlanStep step, double speedMps) =>
        step.Kind switch
        {
            // Without a place it would be the Gulf of Guinea, and the mission be refused as too far away.
            PlanStepKind.TakeOff =>
            [
                MissionItem.TakeOff(step.Target.Altitude) with
                {
                    Position = step.Target.Position,
                    Param4 = float.NaN,
                },
            ],
            PlanStepKind.Speed => [MissionItem.ChangeSpeed(speedMps)],
            PlanStepKind.Waypoint => [Waypoint(step.Target.Position, step.Target.Altitude, step.Target.Dwell)],
            PlanStepKind.Orbit => Circle(step.Target, (Orbit)step.Action!),
            PlanStepKind.Action => [Action(step)],
            PlanStepKind.ReturnToLaunch => [MissionItem.ReturnToLaunch()],
            _ => throw new InvalidOperationException($"{step.Kind} is not a step of a mission."),
        };

    private static MissionItem Waypoint(GeoPoint place, AltitudeAboveHome altitude, TimeSpan hold = default) =>
        MissionItem.Waypoint(place, altitude, hold) with
        {
            Param4 = float.NaN,
        };

    private IEnumerable<MissionItem> Circle(TrackPoint point, Orbit orbit)
    {
        var places = OrbitCircle.Places(point.Position, orbit, before ?? point.Position);
        return places.Select(
            (place, i) => Waypoint(place, point.Altitude, i == places.Count - 1 ? point.Dwell : default)
        );
    }

    private static MissionItem Action(PlanStep step) =>
        step.Action switch
        {
            Face face => MissionItem.Waypoint(step.Target.Position, step.Target.Altitude) with
            {
                Param4 = (float)face.HeadingDeg,
            },
            PointCamera camera => new MissionItem
            {
                Command = MavCmd.DoGimbalManagerPitchyaw,
                Param1 = (float)camera.PitchDeg,
                Param2 = (float)camera.YawDeg,
                // No rates; the flags, parameter 5, leave the yaw with the vehicle; the gimbal, parameter 7, is any.
                Param3 = float.NaN,
                Param4 = float.NaN,
            },
            { } other => ActionItems.Of(other),
            null => throw new InvalidOperationException("A step without what is to be done."),
        };
}
