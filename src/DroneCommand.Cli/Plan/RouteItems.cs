using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Missions.Files;
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
            items.Add(MissionItem.TakeOff(plan.Altitude));
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
}
