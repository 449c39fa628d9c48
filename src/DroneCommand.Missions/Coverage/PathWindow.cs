namespace DroneCommand.Missions.Coverage;

/// <summary>A stretch of a path around a change: its corners, and how much each is cut.</summary>
internal ref struct PathWindow
{
    /// <summary>Coarser than what is flown: it only guides the search.</summary>
    private const double DrawnStep = 32 * Math.PI / 180;

    private readonly ReadOnlySpan<Vec> corners;
    private readonly Span<double> cuts;

    /// <param name="corners">The corners, with one more on either side than is drawn, where there is one.</param>
    /// <param name="cuts">Room for their cuts.</param>
    /// <param name="first">The corner at which the drawn part begins.</param>
    /// <param name="last">The one at which it ends.</param>
    /// <param name="rounded">How corners are cut.</param>
    public PathWindow(ReadOnlySpan<Vec> corners, Span<double> cuts, int first, int last, RoundedPath rounded)
    {
        this.corners = corners;
        this.cuts = cuts;
        First = first;
        Last = last;
        for (var i = first; i <= last; i++)
        {
            cuts[i] = rounded.Cut(corners, i);
        }
    }

    public int First { get; private set; }

    public int Last { get; private set; }

    /// <summary>Metres of the first straight piece that are not drawn, from its corner on.</summary>
    private double head;

    /// <summary>Metres of the last one.</summary>
    private double tail;

    /// <summary>Leaves out what two windows have in common at their beginning and at their end.</summary>
    public static void Trim(ref PathWindow one, ref PathWindow other)
    {
        while (
            one.First + 1 < Math.Min(one.Last, other.Last)
            && one.corners[one.First] == other.corners[other.First]
            && one.corners[one.First + 1] == other.corners[other.First + 1]
            && one.cuts[one.First + 1] == other.cuts[other.First + 1]
            && SameWay(one.WayFrom(one.First + 1), other.WayFrom(other.First + 1))
        )
        {
            (one.First, other.First) = (one.First + 1, other.First + 1);
        }

        while (
            one.Last - 1 > one.First
            && other.Last - 1 > other.First
            && one.corners[one.Last] == other.corners[other.Last]
            && one.corners[one.Last - 1] == other.corners[other.Last - 1]
            && one.cuts[one.Last - 1] == other.cuts[other.Last - 1]
            && SameWay(one.WayFrom(one.Last - 2), other.WayFrom(other.Last - 2))
        )
        {
            (one.Last, other.Last) = (one.Last - 1, other.Last - 1);
        }

        Clip(ref one, ref other);
    }

    /// <summary>Metres of the part that is drawn.</summary>
    public readonly double Metres()
    {
        double metres = 0;
        for (var at = First; at < Last; at++)
        {
            metres += WayFrom(at).Length - Begin(at) - End(at);
            if (cuts[at + 1] > 0 && at + 1 < Last)
            {
                metres += RoundedPath.ArcMetres(corners, at + 1, cuts[at + 1]);
            }
        }

        return metres;
    }

    /// <summary>Widens a rectangle so that it holds what is drawn.</summary>
    public readonly void Widen(ref Vec low, ref Vec high)
    {
        for (var at = First; at <= Last; at++)
        {
            var corner = corners[at];
            if (at == First && head > 0)
            {
                corner += WayFrom(at) * (head / WayFrom(at).Length);
            }
            else if (at == Last && tail > 0)
            {
                corner -= WayFrom(at - 1) * (tail / WayFrom(at - 1).Length);
            }

            low = new Vec(Math.Min(low.X, corner.X), Math.Min(low.Y, corner.Y));
            high = new Vec(Math.Max(high.X, corner.X), Math.Max(high.Y, corner.Y));
        }
    }

    /// <summary>Draws into the raster, or takes away.</summary>
    public readonly void Draw(SwathRaster raster, bool adding)
    {
        for (var at = First; at < Last; at++)
        {
            var way = WayFrom(at);
            var length = way.Length;
            var unit = length > 0 ? way * (1 / length) : default;
            raster.Sweep(corners[at] + unit * Begin(at), corners[at + 1] - unit * End(at), adding);
            if (cuts[at + 1] > 0 && at + 1 < Last)
            {
                DrawArc(raster, at + 1, adding);
            }
        }
    }

    private readonly double Begin(int at) => at == First ? Math.Max(cuts[at], head) : cuts[at];

    private readonly double End(int at) => at + 1 == Last ? Math.Max(cuts[at + 1], tail) : cuts[at + 1];

    /// <summary>The straight pieces that both share are drawn only as far as they differ.</summary>
    private static void Clip(ref PathWindow one, ref PathWindow other)
    {
        var (mine, theirs) = (one.WayFrom(one.First), other.WayFrom(other.First));
        var several = one.Last > one.First + 1 && other.Last > other.First + 1;
        if (several && one.corners[one.First] == other.corners[other.First] && SameWay(mine, theirs))
        {
            var common = Math.Min(mine.Length - one.cuts[one.First + 1], theirs.Length - other.cuts[other.First + 1]);
            one.head = other.head = common;
        }

        (mine, theirs) = (one.WayFrom(one.Last - 1), other.WayFrom(other.Last - 1));
        if (several && one.corners[one.Last] == other.corners[other.Last] && SameWay(mine, theirs))
        {
            var common = Math.Min(mine.Length - one.cuts[one.Last - 1], theirs.Length - other.cuts[other.Last - 1]);
            one.tail = other.tail = common;
        }
    }

    private static bool SameWay(Vec one, Vec other) =>
        one == other || (Vec.Dot(one, other) > 0 && Math.Abs(Vec.Cross(one, other)) < 1e-9 * one.Length * other.Length);

    private readonly Vec WayFrom(int at) => corners[at + 1] - corners[at];

    private readonly void DrawArc(SwathRaster raster, int at, bool adding)
    {
        var arc = new Arc(corners, at, cuts[at], DrawnStep);
        for (var i = 0; i < arc.Pieces; i++)
        {
            var from = arc.Place;
            raster.Sweep(from, arc.Next(), adding);
        }
    }
}
