using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Sorties;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Terrain;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>Makes flyable plans of tracks on a site: adds the ways to and from home, and checks the whole.</summary>
internal sealed class PlanMaker(SiteTask task, RouteTeam team, RoutePlan routes)
{
    private readonly SortieCamera camera = new(task.Template, task.Site);

    public SiteWays Ways { get; } = new(task.Site, task.ReturnAltitude);

    /// <summary>A track with the ways to it and home, checked.</summary>
    /// <param name="route">The route that it belongs to.</param>
    /// <param name="track">All of the route or part of it.</param>
    /// <param name="index">The vehicle's index in the team.</param>
    /// <param name="endsRoute">Whether the route ends with it: what does not goes home for a battery.</param>
    public Plan Of(VehicleRoute route, IReadOnlyList<TrackPoint> track, int index, bool endsRoute = true)
    {
        var member = task.Team[index];
        var vehicle = member.Vehicle;
        var plan = new Plan
        {
            TemplateId = task.Template.Id,
            TemplateName = task.Template.Name,
            SiteId = task.Site.Id,
            Vehicle = vehicle,
            Home = member.Home!.Value,
            HomeAltitude = task.Terrain?.HeightAt(member.Home.Value) ?? task.Site.GroundAltitude,
            Parameters = team.ParametersOf(index, routes),
            Seed = task.Seed,
            SpeedMps = route.SpeedMps,
            VehicleName = task.Team.Count > 1 ? team.NameOf(index) : "",
            TeamIndex = index,
            Sortie = route.Sortie,
            HoldsOnFailsafe = route.HoldsOnFailsafe,
            Legs = [],
            Route = [],
            Track = [],
            ReservePercent = Math.Max(vehicle.ReservePercent, task.Template.Limits.ReservePercent ?? 0),
            WindMps = task.Wind?.SpeedMps ?? team.WindOf(vehicle),
            Wind = task.Wind,
            TurnRadiusMetres = team.TurnRadiusOf(index),
            AtTakeOff = camera.AtTakeOff(vehicle.Family),
            End = endsRoute ? task.Template.Route.End : RouteEnd.Return,
            Problems = [],
        };
        var built = Rebuilt(plan, camera.Along(track, vehicle.Family), task.Site, Ways, plan.Home, task.ReturnAltitude);
        built = task.Terrain is { } terrain ? OverTerrain(built, terrain) : built;
        return built with { Problems = [.. route.Problems, .. built.Problems] };
    }

    /// <summary>The same plan with another route, checked; over flat ground.</summary>
    public static Plan Rebuilt(
        Plan plan,
        IReadOnlyList<TrackPoint> track,
        Site site,
        SiteWays ways,
        GeoPoint home,
        AltitudeAboveHome? returnAltitude
    )
    {
        var back = ways.Between(plan.Family, track[^1].Position, home, track[^1].Altitude);
        var outward = Outward(plan, track, site, ways, home);
        return Built(plan with { Home = home }, outward, track, back, site, returnAltitude);
    }

    /// <summary>The places between home and the route.</summary>
    private static List<TrackPoint> Outward(
        Plan plan,
        IReadOnlyList<TrackPoint> track,
        Site site,
        SiteWays ways,
        GeoPoint home
    )
    {
        var first = track[0];
        if (plan.Family != VehicleFamily.Plane)
        {
            return [.. Around(home)];
        }

        var climbOut = PlaneDeparture.ClimbOut(site, home, first);
        var around = Around(climbOut.Position).ToList();
        return around.Count > 0
            ? [climbOut, .. around]
            :
            [
                climbOut,
                .. PlaneDeparture.Turns(
                    home,
                    climbOut,
                    track,
                    plan.TurnRadiusMetres,
                    PlaneTrack.RunInOf(plan.SpeedMps)
                ),
            ];

        IEnumerable<TrackPoint> Around(GeoPoint from) =>
            ways.Between(plan.Family, from, first.Position, first.Altitude)
                .Select(place => new TrackPoint(place, first.Altitude));
    }

