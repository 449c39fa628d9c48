namespace DroneCommand.Missions.Patrols;

/// <summary>Places and the ways between them. Nodes are called by their ids; an index is a node's place in <see cref="Ids"/>.</summary>
public sealed class PatrolGraph
{
    /// <summary>The most nodes.</summary>
    public const int MaxNodes = 1_000;

    private readonly double[,] distance;
    private readonly int[,] via;

    private PatrolGraph(IReadOnlyList<int> ids, double[,] distance, int[,] via)
    {
        Ids = ids;
        this.distance = distance;
        this.via = via;
    }

    public IReadOnlyList<int> Ids { get; }

    public int Count => Ids.Count;

    /// <summary>Whether every node can be reached from every other.</summary>
    public bool IsConnected
    {
        get
        {
            for (var i = 1; i < Count; i++)
            {
                if (double.IsPositiveInfinity(distance[0, i]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>A graph of nodes and two-way edges with their lengths in metres (Floyd and Warshall's shortest ways).</summary>
    /// <exception cref="ArgumentException">An edge names no node or has no length, or there are too many nodes.</exception>
    public static PatrolGraph Of(IReadOnlyList<int> ids, IEnumerable<(int From, int To, double Metres)> edges)
    {
        if (ids.Count is 0 or > MaxNodes || ids.Distinct().Count() != ids.Count)
        {
            throw new ArgumentException($"A graph has 1 to {MaxNodes} nodes with different ids.", nameof(ids));
        }

        var (distance, via) = Unlinked(ids.Count);
        var index = ids.Select((id, i) => (id, i)).ToDictionary(pair => pair.id, pair => pair.i);
        foreach (var (from, to, metres) in edges)
        {
            if (!index.TryGetValue(from, out var a) || !index.TryGetValue(to, out var b) || !(metres >= 0))
            {
                throw new ArgumentException($"The edge {from} to {to} needs two nodes and a length.", nameof(edges));
            }

            if (a != b && metres < distance[a, b])
            {
                (distance[a, b], distance[b, a]) = (metres, metres);
                (via[a, b], via[b, a]) = (b, a);
            }
        }

        Shorten(ids.Count, distance, via);
        return new(ids, distance, via);
    }

    /// <summary>A graph in which every place is linked to every other by a straight way.</summary>
    /// <param name="places">The places.</param>
    /// <param name="stayMetres">
    /// The way that would be gone while a vehicle stays at a place. Every way ends at a place, so that it counts with each.
    /// </param>
    public static PatrolGraph Of(IReadOnlyList<Geodesy.LocalPoint> places, double stayMetres = 0)
    {
        var pairs =
            from i in Enumerable.Range(0, places.Count)
            from j in Enumerable.Range(i + 1, places.Count - i - 1)
            let east = places[i].EastMetres - places[j].EastMetres
            let north = places[i].NorthMetres - places[j].NorthMetres
            select (i, j, Math.Sqrt(east * east + north * north) + stayMetres);
        return Of([.. Enumerable.Range(0, places.Count)], pairs);
    }

    /// <summary>Length of the shortest way between two indices, metres.</summary>
    public double Distance(int from, int to) => distance[from, to];

    /// <summary>The indices along the shortest way, without the first.</summary>
    public IEnumerable<int> Way(int from, int to)
    {
        for (var at = from; at != to; )
        {
            at = via[at, to];
            yield return at;
        }
    }

    /// <summary>Length of a closed round through indices.</summary>
    public double Round(IReadOnlyList<int> tour)
    {
        var sum = 0.0;
        for (var i = 0; i < tour.Count; i++)
        {
            sum += distance[tour[i], tour[(i + 1) % tour.Count]];
        }

        return sum;
    }

    /// <summary>
    /// No schedule of <paramref name="vehicles"/> vehicles at 1 m/s has a smaller worst idleness: in that time they must
    /// together touch every node, along ways that hold a spanning forest of as many trees.
    /// </summary>
    public double LowerBound(int vehicles)
    {
        var links = new List<double>();
        var nearest = Enumerable.Range(0, Count).Select(i => distance[0, i]).ToArray();
        var left = Enumerable.Range(1, Count - 1).ToHashSet();
        while (left.Count > 0)
        {
            var next = left.MinBy(i => (nearest[i], i));
            left.Remove(next);
            links.Add(nearest[next]);
            foreach (var i in left)
            {
                nearest[i] = Math.Min(nearest[i], distance[next, i]);
            }
        }

        return links.Order().Take(Math.Max(0, Count - vehicles)).Sum() / vehicles;
    }

    private static (double[,] Distance, int[,] Via) Unlinked(int count)
    {
        var distance = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                distance[i, j] = i == j ? 0 : double.PositiveInfinity;
            }
        }

        return (distance, new int[count, count]);
    }

    private static void Shorten(int count, double[,] distance, int[,] via)
    {
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < count; i++)
            {
                var first = distance[i, k];
                for (var j = 0; j < count && first < double.PositiveInfinity; j++)
                {
                    if (first + distance[k, j] < distance[i, j])
                    {
                        distance[i, j] = first + distance[k, j];
                        via[i, j] = via[i, k];
                    }
                }
            }
        }
    }
}
