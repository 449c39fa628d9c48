namespace DroneCommand.Missions.Coverage;

/// <summary>A straight piece of the path, from its left end to its right one.</summary>
internal readonly record struct Lane(Vec Left, Vec Right);

/// <summary>
/// Lanes in the direction of X over a shape. Their places are those for which the metres to fly and the price of what
/// stays uncovered are least together, over all places at once: spacings adapt to edges and holes.
/// </summary>
internal sealed class LaneLayout
{
    /// <summary>Of the swath: the tours between lanes are about so much longer than what the lanes end before the edge.</summary>
    private const double TurnShare = 0.2;

    /// <summary>Of the swath: how far beyond a lane's crossing of the edge its turn still covers.</summary>
    private const double Reach = 0.25;

    /// <summary>Of the swath: how far from the edge a lane ends, to begin with.</summary>
    private const double EndShare = 0.4;

    private readonly double swath;
    private readonly double price;
    private readonly int rowsPerSwath;
    private readonly double height;
    private readonly double lowY;
    private readonly RowSpans rows;
    private readonly double[] metres;

    /// <param name="shape">Where the path may run.</param>
    /// <param name="swath">Diameter of the sensor's disc, metres.</param>
    /// <param name="price">Metres of path that a square metre is worth.</param>
    /// <param name="rowsPerSwath">How finely places are tried; odd, so that lanes a swath apart leave nothing between.</param>
    public LaneLayout(AreaShape shape, double swath, double price, int rowsPerSwath)
    {
        this.swath = swath;
        this.price = price;
        this.rowsPerSwath = rowsPerSwath;
        height = swath / rowsPerSwath;
        var count = (int)Math.Ceiling((shape.High.Y - shape.Low.Y) / height);
        lowY = (shape.Low.Y + shape.High.Y - count * height) / 2;
        rows = new RowSpans(shape, lowY, height, count);
        metres = [.. Enumerable.Range(0, rows.Count).Select(rows.Metres)];
        Solve();
    }

    /// <summary>Metres to fly and the price of what stays uncovered, estimated.</summary>
    public double Cost { get; private set; }

    public List<Lane> Lanes { get; } = [];

    private void Solve()
    {
        var n = rows.Count;
        var half = (rowsPerSwath - 1) / 2;
        var beside = BesideSums(half);
        var before = new int[n];
        var best = new double[n];
        var open = new double[n + 1];
        for (var i = 0; i < n; i++)
        {
            open[i + 1] = open[i] + metres[i] * height * price;
        }

        for (var at = 0; at < n; at++)
        {
            before[at] = -1;
            var down = Math.Min(at, half);
            best[at] = open[at - down] + beside[at, 0, down];
            for (var step = 1; step <= Math.Min(at, rowsPerSwath * 2); step++)
            {
                var from = at - step;
                var up = Math.Min((step - 1) / 2, half);
                down = Math.Min(step - 1 - up, half);
                var between = Math.Max(0, open[at - down] - open[from + up + 1]);
                var cost = best[from] + beside[from, 1, up] + beside[at, 0, down] + between;
                if (cost < best[at])
                {
                    (best[at], before[at]) = (cost, from);
                }
            }

            best[at] += LaneCost(at);
        }

        Collect(best, before, beside, open, half);
    }

    private void Collect(double[] best, int[] before, double[,,] beside, double[] open, int half)
    {
        var n = rows.Count;
        var last = -1;
        Cost = open[n];
        for (var at = 0; at < n; at++)
        {
            var up = Math.Min(n - 1 - at, half);
            var cost = best[at] + beside[at, 1, up] + open[n] - open[at + up + 1];
            if (cost < Cost)
            {
                (Cost, last) = (cost, at);
            }
        }

        // Even where nothing is worth its metres, something is flown.
        last = last < 0 ? Array.IndexOf(metres, metres.Max()) : last;
        for (var at = last; at >= 0; at = before[at])
        {
            AddLanes(at);
        }

        Lanes.Reverse();
    }

    private double LaneCost(int row)
    {
        var spans = rows[row];
        double cost = 0;
        for (var i = 0; i + 1 < spans.Length; i += 2)
        {
            cost += spans[i + 1] - spans[i] + TurnShare * swath;
        }

        return cost;
    }

    /// <summary>Price of what stays uncovered in the k rows under (0) and over (1) a lane, summed up.</summary>
    private double[,,] BesideSums(int half)
    {
        var sums = new double[rows.Count, 2, half + 1];
        var reach = Reach * swath;
        for (var at = 0; at < rows.Count; at++)
        {
            for (var k = 1; k <= half; k++)
            {
                var under = at - k >= 0 ? rows.MetresBeyond(at - k, at, reach) : 0;
                var over = at + k < rows.Count ? rows.MetresBeyond(at + k, at, reach) : 0;
                sums[at, 0, k] = sums[at, 0, k - 1] + under * height * price;
                sums[at, 1, k] = sums[at, 1, k - 1] + over * height * price;
            }
        }

        return sums;
    }

    private void AddLanes(int row)
    {
        var y = lowY + (row + 0.5) * height;
        var spans = rows[row];
        for (var i = spans.Length - 2; i >= 0; i -= 2)
        {
            var (left, right) = (spans[i], spans[i + 1]);
            var cut = Math.Min(EndShare * swath, (right - left) * 0.45);
            Lanes.Add(new Lane(new Vec(left + cut, y), new Vec(right - cut, y)));
        }
    }
}
