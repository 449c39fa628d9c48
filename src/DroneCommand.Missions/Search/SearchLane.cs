namespace DroneCommand.Missions.Search;

/// <summary>A lane or a piece of one, in a raster's pixels: points about a pixel apart.</summary>
internal sealed record SearchLane(IReadOnlyList<(double X, double Y)> Points, double Step)
{
    public double Length => Step * (Points.Count - 1);
    public (double X, double Y) First => Points[0];
    public (double X, double Y) Last => Points[^1];

    public SearchLane Part(int from, int to) => new([.. Points.Skip(from).Take(to - from + 1)], Step);
}

/// <summary>Families of lanes a sweep apart that fill a raster.</summary>
internal static class LaneFamilies
{
    /// <summary>Straight lanes at an angle to the raster's rows, radians; <paramref name="phase"/> is a share of the spacing.</summary>
    public static List<SearchLane> Straight(SweepRaster raster, double angle, double phase)
    {
        var (sin, cos) = Math.SinCos(angle);
        var (middleX, middleY) = (raster.Columns / 2.0, raster.Rows / 2.0);
        var reach = Math.Sqrt(middleX * middleX + middleY * middleY);
        var spacing = 2 * raster.Radius;
        var lanes = new List<SearchLane>();
        for (var across = -reach + phase * spacing; across < reach; across += spacing)
        {
            var points = new List<(double, double)>();
            for (var along = -reach; along <= reach; along++)
            {
                var x = middleX + along * cos - across * sin;
                var y = middleY + along * sin + across * cos;
                if (x >= 0 && y >= 0 && x <= raster.Columns && y <= raster.Rows)
                {
                    points.Add((x, y));
                }
            }

            if (points.Count > 1)
            {
                lanes.Add(new(points, 1));
            }
        }

        return lanes;
    }

    /// <summary>Rings about a centre; those parts that lie on the raster.</summary>
    public static List<SearchLane> Rings(SweepRaster raster, double centreX, double centreY, double phase)
    {
        var spacing = 2 * raster.Radius;
        var farX = Math.Max(Math.Abs(centreX), Math.Abs(raster.Columns - centreX));
        var farY = Math.Max(Math.Abs(centreY), Math.Abs(raster.Rows - centreY));
        var reach = Math.Sqrt(farX * farX + farY * farY);
        var lanes = new List<SearchLane>();
        for (var radius = (0.5 + phase) * spacing; radius < reach; radius += spacing)
        {
            var steps = (int)Math.Max(8, Math.Round(2 * Math.PI * radius));
            var step = 2 * Math.PI * radius / steps;
            var run = new List<(double, double)>();
            for (var i = 0; i <= steps; i++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * i / steps);
                var (x, y) = (centreX + radius * cos, centreY + radius * sin);
                if (x >= 0 && y >= 0 && x <= raster.Columns && y <= raster.Rows)
                {
                    run.Add((x, y));
                    continue;
                }

                Close(lanes, ref run, step);
            }

            Close(lanes, ref run, step);
        }

        return lanes;
    }

    private static void Close(List<SearchLane> lanes, ref List<(double, double)> run, double step)
    {
        if (run.Count > 1)
        {
            lanes.Add(new(run, step));
        }

        run = [];
    }
}

/// <summary>
/// Which parts of lanes are worth their length at a price: for each lane the best alternation of flown and skipped
/// parts, where every end costs as much as half a lane's width (two states, Viterbi's recurrence).
/// </summary>
internal sealed class LaneSelection
{
    private readonly SweepRaster raster;
    private readonly List<(SearchLane Lane, double[] Value)> lanes = [];
    private readonly (bool Off, bool On)[] choices;

    public LaneSelection(SweepRaster raster, IEnumerable<SearchLane> family)
    {
        this.raster = raster;
        foreach (var lane in family)
        {
            lanes.Add((lane, Profile(lane)));
        }

        choices = new (bool, bool)[lanes.Max(l => l.Value.Length)];
    }

    /// <summary>The pieces that are worth <paramref name="price"/> (POC per pixel of length), none longer than <paramref name="longest"/>.</summary>
    public List<SearchLane> At(double price, double longest)
    {
        var pieces = new List<SearchLane>();
        foreach (var (lane, value) in lanes)
        {
            Select(lane, value, price, (from, to) => Cut(lane, from, to, longest, pieces));
        }

        return pieces;
    }

    /// <summary>The price at which pieces and their ends come to <paramref name="budget"/> pixels.</summary>
    public double PriceFor(double budget)
    {
        var most = lanes.Max(l => l.Value.Max());
        var (low, high) = (most * 1e-4, most);
        if (LengthAt(low) <= budget)
        {
            return low;
        }

        for (var i = 0; i < 30; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = LengthAt(middle) > budget ? (middle, high) : (low, middle);
        }

        return high;
    }

    private double LengthAt(double price)
    {
        var sum = 0.0;
        foreach (var (lane, value) in lanes)
        {
            Select(lane, value, price, (from, to) => sum += (to - from) * lane.Step + 2 * raster.Radius);
        }

        return sum;
    }

    private void Select(SearchLane lane, double[] value, double price, Action<int, int> take)
    {
        var n = value.Length;
        var end = price * raster.Radius;
        var came = choices.AsSpan(0, n);
        var (off, on) = (0.0, -end);
        for (var i = 0; i < n; i++)
        {
            var worth = (value[i] - price) * lane.Step;
            came[i] = (on - end > off, on >= off - end);
            (off, on) = (Math.Max(off, on - end), Math.Max(on, off - end) + worth);
        }

        var flying = on - end > off;
        var to = n - 1;
        for (var i = n - 1; i >= 0; i--)
        {
            var before = flying ? came[i].On : came[i].Off;
            if (flying && (!before || i == 0))
            {
                take(i, to);
            }

            if (!flying && before)
            {
                to = i - 1;
            }

            flying = before;
        }
    }

    private static void Cut(SearchLane lane, int from, int to, double longest, List<SearchLane> pieces)
    {
        var parts = (int)Math.Max(1, Math.Ceiling((to - from) * lane.Step / longest));
        for (var i = 0; i < parts; i++)
        {
            var (a, b) = (from + (to - from) * i / parts, from + (to - from) * (i + 1) / parts);
            if (b > a)
            {
                pieces.Add(lane.Part(a, b));
            }
        }
    }

    /// <summary>The POC across the sweep at each point of a lane, per pixel of length.</summary>
    private double[] Profile(SearchLane lane)
    {
        var profile = new double[lane.Points.Count];
        var half = (int)raster.Radius;
        for (var i = 0; i < profile.Length; i++)
        {
            var (ax, ay) = lane.Points[Math.Max(0, i - 1)];
            var (bx, by) = lane.Points[Math.Min(profile.Length - 1, i + 1)];
            var length = Math.Max(1e-9, Math.Sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)));
            var (nx, ny) = (-(by - ay) / length, (bx - ax) / length);
            var (x, y) = lane.Points[i];
            for (var k = -half; k <= half; k++)
            {
                profile[i] += PocAt(x + k * nx, y + k * ny);
            }
        }

        return profile;
    }

    private double PocAt(double x, double y)
    {
        var (column, row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        return column >= 0 && row >= 0 && column < raster.Columns && row < raster.Rows
            ? raster.Poc[row * raster.Columns + column]
            : 0;
    }
}
