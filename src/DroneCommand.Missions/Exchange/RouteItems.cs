using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Exchange;

/// <summary>Plans and routes in MAVLink's words: what a vehicle is told.</summary>
internal static class RouteItems
{
    /// <summary>A route on a bare shape: take-off where the vehicle stands, the route, return to there.</summary>
    public static PlanFile Of(VehicleRoute route, MavAutopilot autopilot)
    {
        // What has no height drives.
        var flies = route.Track.Any(point => point.Altitude.Metres > 0);
        var steps = new List<PlanStep>();
        if (flies)
        {
            steps.Add(new PlanStep(PlanStepKind.TakeOff, route.Track[0], 0));
        }

        steps.Add(new PlanStep(PlanStepKind.Speed, route.Track[0], 0));
        steps.AddRange(
            route.AtTakeOff.Select(action => new PlanStep(PlanStepKind.Action, route.Track[0], 0) { Action = action })
        );
        steps.AddRange(route.Track.SelectMany(point => PlanBuilder.StepsAt(point, 0)));
        if (flies)
        {
            steps.Add(new PlanStep(PlanStepKind.ReturnToLaunch, route.Track[^1], 0));
        }

        return new PlanFile
        {
            Mission = PlanMission.Items(steps, VehicleClass.Of(route.Family), route.SpeedMps, autopilot),
            Autopilot = autopilot,
            VehicleType = PlanMission.TypeOf(route.Family),
            HoverSpeedMps = route.SpeedMps,
            CruiseSpeedMps = route.SpeedMps,
        };
    }

    /// <summary>A plan on a site, with the site's fence.</summary>
    public static PlanFile Of(Plan plan, Site? site, MavAutopilot autopilot) =>
        new()
        {
            Mission = plan.ToMissionItems(autopilot),
            Fence = site is null ? [] : FenceBuilder.FromBoundary(site, plan.Family),
            Home = plan.HomeOfMission(),
            Autopilot = autopilot,
            VehicleType = PlanMission.TypeOf(plan.Family),
            HoverSpeedMps = plan.SpeedMps,
            CruiseSpeedMps = plan.SpeedMps,
        };
}
