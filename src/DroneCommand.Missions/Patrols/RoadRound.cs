using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// A perimeter as rovers drive it on roads: from the road's place beside one part of the line to that beside the next, on
/// shortest ways that obey one-way rules.
/// </summary>
internal static class RoadRound
{
    private const double EveryMetres = 10;
    private const int MostPlaces = 2_000;

    /// <summary>The round, begun where the first rover comes onto the roads, and the share of the line beside it; or why there is none.</summary>
    public static (FenceLine? Line, double Share, Problem? Problem) Of(Site site, RouteTeam team, FenceLine line)
    {
        var every = Math.Max(EveryMetres, line.Length / MostPlaces);
        var places = Enumerable
            .Range(0, (int)Math.Ceiling(line.Length / every))
            .Select(i => new Checkpoint("", line.At(i * every)))
            .ToList();
        var stops = RoadStops.Of(site, team, places);
        var reached = stops is null ? [] : Enumerable.Range(0, places.Count).Where(stops.Reaches).ToList();
        if (stops is null || reached.Count < 2)
        {
            return (null, 0, NoRoad(team.Values.Number(PatrolWords.Reach)));
        }

        var nodes = reached.ConvertAll(stops.NodeOf);
        nodes.Insert(0, stops.HomeNode(0) ?? nodes[0]);
        var way = new List<GeoPoint> { stops.PlaceOf(nodes[0]) };
        foreach (var (from, to) in nodes.Zip(nodes.Skip(1).Append(nodes[0])).Where(step => step.First != step.Second))
        {
            way.AddRange(stops.Way(from, to).Select(stops.PlaceOf));
        }

        return way.Count < 3
            ? (null, 0, NoRoad(team.Values.Number(PatrolWords.Reach)))
            : (new FenceLine([.. way.SkipLast(1)]), (double)reached.Count / places.Count, null);
    }

    private static Problem NoRoad(double reach) =>
        new(
            ProblemCode.FeatureMissing,
            FormattableString.Invariant(
                $"No road on which a rover gets there and back lies within {reach:0.#} m of the line. A larger 'reach', 'failsafe' of 'hold', a road along the line or 'follow' of 'line' would do."
            )
        );
}
