using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>A rectangle to be searched (IAMSAR vol. II, ch. 5: search sub-area).</summary>
/// <param name="Centre">Its middle.</param>
/// <param name="LengthMetres">Along its axis.</param>
/// <param name="WidthMetres">Across its axis.</param>
/// <param name="AxisDeg">Azimuth of the axis, degrees clockwise from north.</param>
public sealed record SearchRectangle(LocalPoint Centre, double LengthMetres, double WidthMetres, double AxisDeg)
{
    public double AreaSquareMetres => LengthMetres * WidthMetres;

    /// <summary>A place so many metres along the axis and to the right of it, from the middle.</summary>
    internal LocalPoint At(double along, double right) => Centre.Moved(AxisDeg, along).Moved(AxisDeg + 90, right);
}

/// <summary>
/// The search patterns of the IAMSAR manual (vol. II, ch. 5, "Search patterns"; vol. III, sections 3 and 4) by their names,
/// as vertices in a local frame in flight order. Azimuths are degrees clockwise from north; track spacing is S.
/// </summary>
public static class SearchPatterns
{
    /// <summary>The most vertices that a pattern may have.</summary>
    public const int MaxVertices = 100_000;

    /// <summary>
    /// Parallel track search (PS; IAMSAR vol. II, 5.5): legs along the long axis, the first half a track spacing inside the
    /// edge, from the commence search point half a spacing inside a corner on both sides. Where the width is no multiple of
    /// the spacing, one more leg is flown and the spacing is narrowed.
    /// </summary>
    public static IReadOnlyList<LocalPoint> ParallelTrack(SearchRectangle area, double trackSpacingMetres)
    {
        var isLong = area.LengthMetres >= area.WidthMetres;
        return Legs(isLong ? area : Turned(area), trackSpacingMetres);
    }

    /// <summary>
    /// Creeping line search (CS; IAMSAR vol. II, 5.5): legs along the short axis, advancing along the long one from the end
    /// where the object is likelier: that at the start of the axis, unless <paramref name="fromFarEnd"/>.
    /// </summary>
    public static IReadOnlyList<LocalPoint> CreepingLine(
        SearchRectangle area,
        double trackSpacingMetres,
        bool fromFarEnd = false
    ) => Legs(AcrossLongAxis(area, fromFarEnd), trackSpacingMetres);

    /// <summary>The same area with its axis along the short side, so that legs along the axis creep from the end that is asked for.</summary>
    internal static SearchRectangle AcrossLongAxis(SearchRectangle area, bool fromFarEnd)
    {
        var across = area.LengthMetres >= area.WidthMetres ? Turned(area) : area;
        return fromFarEnd ? across with { AxisDeg = across.AxisDeg + 180 } : across;
    }

    /// <summary>
    /// Expanding square search (SS; IAMSAR vol. II, 5.5; vol. III, 3): from the datum, legs of S, S, 2S, 2S, 3S, 3S and so on, with
    /// turns of 90° to the right; 2k legs are S k (k + 1) long.
    /// </summary>
    public static IReadOnlyList<LocalPoint> ExpandingSquare(
        LocalPoint datum,
        double trackSpacingMetres,
        double firstLegDeg,
        int legs
    )
    {
        RequireSpacing(trackSpacingMetres);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(legs);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(legs, MaxVertices - 1);
        var path = new List<LocalPoint> { datum };
        for (var leg = 0; leg < legs; leg++)
        {
            path.Add(path[^1].Moved(firstLegDeg + 90 * (leg % 4), trackSpacingMetres * (leg / 2 + 1)));
        }

        return path;
    }

