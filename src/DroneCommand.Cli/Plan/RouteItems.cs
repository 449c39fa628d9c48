using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Cli.Plan;

/// <summary>A route in MAVLink's words: what a vehicle is told.</summary>
internal static class RouteItems
{
    public static PlanFile Of(RoutePlan plan, VehicleRoute route)
    {
        // What has no height drives.
        var flies = plan.Altitude.Metres > 0;
        var items = new List<MissionItem>();
        if (flies)
            items.Add(MissionItem.TakeOff(TakeOffOf(plan, route)));
        items.Add(MissionItem.ChangeSpeed(plan.SpeedMps));
        items.AddRange(route.Track.Select(point => MissionItem.Waypoint(point.Position, point.Altitude, point.Dwell)));
        if (flies)
            items.Add(MissionItem.ReturnToLaunch());
        return new PlanFile
        {
            Mission = items,
            VehicleType = route.Family switch
            {
                VehicleFamily.Plane => MavType.FixedWing,
                VehicleFamily.Rover => MavType.GroundRover,
                _ => MavType.Quadrotor,
            },
            HoverSpeedMps = plan.SpeedMps,
            CruiseSpeedMps = plan.SpeedMps,
        };
    }

    /// <summary>As high as the route begins, over terrain; never lower than the template has it.</summary>
    private static AltitudeAboveHome TakeOffOf(RoutePlan plan, VehicleRoute route) =>
        new(Math.Max(plan.Altitude.Metres, route.Track[0].Altitude.Metres));
}
