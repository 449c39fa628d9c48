using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Volumes;

/// <summary>
/// Whether plans may be carried out at the same time, and what would make it so. For the plans of one mission; deciding
/// between missions, by priority and time of acceptance, is another matter and needs an index over many volumes.
/// </summary>
public static class VolumeCheck
{
    /// <summary>ASTM F3548: what overlaps by less does not overlap, metres.</summary>
    public const double PrecisionMetres = 0.01;

    private const double OffsetStepSeconds = 5;

    private const double MostOffsetSeconds = 3600;

    /// <summary>Every pair of volumes that share some place at some time, in the order in which that begins.</summary>
    /// <param name="first">One plan's volumes.</param>
    /// <param name="second">Another's.</param>
    /// <param name="secondStarts">How much later the other plan is begun; negative when earlier.</param>
    public static IReadOnlyList<VolumeConflict> Conflicts(
        IReadOnlyList<PlanVolume> first,
        IReadOnlyList<PlanVolume> second,
        TimeSpan secondStarts = default
    )
    {
        if (first.Count == 0 || second.Count == 0)
        {
            return [];
        }

        var frame = new LocalFrame(first[0].Footprint[0]);
        return
        [
            .. Pairs(Sorted(first, frame, TimeSpan.Zero), Sorted(second, frame, secondStarts))
                .Where(pair => Overlap(pair.One, pair.Other))
                .Select(pair => Describe(pair.One, pair.Other, frame))
                .OrderBy(conflict => conflict.From),
        ];
    }

    /// <summary>
    /// The least delay, in steps of 5 s, with which a plan begun after others meets none of them; null when an hour is not
    /// enough.
    /// </summary>
    /// <param name="others">Volumes of the plans before it, each on the common clock.</param>
    /// <param name="plan">Its own volumes, from its own start.</param>
    public static TimeSpan? DelayThatClears(IReadOnlyList<PlanVolume> others, IReadOnlyList<PlanVolume> plan)
    {
        if (others.Count == 0 || plan.Count == 0)
        {
            return TimeSpan.Zero;
        }

        // Where two volumes cross in space, the later plan must be begun after the first has left or before it comes.
        var frame = new LocalFrame(others[0].Footprint[0]);
        var forbidden = Crossing(Sorted(others, frame, TimeSpan.Zero), Sorted(plan, frame, TimeSpan.Zero))
            .Select(pair => (Above: (pair.One.From - pair.Other.To), Below: (pair.One.To - pair.Other.From)))
            .ToList();
        for (double delay = 0; delay <= MostOffsetSeconds; delay += OffsetStepSeconds)
        {
            if (!forbidden.Exists(times => times.Above < delay && delay < times.Below))
            {
                return TimeSpan.FromSeconds(delay);
            }
        }

        return null;
    }

    /// <summary>How far apart in height two plans must be flown so that they never meet: the least that separates bands.</summary>
    public static double HeightThatClears(VolumeMargins one, VolumeMargins other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Math.Ceiling(one.HeightMetres + other.HeightMetres);
    }

    /// <summary>Volumes on a clock that begins so much later.</summary>
    public static IReadOnlyList<PlanVolume> Delayed(IReadOnlyList<PlanVolume> volumes, TimeSpan delay)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        return [.. volumes.Select(volume => volume with { From = volume.From + delay, To = volume.To + delay })];
    }

    private static List<Flat> Sorted(IReadOnlyList<PlanVolume> volumes, LocalFrame frame, TimeSpan delay) =>
        [.. volumes.Select(volume => new Flat(volume, frame, delay.TotalSeconds)).OrderBy(flat => flat.From)];

    /// <summary>Pairs whose times overlap: both lists are swept in the order of their beginnings.</summary>
    private static IEnumerable<(Flat One, Flat Other)> Pairs(List<Flat> first, List<Flat> second)
    {
        var (openFirst, openSecond) = (new List<Flat>(), new List<Flat>());
        var (i, j) = (0, 0);
        while (i < first.Count || j < second.Count)
        {
            var takeFirst = j == second.Count || (i < first.Count && first[i].From <= second[j].From);
            var next = takeFirst ? first[i++] : second[j++];
            var others = takeFirst ? openSecond : openFirst;
            others.RemoveAll(open => open.To <= next.From);
            foreach (var other in others)
            {
                yield return takeFirst ? (next, other) : (other, next);
            }

            (takeFirst ? openFirst : openSecond).Add(next);
        }
    }

    private static IEnumerable<(Flat One, Flat Other)> Crossing(List<Flat> first, List<Flat> second) =>
        first.SelectMany(_ => second, (one, other) => (one, other)).Where(pair => Overlap(pair.one, pair.other));

    private static bool Overlap(Flat one, Flat other) =>
        Math.Min(one.Ceiling, other.Ceiling) - Math.Max(one.Floor, other.Floor) > PrecisionMetres
        && !IsApart(one.Corners, other.Corners)
        && !IsApart(other.Corners, one.Corners);

    /// <summary>Convex shapes are apart if one side of either has all of the other beyond it, but for the precision.</summary>
    private static bool IsApart(Vec[] shape, Vec[] other)
    {
        for (var i = 0; i < shape.Length; i++)
        {
            var (at, side) = (shape[i], shape[(i + 1) % shape.Length] - shape[i]);
            var length = side.Length;
            if (
                length > 0
                && Array.TrueForAll(other, corner => Vec.Cross(side, corner - at) <= PrecisionMetres * length)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static VolumeConflict Describe(Flat one, Flat other, LocalFrame frame)
    {
        var place = Middle(one, other);
        var altitude = (Math.Max(one.Floor, other.Floor) + Math.Min(one.Ceiling, other.Ceiling)) / 2;
        return new VolumeConflict(
            one.Volume,
            other.Volume,
            frame.ToGeo(new LocalPoint(place.X, place.Y)),
            new AltitudeAmsl(altitude),
            TimeSpan.FromSeconds(Math.Max(one.From, other.From)),
            TimeSpan.FromSeconds(Math.Min(one.To, other.To))
        );
    }

    private static Vec Middle(Flat one, Flat other)
    {
        var common = one.Shape.Intersection(other.Shape);
        var centre = (common.IsEmpty ? one.Shape : common).Centroid.Coordinate;
        return new Vec(centre.X, centre.Y);
    }

    private sealed class Flat
    {
        public Flat(PlanVolume volume, LocalFrame frame, double delay)
        {
            Volume = volume;
            Corners =
            [
                .. volume.Footprint.Select(frame.ToLocal).Select(place => new Vec(place.EastMetres, place.NorthMetres)),
            ];
            (From, To) = (volume.From.TotalSeconds + delay, volume.To.TotalSeconds + delay);
            (Floor, Ceiling) = (volume.Floor.Metres, volume.Ceiling.Metres);
        }

        public PlanVolume Volume { get; }

        public Vec[] Corners { get; }

        public double From { get; }

        public double To { get; }

        public double Floor { get; }

        public double Ceiling { get; }

        public NetTopologySuite.Geometries.Geometry Shape =>
            PlanarShapes.Polygon([.. Corners.Select(at => new NetTopologySuite.Geometries.Coordinate(at.X, at.Y))], []);
    }
}