    /// <summary>
    /// Sector search (VS; IAMSAR vol. II, 5.5; vol. III, 3): out from the datum by the radius, a cross-leg, back through the datum to
    /// the other side, until all sectors are flown, ending at the datum. Three sectors give nine legs of one radius, all turns 120° to the right.
    /// A second pass is turned by half a sector (30° with three).
    /// </summary>
    /// <param name="datum">The datum; mark it with a buoy or a smoke float where it may drift.</param>
    /// <param name="radiusMetres">Length of a leg from the datum.</param>
    /// <param name="firstLegDeg">Azimuth of the first leg: commonly down drift.</param>
    /// <param name="sectors">An odd number, 3 or more: sector angle 180° / sectors, cross-leg 2 R sin(angle / 2).</param>
    /// <param name="secondPass">Whether it is flown again.</param>
    public static IReadOnlyList<LocalPoint> Sector(
        LocalPoint datum,
        double radiusMetres,
        double firstLegDeg,
        int sectors = 3,
        bool secondPass = false
    )
    {
        RequireSpacing(radiusMetres);
        if (sectors < 3 || sectors % 2 == 0 || sectors > 99)
        {
            throw new ArgumentOutOfRangeException(nameof(sectors), sectors, "An odd number of sectors from 3 to 99.");
        }

        var path = new List<LocalPoint> { datum };
        for (var pass = 0; pass < (secondPass ? 2 : 1); pass++)
        {
            SectorPass(path, datum, radiusMetres, firstLegDeg + pass * 90.0 / sectors, sectors);
        }

        return path;
    }

    /// <summary>
    /// Track line search, return (TSR; IAMSAR vol. II, 5.5): out along one side of the intended track and back along the
    /// other, each half a track spacing from it.
    /// </summary>
    /// <param name="track">The missing craft's or person's intended track; two places or more.</param>
    /// <param name="trackSpacingMetres">Between the two legs.</param>
    public static IReadOnlyList<LocalPoint> TrackLineReturn(IReadOnlyList<LocalPoint> track, double trackSpacingMetres)
    {
        RequireSpacing(trackSpacingMetres);
        var right = TrackOffset.Of(track, trackSpacingMetres / 2);
        var left = TrackOffset.Of(track, -trackSpacingMetres / 2);
        return [.. right, .. left.Reverse()];
    }

    /// <summary>
    /// Track line search, non-return (TSN; IAMSAR vol. II, 5.5): along the track, back on one side of it and out again on
    /// the other, a track spacing from it, ending beyond its far end.
    /// </summary>
    /// <param name="track">The intended track; two places or more.</param>
    /// <param name="trackSpacingMetres">Between neighbouring legs.</param>
    public static IReadOnlyList<LocalPoint> TrackLineNonReturn(
        IReadOnlyList<LocalPoint> track,
        double trackSpacingMetres
    )
    {
        RequireSpacing(trackSpacingMetres);
        var right = TrackOffset.Of(track, trackSpacingMetres);
        var left = TrackOffset.Of(track, -trackSpacingMetres);
        return [.. track, .. right.Reverse(), .. left];
    }

    /// <summary>
    /// A spiral about the datum (Archimedes'): the radius grows by a track spacing with each turn to the right, from the
    /// first azimuth on, up to <paramref name="radiusMetres"/>. Every vertex lies on the curve, and no chord leaves it by
    /// more than <paramref name="toleranceMetres"/>.
    /// </summary>
    public static IReadOnlyList<LocalPoint> Spiral(
        LocalPoint datum,
        double trackSpacingMetres,
        double firstLegDeg,
        double radiusMetres,
        double toleranceMetres = 0.5
    )
    {
        RequireSpacing(trackSpacingMetres);
        RequireSpacing(toleranceMetres);
        var path = new List<LocalPoint> { datum };
        var turns = radiusMetres / trackSpacingMetres;
        for (var turn = 0.0; turn < turns && path.Count < MaxVertices; )
        {
            // A chord over an angle a leaves the curve by about (r + 2 S / 2π) a² / 8.
            var radius = trackSpacingMetres * turn + trackSpacingMetres / Math.PI;
            var angle = Math.Min(Math.PI / 6, Math.Sqrt(6 * toleranceMetres / radius));
            turn = Math.Min(turns, turn + angle / (2 * Math.PI));
            path.Add(datum.Moved(firstLegDeg + 360 * turn, trackSpacingMetres * turn));
        }

        return path;
    }

