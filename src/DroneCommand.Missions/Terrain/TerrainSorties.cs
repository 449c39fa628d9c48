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
    /// The way of a plan over the ground from home to the route's end, whose altitudes were meant above it; from there the
    /// vehicle returns at its return altitude. None where altitudes are above home.
    /// </summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="flat">The plan with altitudes as the template gives them.</param>
    public static (LedWay? Way, Problem? Problem) Lead(TerrainModel terrain, Plan flat)
    {
        if (!TerrainGuide.IsAsked(flat.Parameters) || flat.Family == VehicleFamily.Rover || flat.Legs.Count == 0)
        {
            return (null, null);
        }

        var (guide, problem) = TerrainGuide.Of(terrain, flat.Home, OnSite);
        if (guide is null)
        {
            return (null, problem);
        }

        // The last place is home again, and before it may come corners of the way back.
        var corners = flat.Legs.Count(leg => leg.Kind == LegKind.Return);
        var outward = flat.Track.SkipLast(corners).ToList();
        var led = guide.Lead(outward, Reached(flat, outward.Count), flat.Vehicle, flat.SpeedMps, MostItems - corners);
        if (led.Problem is not null)
        {
            return (null, led.Problem);
        }

        var first = led.CornerIndex(flat.Legs.Count(leg => leg.Kind == LegKind.Approach));
        var back = flat.Track.Skip(outward.Count).SkipLast(1).Select(point => point.Position);
        return (new([.. led.Track.Take(first)], [.. led.Track.Skip(first)], [.. back]), null);
    }

    /// <summary>
    /// The way from home to where a plan's route begins, over the ground in between: for a route whose own heights are above
    /// home already, since it was led before. None where altitudes were never meant above the ground.
    /// </summary>
    /// <param name="terrain">The ground.</param>
    /// <param name="plan">The plan with a level way to its route.</param>
    public static (IReadOnlyList<TrackPoint>? Approach, Problem? Problem) LeadTo(TerrainModel terrain, Plan plan)
    {
        var corners = plan.Legs.Count(leg => leg.Kind == LegKind.Approach);
        if (!TerrainGuide.IsAsked(plan.Parameters) || plan.Family == VehicleFamily.Rover || corners == 0)
        {
            return (null, null);
        }

        var (guide, problem) = TerrainGuide.Of(terrain, plan.Home, OnSite);
        var first = plan.Track[corners];
        if (guide is null || terrain.HeightAt(first.Position) is not { } ground)
        {
            // What is not known under the route, the proof names.
            return (null, problem);
        }

        var above = new AltitudeAboveHome(first.Altitude.ToAmsl(plan.HomeAltitude).Metres - ground.Metres);
        var outward = plan.Track.Take(corners + 1).Select(Above).ToList();
        var most = MostItems - plan.Track.Skip(corners + 1).Sum(point => 1 + point.Actions.Count);
        var led = guide.Lead(outward, Reached(plan, corners + 1), plan.Vehicle, plan.SpeedMps, most);
        return led.Problem is null ? (led.Track, null) : (null, led.Problem);

        // A plane's climb-out is below the route, and counted from its own ground.
        TrackPoint Above(TrackPoint point) =>
            new(point.Position, point.Altitude.Metres < first.Altitude.Metres ? point.Altitude : above);
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
        var track = plan.Track.SkipLast(plan.Legs.Count(leg => leg.Kind == LegKind.Return)).ToList();
        var reached = Reached(plan, track.Count);
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
        if (TerrainGuide.IsAsked(team.ValuesOf(route.Index).Values))
        {
            // A single place is a way of its own.
            var track = route.Track.Count > 1 ? route.Track : [route.Track[0], route.Track[0] with { Actions = [] }];
            var vehicle = team.Members[route.Index].Vehicle;
            var places = track.Select(point => point.Position).ToList();
            var over = guide.Lead(track, places, vehicle, team.Speeds[route.Index], int.MaxValue);
            if (over.Problem is { } refusal)
            {
                return (route, double.PositiveInfinity, [refusal]);
            }

            led = team.Over(route, over.Track);
        }

        var (least, problems) = guide.Prove(led.Track, led.Places, $"the route of {led.Vehicle}");
        return (led, least, problems);
    }

    private const int MostItems = MissionPlanner.MaxItems - 5;

    private static string Note(TerrainModel terrain) =>
        terrain.IsFlat
            ? "No terrain was given: the ground is taken for flat."
            : "Heights are metres above the ground under home: the depot, or where each route begins.";

    private static IReadOnlyList<GeoPoint> Reached(Plan plan, int count) =>
        [.. plan.Route.Take(count).Select(point => point.Position)];
}

/// <summary>The way of a plan over terrain.</summary>
/// <param name="Approach">From home, at the height that is taken off to, to before the route.</param>
/// <param name="Track">The route.</param>
/// <param name="Back">Corners of the way home.</param>
internal sealed record LedWay(
    IReadOnlyList<TrackPoint> Approach,
    IReadOnlyList<TrackPoint> Track,
    IReadOnlyList<GeoPoint> Back
);
