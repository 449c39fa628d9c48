using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Terrain;

/// <summary>What the terrain makes of the plans and routes of flying vehicles.</summary>
internal static class TerrainSorties
{
    /// <summary>Obstacles are drawn on a site and checked by themselves.</summary>
    private static readonly TerrainMargin OnSite = new() { ObstacleMetres = 0 };

    private static readonly TerrainMargin OnShape = new();

    /// <summary>The name of the figure that tells the least clearance.</summary>
    public const string Figure = "minClearanceM";

    /// <summary>
    /// A plan's builder over terrain: the same as the one on flat ground where altitudes are above home, else one whose
    /// track follows the ground from home to the route's end. From there the vehicle returns at its return altitude.
    /// </summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="values">The vehicle's.</param>
    /// <param name="vehicle">The vehicle.</param>
    /// <param name="flat">The plan with altitudes as the template gives them.</param>
    /// <param name="another">Makes another builder for the same vehicle.</param>
    public static (PlanBuilder Builder, Problem? Problem) Lead(
        TerrainModel terrain,
        PlanParameters values,
        VehicleClass vehicle,
        PlanBuilder flat,
        Func<PlanBuilder> another
    )
    {
        if (!TerrainGuide.IsAsked(values) || vehicle.Family == VehicleFamily.Rover)
        {
            return (flat, null);
        }

        var (guide, problem) = TerrainGuide.Of(terrain, flat.Track[0].Position, OnSite);
        if (guide is null)
        {
            return (flat, problem);
        }

        var speed = values.Number(Kinds.ParameterNames.Speed);
        var (track, refusal) = guide.Lead(Outward(flat.Track), Outward(Reached(flat)), vehicle, speed, MostItems);
        if (refusal is not null)
        {
            return (flat, refusal);
        }

        var builder = another();
        builder.Build(track);
        return (builder, null);
    }

    /// <summary>The least clearance of a plan above the ground, and what is wrong with it and with its ways home.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="returnAltitude">At which the vehicle returns.</param>
    public static (double? LeastMetres, IReadOnlyList<Problem> Problems) Prove(
        TerrainModel terrain,
        Plan plan,
        AltitudeAboveHome returnAltitude
    )
    {
        if (plan.Family == VehicleFamily.Rover || plan.Track.Count < 2)
        {
            return (null, []);
        }

        var (guide, problem) = TerrainGuide.Of(terrain, plan.Home, OnSite);
        if (guide is null)
        {
            return (null, [problem!]);
        }

        var what = plan.VehicleName.Length > 0 ? $"the route of {plan.VehicleName}" : "the route";
        var (track, reached) = (Outward(plan.Track), Outward([.. plan.Route.Select(point => point.Position)]));
        var (least, problems) = guide.Prove(track, reached, what);
        return (least, [.. problems, .. guide.WaysHome(track, reached, returnAltitude, what)]);
    }

    /// <summary>Routes on a bare shape over terrain; home is the depot, or else where each route begins.</summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="team">The vehicles.</param>
    /// <param name="plan">Their routes.</param>
    public static RoutePlan OverShape(TerrainModel terrain, RouteTeam team, RoutePlan plan)
    {
        var (routes, problems) = (new List<VehicleRoute>(), new List<Problem>());
        var least = double.PositiveInfinity;
        foreach (var route in plan.Routes)
        {
            var member = team.Members[route.Index];
            if (member.Family == VehicleFamily.Rover || route.Track.Count == 0)
            {
                routes.Add(route);
                continue;
            }

            var led = OverShape(terrain, team, route, member.Home ?? route.Track[0].Position);
            routes.Add(led.Route);
            problems.AddRange(led.Problems);
            least = Math.Min(least, led.LeastMetres);
        }

        if (problems.Count > 0)
        {
            return RoutePlan.Refused(plan.TemplateId, problems) with { Figures = With(plan.Figures, least) };
        }

        return plan with
        {
            Routes = routes,
            Figures = With(plan.Figures, least),
            Notes = [.. plan.Notes, Note(terrain)],
        };
    }

    /// <summary>Figures with the least clearance among them, when there is one.</summary>
    public static IReadOnlyDictionary<string, double> With(IReadOnlyDictionary<string, double> figures, double least) =>
        double.IsFinite(least) ? new Dictionary<string, double>(figures) { [Figure] = least } : figures;

    private static (VehicleRoute Route, double LeastMetres, IReadOnlyList<Problem> Problems) OverShape(
        TerrainModel terrain,
        RouteTeam team,
        VehicleRoute route,
        GeoPoint home
    )
    {
        var (guide, problem) = TerrainGuide.Of(terrain, home, OnShape);
        if (guide is null)
        {
            return (route, double.PositiveInfinity, [problem!]);
        }

        var led = route;
        if (TerrainGuide.IsAsked(team.ValuesOf(route.Index)))
        {
            // A single place is a way of its own.
            var track = route.Track.Count > 1 ? route.Track : [route.Track[0], route.Track[0] with { Actions = [] }];
            var vehicle = team.Members[route.Index].Vehicle;
            var places = track.Select(point => point.Position).ToList();
            var (over, refusal) = guide.Lead(track, places, vehicle, team.Speeds[route.Index], int.MaxValue);
            if (refusal is not null)
            {
                return (route, double.PositiveInfinity, [refusal]);
            }

            led = route with { Track = over };
        }

        var (least, problems) = guide.Prove(led.Track, led.Places, $"the route of {led.Vehicle}");
        return (led, least, problems);
    }

    private const int MostItems = MissionPlanner.MaxItems - 5;

    private static string Note(TerrainModel terrain) =>
        terrain.IsFlat
            ? "No terrain was given: the ground is taken for flat."
            : "Heights are metres above the ground under home: the depot, or where each route begins.";

    /// <summary>All but the way back.</summary>
    private static IReadOnlyList<T> Outward<T>(IReadOnlyList<T> all) => [.. all.SkipLast(1)];

    private static IReadOnlyList<GeoPoint> Reached(PlanBuilder builder) =>
        [.. builder.Route.Select(point => point.Position)];
}
