using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Search;

/// <summary>The ways of a search in a plane, and what is said with them.</summary>
/// <param name="ToGeo">The plane's places on earth.</param>
/// <param name="Ways">One per vehicle, in the team's order; empty for one that has nothing to do.</param>
internal sealed record SearchWays(Func<LocalPoint, GeoPoint> ToGeo, IReadOnlyList<IReadOnlyList<LocalPoint>> Ways)
{
    /// <summary>Keeps the ways where vehicles may be; null where nothing bounds them.</summary>
    public KeptWithin? Within { get; init; }

    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Makes routes of the ways of a search.</summary>
internal static class SearchRoutes
{
    /// <summary>Longer ways are refused before they are made.</summary>
    public const double MostMetres = 2_000_000;

    /// <summary>The plan of ways, kept where vehicles may be.</summary>
    public static RoutePlan Plan(KindTask task, RouteTeam team, SearchWays search)
    {
        var routes = new List<VehicleRoute>();
        var (asked, kept) = (0.0, 0.0);
        for (var i = 0; i < search.Ways.Count; i++)
        {
            var way = search.Within is { } within ? within.Path(search.Ways[i]) : search.Ways[i];
            if (way is null)
            {
                return task.Refused(Cut(task));
            }

            asked += search.Ways[i].Length();
            kept += search.Within?.Metres(search.Ways[i]) ?? way.Length();
            if (way.Length() > 0)
            {
                routes.Add(team.Route(i, [.. way.Select(search.ToGeo)]));
            }
        }

        return routes.Count == 0
            ? task.Refused(Nothing(task, search))
            : team.Plan(routes) with
            {
                Figures = search.Figures,
                Notes = [.. search.Notes, .. Notes(team, routes, asked, kept)],
            };
    }

    /// <summary>A way that nobody would fly; null when it is short enough.</summary>
    public static Problem? TooLong(double metres) =>
        metres <= MostMetres
            ? null
            : new(
                ProblemCode.BadInput,
                FormattableString.Invariant(
                    $"The way would be about {metres / 1000:0} km; at most {MostMetres / 1000:0} km are planned. A wider spacing or a smaller area would do."
                )
            );

    /// <summary>A shape without the closing points, in a plane.</summary>
    public static AreaShape ShapeOf(DrawnArea area, Func<GeoPoint, LocalPoint> toLocal) =>
        AreaShape.Of([Ring(area.Outline, toLocal), .. area.Holes.Select(hole => Ring(hole, toLocal))]);

    /// <summary>The part of the site about a place where vehicles of the team may be; null on a bare shape.</summary>
    public static DrawnArea? FreeAbout(KindTask task, RouteTeam team, GeoPoint place)
    {
        if (task.Site is null || new SiteAreas(task.Site, team).Whole().Ground is not AreaGround { Areas: var pieces })
        {
            return null;
        }

        var frame = new LocalFrame(place);
        return pieces.FirstOrDefault(piece => ShapeOf(piece, frame.ToLocal).Contains(new Vec(0, 0))) ?? pieces[0];
    }

    private static Vec[] Ring(IReadOnlyList<GeoPoint> places, Func<GeoPoint, LocalPoint> toLocal) =>
        [.. places.Select(toLocal).Select(p => new Vec(p.EastMetres, p.NorthMetres))];

    private static IEnumerable<string> Notes(RouteTeam team, List<VehicleRoute> routes, double asked, double kept)
    {
        if (routes.Count < team.Count)
        {
            yield return $"{team.Count - routes.Count} of {team.Count} vehicles have nothing to do here.";
        }

        if (kept < 0.999 * asked)
        {
            yield return FormattableString.Invariant(
                $"{100 * (1 - kept / asked):0.#} % of the pattern are left out: there a vehicle may not be."
            );
        }
    }

    private static Problem Nothing(KindTask task, SearchWays search) =>
        new(
            ProblemCode.OutsideBoundary,
            $"Nothing of the {task.Template.Name} lies where a vehicle may be. Another place or another area would do.",
            search.Ways.Where(way => way.Count > 0).Select(way => (GeoPoint?)search.ToGeo(way[0])).FirstOrDefault()
        );

    private static Problem Cut(KindTask task) =>
        new(
            ProblemCode.OutsideBoundary,
            $"The area cuts the {task.Template.Name} into parts between which there is no way. Plan each part by itself."
        );
}
