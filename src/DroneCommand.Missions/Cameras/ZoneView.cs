using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Terrain;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Cameras;

/// <summary>
/// A privacy zone as a camera may see it. What hides it, and how far a camera can make anything out, do not count: a zone
/// counts as seen rather once too often.
/// </summary>
internal sealed class ZoneView
{
    /// <summary>What stands in a zone of which the site does not say it: two floors and a roof.</summary>
    private const double UsualHeightMetres = 10;

    private readonly Geometry hull;
    private readonly Coordinate[] corners;
    private readonly (double Lowest, double Highest)? groundAmsl;

    private ZoneView(SiteFeature feature, (double Lowest, double Highest)? groundAmsl)
    {
        Feature = feature;
        hull = feature.Local.ConvexHull();
        corners = hull.Coordinates;
        this.groundAmsl = groundAmsl;
    }

    public SiteFeature Feature { get; }

    private double HeightMetres => Feature.HeightMetres ?? UsualHeightMetres;

    /// <param name="feature">The zone.</param>
    /// <param name="frame">The site's.</param>
    /// <param name="terrain">The ground; null takes it for as high as home.</param>
    public static ZoneView Of(SiteFeature feature, LocalFrame frame, TerrainModel? terrain)
    {
        IEnumerable<GeoPoint> places = [.. feature.Points, frame.ToGeo(feature.Local.Centroid.Coordinate)];
        var heights = places.Select(place => terrain?.HeightAt(place)?.Metres).OfType<double>().ToList();
        return new(feature, heights.Count > 0 ? (heights.Min(), heights.Max()) : null);
    }

    /// <summary>Its lowest and its highest ground above home, metres.</summary>
    public (double Lowest, double Highest) GroundAbove(AltitudeAmsl home) =>
        groundAmsl is var (lowest, highest) ? (lowest - home.Metres, highest - home.Metres) : (0, 0);

    /// <summary>Whether any direction to the zone may lie within the camera's cone.</summary>
    /// <param name="moment">Where the camera is and where it looks.</param>
    /// <param name="ground">Of the zone above home.</param>
    /// <param name="halfAngleDeg">Of the cone.</param>
    public bool IsSeen(CameraMoment moment, (double Lowest, double Highest) ground, double halfAngleDeg)
    {
        if (moment.PitchDeg is not { } pitch)
        {
            return true;
        }

        var near = hull.Distance(PlanarShapes.Point(moment.Place));
        var far = corners.Max(corner => corner.Distance(moment.Place));
        var (bottom, top) = (ground.Lowest - moment.HeightMetres, ground.Highest + HeightMetres - moment.HeightMetres);
        // The nearest is seen most steeply.
        var low = Elevation(bottom, bottom < 0 ? near : far);
        var high = Elevation(top, top > 0 ? near : far);
        var aside = moment.BearingDeg is { } bearing && near > 0 ? Aside(moment.Place, bearing) : 0;
        return Apart(pitch, low, high, Math.Max(0, aside - moment.CrabDeg)) <= halfAngleDeg;
    }

    /// <summary>The least angle between a direction and those from low to high that lie so far to its side.</summary>
    private static double Apart(double pitchDeg, double lowDeg, double highDeg, double asideDeg)
    {
        var (sinPitch, cosPitch) = Math.SinCos(double.DegreesToRadians(pitchDeg));
        var cosAside = Math.Cos(double.DegreesToRadians(asideDeg));
        // cos(angle) = sin p sin e + cos p cos e cos a is greatest at this e, or at the end that is nearer to it.
        var best = double.RadiansToDegrees(Math.Atan2(sinPitch, cosPitch * cosAside));
        return Math.Min(At(Math.Clamp(best, lowDeg, highDeg)), Math.Min(At(lowDeg), At(highDeg)));

        double At(double elevationDeg)
        {
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(elevationDeg));
            return double.RadiansToDegrees(Math.Acos(Math.Clamp(sinPitch * sin + cosPitch * cos * cosAside, -1, 1)));
        }
    }

    /// <summary>Degrees from a bearing to the nearest bearing at which the zone lies, seen from outside of it.</summary>
    private double Aside(Coordinate place, double bearingDeg)
    {
        // Seen from outside a convex shape spans less than half a turn, so that all lie around the first corner.
        var first = Bearing(place, corners[0]);
        var turns = corners.Select(corner => Math.IEEERemainder(Bearing(place, corner) - first, 360)).ToList();
        var (left, right) = (turns.Min(), turns.Max());
        var asked = Math.IEEERemainder(bearingDeg - first - (left + right) / 2, 360);
        return Math.Max(0, Math.Abs(asked) - (right - left) / 2);
    }

    private static double Bearing(Coordinate from, Coordinate to) =>
        double.RadiansToDegrees(Math.Atan2(to.X - from.X, to.Y - from.Y));

    private static double Elevation(double upMetres, double metres) =>
        double.RadiansToDegrees(Math.Atan2(upMetres, metres));
}