    /// <summary>A plan with a part of its route, which was led over the terrain before: the way to it is, and all is proved.</summary>
    public static Plan Resumed(
        Plan plan,
        IReadOnlyList<TrackPoint> rest,
        Site site,
        TerrainModel terrain,
        AltitudeAboveHome? returnAltitude
    )
    {
        var ways = new SiteWays(site, returnAltitude);
        var resumed = Rebuilt(plan, rest, site, ways, plan.Home, returnAltitude);
        var (approach, refusal) = TerrainSorties.LeadTo(terrain, resumed);
        if (refusal is not null)
        {
            return resumed with { Problems = [.. resumed.Problems, refusal] };
        }

        if (approach is not null)
        {
            var back = ways.Between(plan.Family, rest[^1].Position, plan.Home, rest[^1].Altitude);
            resumed = Built(resumed, Untold(resumed, approach), rest, back, site, returnAltitude);
        }

        return Proved(resumed, terrain, ways);
    }

    /// <summary>The plan as it is flown over terrain, with its clearance.</summary>
    private Plan OverTerrain(Plan flat, TerrainModel terrain)
    {
        var (way, refusal) = TerrainSorties.Lead(terrain, flat);
        if (refusal is not null)
        {
            return flat with { Problems = [.. flat.Problems, refusal] };
        }

        var plan = flat;
        if (way is not null)
        {
            // What is free at a height above flat ground must be so there, and above home where the ground lifts it.
            var built = Built(flat, Untold(flat, way.Approach), way.Track, way.Back, task.Site, task.ReturnAltitude);
            plan = built with { Problems = [.. built.Problems, .. flat.Problems.Where(low => IsNew(built, low))] };
        }

        return Proved(plan, terrain, Ways);
    }

    /// <summary>A plan with its least clearance above the ground, and with what is wrong with that.</summary>
    private static Plan Proved(Plan plan, TerrainModel terrain, SiteWays ways)
    {
        var proof = TerrainSorties.Prove(terrain, plan, new(ways.ReturnAltitude(plan.Family)));
        return plan with
        {
            GroundClearanceMetres = proof.LeastMetres,
            Problems = [.. plan.Problems.Concat(proof.Problems).DistinctBy(problem => problem.Reason)],
        };
    }

    /// <summary>What was not told of a flat approach is not told either where the terrain leads it.</summary>
    private static IReadOnlyList<TrackPoint> Untold(Plan flat, IReadOnlyList<TrackPoint> approach)
    {
        var untold = flat.Track.Where(point => point.IsUntold).Select(point => point.Position).ToHashSet();
        return [.. approach.Select(point => point with { IsUntold = untold.Contains(point.Position) })];
    }

    private static bool IsNew(Plan built, Problem low) =>
        low.Code is ProblemCode.TooLow or ProblemCode.HitsObstacle or ProblemCode.InKeepOut
        && !built.Problems.Any(high => (high.Code, high.Zone) == (low.Code, low.Zone));

    private static Plan Built(
        Plan plan,
        IReadOnlyList<TrackPoint> approach,
        IReadOnlyList<TrackPoint> track,
        IReadOnlyList<GeoPoint> back,
        Site site,
        AltitudeAboveHome? returnAltitude
    )
    {
        var model = new FlightModel(plan.Vehicle, plan.Wind, plan.WindMps);
        var builder = new PlanBuilder(plan.Vehicle, plan.Home, plan.SpeedMps, model)
        {
            AtTakeOff = plan.AtTakeOff,
            End = plan.End,
            ClimbsOut = plan.ClimbsOut,
        };
        builder.Build(track, approach, back);
        var built = plan with
        {
            Legs = builder.Legs,
            Route = builder.Route,
            Track = builder.Track,
            Steps = builder.Steps(),
            Problems = [],
        };
        return built with { Problems = ProblemsOf(built, site, model, returnAltitude) };
    }

    private static IReadOnlyList<Problem> ProblemsOf(
        Plan plan,
        Site site,
        FlightModel model,
        AltitudeAboveHome? returnAltitude
    ) =>
        plan.Steps.Count > MissionPlanner.MaxItems
            ? [TooManyItems(plan)]
            :
            [
                .. FeasibilityCheck.CheckPlan(site, plan, plan.Home, returnAltitude),
                .. WindCheck.Of(plan, model),
                .. EnergyBudget.Problems(plan),
            ];

    private static Problem TooManyItems(Plan plan)
    {
        const string remedy = "Fewer laps, a line with fewer corners or more vehicles would do.";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"The mission would have {plan.Steps.Count} items; an autopilot stores at most {MissionPlanner.MaxItems}. {remedy}"
        );
        return new Problem(ProblemCode.TooManyItems, text) { Remedy = remedy };
    }
}
