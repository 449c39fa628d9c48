using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Applies a probability-search template to a map, or on a site to its area, over which the POC is then the same
/// everywhere.
/// </summary>
internal static class ProbabilityMission
{
    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        return task.Ground switch
        {
            MapGround { Map: var map } => Search(task, team, map, within: null, map.Notes),
            AreaGround { Areas: var areas } => OnAreas(task, team, areas),
            _ => task.Refused(
                new Problem(ProblemCode.BadInput, "A probability search needs a map of the probability of containment.")
            ),
        };
    }

    /// <summary>Searches a map, and makes routes of the paths.</summary>
    /// <param name="task">The task; its template has a budget.</param>
    /// <param name="team">The vehicles.</param>
    /// <param name="map">The map, with a place on earth.</param>
    /// <param name="within">Where vehicles may be, in the map's metres; null where nothing bounds them.</param>
    /// <param name="notes">What is to be said.</param>
    public static RoutePlan Search(
        KindTask task,
        RouteTeam team,
        ProbabilityMap map,
        AreaShape? within,
        IReadOnlyList<string> notes
    )
    {
        if (Refusal(team, map) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var budget = team.Values.Number(ParameterNames.Budget);
        var search = ProbabilitySearch.Plan(map, budget, team.Count, task.Seed);
        var kept = within is null ? null : new KeptWithin(within);
        // Ways round what must not be crossed are longer than the paths were: they count, too.
        var ways = search
            .Paths.Select(path =>
                kept is null ? path : TeamPatterns.Part(kept.Path(path) ?? [], 0, budget / team.Count)
            )
            .ToList();
        return SearchRoutes.Plan(
            task,
            team,
            new(place => map.ToGeo(place)!.Value, ways)
            {
                Figures = new Dictionary<string, double>
                {
                    ["pos"] = kept is null ? search.Pos : ProbabilitySearch.Pos(map, ways.Where(way => way.Count > 0)),
                    ["boundPos"] = search.BoundPos,
                    ["poc"] = map.Total,
                },
                Notes = notes,
            }
        );
    }

    /// <summary>An area or its pieces, from the place in them that is nearest to the first vehicle's home.</summary>
    private static RoutePlan OnAreas(KindTask task, RouteTeam team, IReadOnlyList<Sites.DrawnArea> areas)
    {
        var pieces = SearchPieces.Of(task, team);
        IReadOnlyList<Sites.DrawnArea> searched = pieces?.Areas ?? [areas[0]];
        var home = team.Members[0].Home ?? areas[0].Outline[0];
        var map = MadeMap.Uniform(searched, home, team.Values.Number(SearchWords.Range));
        AreaShape ShapeOf(Sites.DrawnArea area) => SearchRoutes.ShapeOf(area, place => map.ToLocal(place)!.Value);
        var start = searched.Select(area => StartIn(ShapeOf(area))).MinBy(place => place.Length);
        return Search(
            task,
            team,
            map with
            {
                Start = new(start.X, start.Y),
            },
            ShapeOf(pieces?.Part ?? areas[0]),
            ["No map was given: the object may be anywhere in the area alike.", .. pieces?.Notes ?? []]
        );
    }

    /// <summary>The home where it lies within, or else a place within that is near it.</summary>
    private static Vec StartIn(AreaShape shape) => shape.Contains(new Vec(0, 0)) ? new Vec(0, 0) : Inwards(shape);

    /// <summary>A place within that is near the home.</summary>
    private static Vec Inwards(AreaShape shape)
    {
        var edge = shape.NearestOnEdge(new Vec(0, 0));
        return edge * (1 + 0.01 / Math.Max(0.01, edge.Length));
    }

    private static Problem? Refusal(RouteTeam team, ProbabilityMap map) =>
        map.Origin is null
            ? new(ProblemCode.BadInput, "The map has no 'origin_lonlat': its paths would have no place on earth.")
        : !(map.Total > 0)
            ? new(
                ProblemCode.OutsideBoundary,
                "Nothing of the map lies where a vehicle may be. Another place or a larger radius would do.",
                map.Origin
            )
        : team.Count > ProbabilitySearch.MaxVehicles
            ? new(
                ProblemCode.VehicleUnfit,
                $"A search is planned for at most {ProbabilitySearch.MaxVehicles} vehicles."
            )
        : null;
}
