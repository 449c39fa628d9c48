namespace DroneCommand.Missions.Coverage;

/// <summary>
/// The ends of lanes and what the ways between them cost. End 2i is the left one of lane i, end 2i+1 the right one, so
/// that ^1 gives the other end of the same lane. Below zero is no end: a way from nowhere costs nothing.
/// </summary>
internal sealed class LaneLinks
{
    private const int NearestEnds = 8;

    private readonly ShortWays ways;
    private readonly Vec[] ends;
    private readonly Dictionary<long, double> known = [];

    public LaneLinks(ShortWays ways, IReadOnlyList<Lane> lanes)
    {
        this.ways = ways;
        ends = [.. lanes.SelectMany(lane => (Vec[])[lane.Left, lane.Right])];
        Near = [.. Enumerable.Range(0, ends.Length).Select(Nearest)];
    }

    public int Lanes => ends.Length / 2;

    /// <summary>For each end the nearest ones of other lanes.</summary>
    public int[][] Near { get; }

    public Vec Place(int end) => ends[end];

    /// <summary>Never more than <see cref="Metres"/>, and at once.</summary>
    public double AtLeast(int one, int other) => one < 0 || other < 0 ? 0 : Vec.Distance(ends[one], ends[other]);

    public double Metres(int one, int other)
    {
        if (one < 0 || other < 0)
        {
            return 0;
        }

        var key = one < other ? ((long)one << 32) | (uint)other : ((long)other << 32) | (uint)one;
        if (!known.TryGetValue(key, out var metres))
        {
            known[key] = metres = ways.Length(ends[one], ends[other]);
        }

        return metres;
    }

    /// <summary>The whole path through lanes that are entered at these ends; null when there is no way between two.</summary>
    public List<Vec>? Join(IReadOnlyList<int> entered)
    {
        var path = new List<Vec>();
        for (var i = 0; i < entered.Count; i++)
        {
            if (i > 0)
            {
                if (ways.Between(ends[entered[i - 1] ^ 1], ends[entered[i]]) is not { } between)
                {
                    return null;
                }

                path.AddRange(between);
            }

            path.Add(ends[entered[i]]);
            path.Add(ends[entered[i] ^ 1]);
        }

        return path.Count > 0 ? path : null;
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
