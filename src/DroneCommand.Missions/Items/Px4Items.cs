using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Items;

/// <summary>
/// Steps in the words that PX4's missions have. Its check of a mission's feasibility refuses the whole for one command that
/// it does not know, and it knows neither turns about a place nor turns on the spot: an orbit is flown as a circle of
/// waypoints, by a plane as a loiter of that time; a heading is that of a waypoint. A heading of 0 is north there, not 'as
/// you like': that is NaN. A command without a place is unsupported in any frame but that of missions. What it does not store
/// is not told: else it would hold another mission than it was sent.
/// </summary>
internal sealed class Px4Items(VehicleClass vehicle, double speedMps)
{
    /// <summary>Where the vehicle comes from.</summary>
    private GeoPoint? before;

    public IEnumerable<MissionItem> Of(PlanStep step)
    {
        var items = Make(step).Select(item => Px4.Flying.AsStored(item, MavMissionType.Mission)).ToList();
        before = step.Kind is PlanStepKind.Waypoint or PlanStepKind.Orbit ? items[^1].Position : before;
        return items;
    }

    private IEnumerable<MissionItem> Make(PlanStep step) =>
        step.Kind switch
        {
            // Without a place it would be the Gulf of Guinea, and the mission be refused as too far away.
            PlanStepKind.TakeOff or PlanStepKind.Land =>
            [
                Plain(step) with
                {
                    Position = step.Target.Position,
                    Param1 = 0,
                    Param4 = float.NaN,
                },
            ],
            PlanStepKind.Waypoint or PlanStepKind.Hold => [Plain(step) with { Param4 = float.NaN }],
            PlanStepKind.Orbit when vehicle.Family == VehicleFamily.Plane => [Loiter(step)],
            PlanStepKind.Orbit => Circle(step.Target, (Orbit)step.Action!),
            PlanStepKind.Action => [Action(step)],
            _ => [Plain(step)],
        };

    /// <summary>As ArduPilot is told it.</summary>
    private MissionItem Plain(PlanStep step) => PlanMission.ToItem(vehicle, speedMps, step);

    private IEnumerable<MissionItem> Circle(TrackPoint point, Orbit orbit)
    {
        var places = OrbitCircle.Places(point.Position, orbit, before ?? point.Position);
        return places.Select(
            (place, i) => Waypoint(place, point.Altitude, i == places.Count - 1 ? point.Dwell : default)
        );
    }

    private MissionItem Loiter(PlanStep step)
    {
        var orbit = (Orbit)step.Action!;
        var time = TimeSpan.FromSeconds(orbit.LengthMetres / speedMps) + step.Target.Dwell;
        return MissionItem.LoiterTime(step.Target.Position, step.Target.Altitude, time, orbit.RadiusMetres) with
        {
            Param4 = float.NaN,
        };
    }

    private static MissionItem Waypoint(GeoPoint place, AltitudeAboveHome altitude, TimeSpan hold) =>
        MissionItem.Waypoint(place, altitude, hold) with
        {
            Param4 = float.NaN,
        };

    /// <summary>From 0 to 360, as it gives it back.</summary>
    private static float Heading(Face face) => ((float)face.HeadingDeg % 360 + 360) % 360;

    private MissionItem Action(PlanStep step) =>
        step.Action switch
        {
            Face face => MissionItem.Waypoint(step.Target.Position, step.Target.Altitude) with
            {
                Param4 = Heading(face),
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
            _ => Plain(step),
        };
}
