namespace DroneCommand.Missions.Coverage;

/// <summary>
/// Lanes shared out among vehicles that begin and end at one depot, so that their tours are equally long. Each takes the
/// lanes between two fronts; a front runs through a pair of neighbouring lanes, where one vehicle turns around and the
/// next one comes to meet it, so that shares can be made equal to the metre.
/// </summary>
internal sealed class FleetTours
{
    /// <summary>Of the swath: how far from where a pair is cut both vehicles turn.</summary>
    private const double CutShare = 0.4;

    private const double ShortestShare = 0.3;
    private const int Halvings = 30;

    private readonly List<List<Lane>> pairs = [];
    private readonly double[] begins;
    private readonly ShortWays ways;
    private readonly Vec depot;
    private readonly double swath;
    private readonly int seed;
    private readonly bool fromRight;
    private double[] fronts;

    public FleetTours(IReadOnlyList<Lane> lanes, ShortWays ways, Vec depot, int vehicles, double swath, int seed)
    {
        (this.ways, this.depot, this.swath, this.seed) = (ways, depot, swath, seed);
        var rows = lanes.GroupBy(lane => lane.Left.Y).OrderBy(row => row.Key).Select(row => row.ToList()).ToList();
        if (rows.Count > 1 && depot.Y > (rows[0][0].Left.Y + rows[^1][0].Left.Y) / 2)
        {
            rows.Reverse();
        }

        for (var i = 0; i < rows.Count; i += 2)
        {
            pairs.Add(i + 1 < rows.Count ? [.. rows[i], .. rows[i + 1]] : rows[i]);
        }

        fromRight = depot.X > lanes.Average(lane => (lane.Left.X + lane.Right.X) / 2);
        begins = new double[pairs.Count + 1];
        for (var i = 0; i < pairs.Count; i++)
        {
            begins[i + 1] = begins[i] + pairs[i].Sum(Metres);
        }

        fronts = [.. Enumerable.Range(0, vehicles + 1).Select(i => begins[^1] * i / vehicles)];
    }

    /// <summary>Each vehicle's path from the depot and back; null when there is no way to somewhere.</summary>
    public List<List<Vec>>? Paths { get; private set; }

    public int Lanes => pairs.Sum(pair => pair.Count);

    /// <summary>Metres of each tour.</summary>
    public double[] Lengths { get; private set; } = [];

    /// <summary>Moves the fronts until tours are as equal as they come.</summary>
    /// <param name="rounds">How often to measure and move.</param>
    /// <param name="factors">How much shorter than its tour each vehicle's final path came out, when that is known.</param>
    /// <param name="kicks">For each tour.</param>
    public void Balance(int rounds, IReadOnlyList<double>? factors, int kicks)
    {
        var best = double.MaxValue;
        var bestFronts = fronts;
        for (var round = 0; round < rounds; round++)
        {
            var lengths = Measure(kicks: 0);
            var scaled = lengths.Select((length, k) => length * (factors?[k] ?? 1)).ToArray();
            if (scaled.Max() < best)
            {
                (best, bestFronts) = (scaled.Max(), [.. fronts]);
            }

            Move(scaled);
        }

        fronts = bestFronts;
        Lengths = Measure(kicks);
    }

    /// <summary>Gives each vehicle as much more or less as its tour differs from the mean.</summary>
    private void Move(double[] lengths)
    {
        var mean = lengths.Average();
        double at = 0;
        var moved = new double[fronts.Length];
        for (var k = 0; k + 2 < fronts.Length; k++)
        {
            at += Math.Max(0, fronts[k + 1] - fronts[k] + (mean - lengths[k]) * 0.8);
            moved[k + 1] = Math.Min(at, begins[^1]);
        }

        moved[^1] = begins[^1];
        fronts = moved;
    }

    private double[] Measure(int kicks)
    {
        var lengths = new double[fronts.Length - 1];
        Paths = [];
        for (var k = 0; k < lengths.Length; k++)
        {
            var lanes = LanesBetween(fronts[k], fronts[k + 1]);
            if (lanes.Count == 0)
            {
                Paths?.Add([depot, depot]);
                continue;
            }

            var links = new LaneLinks(ways, lanes, depot);
            var tour = new LaneTour(links, seed);
            tour.Improve(kicks);
            lengths[k] = lanes.Sum(Metres) + tour.LinkMetres;
            if (links.Join(tour.Entered) is { } path)
            {
                Paths?.Add(path);
            }
            else
            {
                Paths = null;
            }
        }

        return lengths;
    }

    private List<Lane> LanesBetween(double begin, double end)
    {
        var lanes = new List<Lane>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var (low, high) = (Math.Max(begin, begins[i]), Math.Min(end, begins[i + 1]));
            if (high <= low)
            {
                continue;
            }

            var (from, to) = (Cut(i, low), Cut(i, high));
            foreach (var lane in pairs[i])
            {
                if (Part(lane, Math.Min(from, to), Math.Max(from, to)) is { } part)
                {
                    lanes.Add(part);
                }
            }
        }

        return lanes;
    }

    /// <summary>What of a lane lies between, turned around before the cut; null for a rest that is not worth its way.</summary>
    private Lane? Part(Lane lane, double low, double high)
    {
        if (lane.Left.X >= low && lane.Right.X <= high)
        {
            return lane;
        }

        var left = lane.Left.X >= low ? lane.Left.X : low + CutShare * swath;
        var right = lane.Right.X <= high ? lane.Right.X : high - CutShare * swath;
        return right - left > ShortestShare * swath
            ? new Lane(new Vec(left, lane.Left.Y), new Vec(right, lane.Left.Y))
            : null;
    }

    /// <summary>Where along X a pair is cut so that so much of all lanes lies before, seen from the depot's side.</summary>
    private double Cut(int pair, double front)
    {
        var (low, high) = (pairs[pair].Min(lane => lane.Left.X), pairs[pair].Max(lane => lane.Right.X));
        if (front <= begins[pair])
        {
            return fromRight ? high : low;
        }

        if (front >= begins[pair + 1])
        {
            return fromRight ? low : high;
        }

        var (near, far) = (0.0, high - low);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (near + far) / 2;
            var x = fromRight ? high - middle : low + middle;
            var before = pairs[pair].Sum(lane => Before(lane, x));
            (near, far) = before < front - begins[pair] ? (middle, far) : (near, middle);
        }

        return fromRight ? high - near : low + near;
    }

    private double Before(Lane lane, double x) =>
        fromRight
            ? Math.Max(0, lane.Right.X - Math.Max(x, lane.Left.X))
            : Math.Max(0, Math.Min(x, lane.Right.X) - lane.Left.X);

    private static double Metres(Lane lane) => lane.Right.X - lane.Left.X;
}