    private static void SectorPass(List<LocalPoint> path, LocalPoint datum, double radius, double firstDeg, int sectors)
    {
        var angle = 180.0 / sectors;
        var ray = firstDeg;
        for (var sector = 0; sector < sectors; sector++)
        {
            path.Add(datum.Moved(ray, radius));
            path.Add(datum.Moved(ray + angle, radius));
            path.Add(datum);
            ray += angle + 180;
        }
    }

    internal static SearchRectangle Turned(SearchRectangle area) =>
        area with
        {
            LengthMetres = area.WidthMetres,
            WidthMetres = area.LengthMetres,
            // So that the first leg lies at the start of the old axis.
            AxisDeg = area.AxisDeg - 90,
        };

    /// <summary>Legs along the axis, the first on its left side (seen along the axis).</summary>
    /// <param name="area">What they cover.</param>
    /// <param name="wanted">The track spacing, or a little less.</param>
    /// <param name="inset">How far before the edge they end; half a track spacing when not given.</param>
    internal static List<LocalPoint> Legs(SearchRectangle area, double wanted, double? inset = null)
    {
        RequireSpacing(wanted);
        RequireSpacing(area.LengthMetres);
        RequireSpacing(area.WidthMetres);
        var legs = (int)Math.Min(MaxVertices, Math.Max(1, Math.Ceiling(area.WidthMetres / wanted - 1e-9)));
        if (legs > MaxVertices / 2)
        {
            throw new ArgumentOutOfRangeException(nameof(wanted), wanted, "The track spacing gives too many legs.");
        }

        var spacing = area.WidthMetres / legs;
        var reach = Math.Max(0, area.LengthMetres / 2 - (inset ?? wanted / 2));
        var path = new List<LocalPoint>();
        for (var leg = 0; leg < legs; leg++)
        {
            var right = -area.WidthMetres / 2 + (leg + 0.5) * spacing;
            var way = leg % 2 == 0 ? reach : -reach;
            path.Add(area.At(-way, right));
            path.Add(area.At(way, right));
        }

        return path;
    }

    private static void RequireSpacing(double metres)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(metres);
        if (!double.IsFinite(metres))
        {
            throw new ArgumentOutOfRangeException(nameof(metres), metres, "A length in metres.");
        }
    }
}

/// <summary>Lines beside a track, with mitred corners.</summary>
internal static class TrackOffset
{
    /// <summary>A corner's mitre is cut off where it would go further than so many times the offset.</summary>
    private const double LongestMitre = 4;

    /// <summary>The line so many metres to the right of a track; to the left when negative.</summary>
    public static IReadOnlyList<LocalPoint> Of(IReadOnlyList<LocalPoint> track, double rightMetres)
    {
        var azimuths = new List<double>();
        var places = new List<LocalPoint> { track[0] };
        for (var i = 1; i < track.Count; i++)
        {
            if (track[i] != places[^1])
            {
                azimuths.Add(places[^1].AzimuthTo(track[i]));
                places.Add(track[i]);
            }
        }

        if (azimuths.Count == 0)
        {
            throw new ArgumentException("A track has two different places or more.", nameof(track));
        }

        var line = new List<LocalPoint>();
        for (var i = 0; i < places.Count; i++)
        {
            Corner(
                line,
                places[i],
                azimuths[Math.Max(0, i - 1)],
                azimuths[Math.Min(azimuths.Count - 1, i)],
                rightMetres
            );
        }

        return line;
    }

    private static void Corner(List<LocalPoint> line, LocalPoint place, double from, double to, double right)
    {
        var half = Math.IEEERemainder(to - from, 360) / 2 * Math.PI / 180;
        var stretch = 1 / Math.Max(1e-9, Math.Cos(half));
        if (stretch <= LongestMitre)
        {
            line.Add(place.Moved(from + half * 180 / Math.PI + 90, right * stretch));
            return;
        }

        line.Add(place.Moved(from + 90, right));
        line.Add(place.Moved(to + 90, right));
    }
}
