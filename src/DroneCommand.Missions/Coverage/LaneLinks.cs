namespace DroneCommand.Missions.Coverage;

/// <summary>
/// The ends of lanes and what the ways between them cost. End 2i is the left one of lane i, end 2i+1 the right one, so
/// that ^1 gives the other end of the same lane. Below zero is the depot; without one a way from there costs nothing.
/// </summary>
internal sealed class LaneLinks
{
    private const int NearestEnds = 8;

    private readonly ShortWays ways;
    private readonly Vec[] ends;
    private readonly Vec? depot;
    private readonly Dictionary<long, double> known = [];

    public LaneLinks(ShortWays ways, IReadOnlyList<Lane> lanes, Vec? depot = null)
    {
        this.ways = ways;
        this.depot = depot;
        ends = [.. lanes.SelectMany(lane => (Vec[])[lane.Left, lane.Right])];
        Near = [.. Enumerable.Range(0, ends.Length).Select(Nearest)];
    }

    public int Lanes => ends.Length / 2;

    /// <summary>For each end the nearest ones of other lanes.</summary>
    public int[][] Near { get; }

    /// <summary>Never more than <see cref="Metres"/>, and at once.</summary>
    public double AtLeast(int one, int other) => IsFree(one, other) ? 0 : Vec.Distance(PlaceOf(one), PlaceOf(other));

    public double Metres(int one, int other)
    {
        if (IsFree(one, other))
        {
            return 0;
        }

        var key = one < other ? ((long)one << 32) | (uint)other : ((long)other << 32) | (uint)one;
        if (!known.TryGetValue(key, out var metres))
        {
            known[key] = metres = ways.Length(PlaceOf(one), PlaceOf(other));
        }

        return metres;
    }

    private bool IsFree(int one, int other) => (one < 0 && other < 0) || (depot is null && (one < 0 || other < 0));

    private Vec PlaceOf(int end) => end < 0 ? depot!.Value : ends[end];

    /// <summary>The whole path through lanes that are entered at these ends; null when there is no way between two.</summary>
    public List<Vec>? Join(IReadOnlyList<int> entered)
    {
        var path = new List<Vec>();
        var before = depot;
        foreach (var end in entered)
        {
            if (!Lead(path, before, ends[end]))
            {
                return null;
            }

            path.Add(ends[end]);
            path.Add(ends[end ^ 1]);
            before = ends[end ^ 1];
        }

        if (depot is { } home)
        {
            path.Insert(0, home);
            if (!Lead(path, before, home))
            {
                return null;
            }

            path.Add(home);
        }

        return path.Count > 1 ? path : null;
    }

    /// <summary>Adds the corners of the way; false when there is none.</summary>
    private bool Lead(List<Vec> path, Vec? from, Vec to)
    {
        if (from is not { } begin)
        {
            return true;
        }

        var between = ways.Between(begin, to);
        path.AddRange(between ?? []);
        return between is not null;
    }

    private int[] Nearest(int end)
    {
        var best = new PriorityQueue<int, double>();
        for (var other = 0; other < ends.Length; other++)
        {
            if (other >> 1 != end >> 1)
            {
                best.Enqueue(other, -Vec.Distance(ends[end], ends[other]));
                if (best.Count > NearestEnds)
                {
                    best.Dequeue();
                }
            }
        }

        var near = new int[best.Count];
        for (var i = near.Length - 1; i >= 0; i--)
        {
            near[i] = best.Dequeue();
        }

        return near;
    }
}
