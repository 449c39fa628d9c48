using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Coverage;

/// <summary>
/// Metres east and north in proportion to longitude and latitude, so that what is straight in GeoJSON is straight here,
/// and what stays inside here stays inside there. Lengths err by the change of latitude times its tangent: 0.03 % at 2 km
/// from the middle and 60° of latitude.
/// </summary>
internal sealed class FlatMap
{
    private const double Degree = Math.PI / 180;

    private readonly GeoPoint middle;
    private readonly double eastPerDegree;
    private readonly double northPerDegree;

    public FlatMap(GeoPoint middle)
    {
        this.middle = middle;
        var (sin, cos) = Math.SinCos(middle.LatitudeDeg * Degree);
        var squared = Wgs84.Flattening * (2 - Wgs84.Flattening);
        var root = Math.Sqrt(1 - squared * sin * sin);
        eastPerDegree = Degree * Wgs84.EquatorialRadiusMetres / root * cos;
        northPerDegree = Degree * Wgs84.EquatorialRadiusMetres * (1 - squared) / (root * root * root);
    }

    /// <summary>Around the middle of a ring.</summary>
    public static FlatMap Around(IReadOnlyList<GeoPoint> ring) =>
        new(
            new GeoPoint(
                (ring.Min(corner => corner.LatitudeDeg) + ring.Max(corner => corner.LatitudeDeg)) / 2,
                (ring.Min(corner => corner.LongitudeDeg) + ring.Max(corner => corner.LongitudeDeg)) / 2
            )
        );

    public Vec ToPlane(GeoPoint place) =>
        new(
            (place.LongitudeDeg - middle.LongitudeDeg) * eastPerDegree,
            (place.LatitudeDeg - middle.LatitudeDeg) * northPerDegree
        );

    public GeoPoint ToGeo(Vec place) =>
        new(middle.LatitudeDeg + place.Y / northPerDegree, middle.LongitudeDeg + place.X / eastPerDegree);
}
