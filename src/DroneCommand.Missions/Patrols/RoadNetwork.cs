using DroneCommand.Missions.Geodesy;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Patrols;

/// <summary>A road as it was drawn.</summary>
/// <param name="Points">At least two, in the drawing's direction.</param>
/// <param name="WidthMetres">Of its surface: roads whose surfaces touch at an end are joined there.</param>
/// <param name="IsOneWay">Driven in the drawing's direction only.</param>
public sealed record RoadLine(IReadOnlyList<LocalPoint> Points, double WidthMetres, bool IsOneWay);

/// <summary>A place on a network of roads.</summary>
/// <param name="Node">Index of the node there.</param>
/// <param name="MetresAside">How far the place that was asked for lies beside the road.</param>
public readonly record struct RoadAccess(int Node, double MetresAside);

/// <summary>
/// Roads as a graph: nodes at ends, corners, crossings and the places that are asked for, edges with their directions.
/// </summary>
public sealed class RoadNetwork
{
    /// <summary>Places nearer to each other than this are one node.</summary>
    internal const double SameNodeMetres = 0.05;

    private readonly List<(int To, double Metres)>[] edges;
    private readonly Dictionary<int, RoadTree> trees = [];

    internal RoadNetwork(IReadOnlyList<LocalPoint> nodes, IEnumerable<(int From, int To)> oneWayEdges)
    {
        Nodes = nodes;
        edges = [.. nodes.Select(_ => new List<(int To, double Metres)>())];
        foreach (var (from, to) in oneWayEdges.Distinct().Where(edge => edge.From != edge.To))
        {
            edges[from].Add((to, Metres(nodes[from], nodes[to])));
        }
    }

    /// <summary>Metres east and north in the frame of the roads.</summary>
    public IReadOnlyList<LocalPoint> Nodes { get; }

    /// <summary>The nodes to which one may drive directly.</summary>
    public IEnumerable<int> From(int node) => edges[node].Select(edge => edge.To);

    /// <summary>The same network with a node near each of some places, at the nearest place of any edge.</summary>
    /// <param name="places">The places.</param>
    /// <param name="among">Edges between these nodes only; null, or where there are none: all edges.</param>
    /// <returns>Nodes keep their numbers. Null instead of an access when there is no road at all.</returns>
    internal (RoadNetwork Network, IReadOnlyList<RoadAccess?> Places) WithPlaces(
        IReadOnlyList<LocalPoint> places,
        IReadOnlySet<int>? among
    )
    {
        var nodes = Nodes.ToList();
        var ways = Enumerable.Range(0, Nodes.Count).SelectMany(from => From(from).Select(to => (from, to))).ToHashSet();
        var meant = ways.Where(way => among is null || (among.Contains(way.from) && among.Contains(way.to)))
            .ToHashSet();
        meant = meant.Count > 0 ? meant : [.. ways];
        var found = new List<RoadAccess?>();
        foreach (var place in places)
        {
            found.Add(meant.Count == 0 ? null : Split(nodes, ways, meant, place));
        }

        return (new(nodes, ways), found);
    }

    /// <summary>Cuts the edge that is nearest to a place where it is nearest, and the one in the other direction.</summary>
    private static RoadAccess Split(
        List<LocalPoint> nodes,
        HashSet<(int From, int To)> ways,
        HashSet<(int From, int To)> meant,
        LocalPoint place
    )
    {
        var (way, near) = meant
            .Select(each => (each, Near(nodes[each.From], nodes[each.To], place)))
            .MinBy(pair => (Metres(pair.Item2, place), pair.each));
        var aside = Metres(near, place);
        foreach (var end in (int[])[way.From, way.To])
        {
            if (Metres(nodes[end], near) <= SameNodeMetres)
            {
                return new(end, aside);
            }
        }

        nodes.Add(near);
        var middle = nodes.Count - 1;
        foreach (var (from, to) in ((int From, int To)[])[way, (way.To, way.From)])
        {
            foreach (var set in (HashSet<(int From, int To)>[])[ways, meant])
            {
                if (set.Remove((from, to)))
                {
                    set.Add((from, middle));
                    set.Add((middle, to));
                }
            }
        }

        return new(middle, aside);
    }

    private static LocalPoint Near(LocalPoint from, LocalPoint to, LocalPoint place) =>
        LocalPoint.From(new LineSegment(from.ToCoordinate(), to.ToCoordinate()).ClosestPoint(place.ToCoordinate()));

    /// <summary>Whether one may drive from a node to the next one directly.</summary>
    public bool Leads(int from, int to) => edges[from].Exists(edge => edge.To == to);

    /// <summary>Metres of the shortest way that obeys directions; infinite when there is none.</summary>
    public double Distance(int from, int to) => Tree(from).Metres[to];

    /// <summary>The nodes of the shortest way, both ends included; null when there is none.</summary>
    public IReadOnlyList<int>? Way(int from, int to)
    {
        var tree = Tree(from);
        if (double.IsPositiveInfinity(tree.Metres[to]))
        {
            return null;
        }

        var way = new List<int> { to };
        while (way[^1] != from)
        {
            way.Add(tree.Before[way[^1]]);
        }

        way.Reverse();
        return way;
    }

    /// <summary>The nodes to which one can drive from a node and from which one can drive back.</summary>
    public IReadOnlySet<int> RoundTripsFrom(int node)
    {
        var back = new RoadNetwork(
            Nodes,
            Enumerable.Range(0, Nodes.Count).SelectMany(from => edges[from].Select(edge => (edge.To, from)))
        );
        var (there, home) = (Tree(node).Metres, back.Tree(node).Metres);
        return Enumerable
            .Range(0, Nodes.Count)
            .Where(i => double.IsFinite(there[i]) && double.IsFinite(home[i]))
            .ToHashSet();
    }

    internal static double Metres(LocalPoint a, LocalPoint b) =>
        double.Hypot(a.EastMetres - b.EastMetres, a.NorthMetres - b.NorthMetres);

    private RoadTree Tree(int root)
    {
        if (trees.TryGetValue(root, out var known))
        {
            return known;
        }

        var metres = new double[Nodes.Count];
        var before = new int[Nodes.Count];
        Array.Fill(metres, double.PositiveInfinity);
        metres[root] = 0;
        var queue = new PriorityQueue<int, (double Metres, int Node)>([(root, (0, root))]);
        while (queue.TryDequeue(out var at, out var reached))
        {
            if (reached.Metres > metres[at])
            {
                continue;
            }

            foreach (var (to, step) in edges[at])
            {
                if (reached.Metres + step < metres[to])
                {
                    metres[to] = reached.Metres + step;
                    before[to] = at;
                    queue.Enqueue(to, (metres[to], to));
                }
            }
        }

        return trees[root] = new(metres, before);
    }

    private sealed record RoadTree(double[] Metres, int[] Before);
}
