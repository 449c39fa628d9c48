using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>
/// The projection of probability maps: metres east and north of an origin by the ellipsoid's radii of curvature at the
/// origin's latitude (local tangent), as files of that kind define it.
/// </summary>
internal sealed class MapProjection
{
    /// <summary>Nearer to a pole, metres east mean little.</summary>
    public const double HighestLatitudeDeg = 85;

    private const double EccentricitySquared = Wgs84.Flattening * (2 - Wgs84.Flattening);
    private readonly GeoPoint origin;
    private readonly double metresPerDegreeEast;
    private readonly double metresPerDegreeNorth;

    public MapProjection(GeoPoint origin)
    {
        this.origin = origin;
        var (sin, cos) = Math.SinCos(origin.LatitudeDeg * Math.PI / 180);
        var square = 1 - EccentricitySquared * sin * sin;
        var prime = Wgs84.EquatorialRadiusMetres / Math.Sqrt(square);
        var meridian = Wgs84.EquatorialRadiusMetres * (1 - EccentricitySquared) / (square * Math.Sqrt(square));
        metresPerDegreeEast = prime * cos * Math.PI / 180;
        metresPerDegreeNorth = meridian * Math.PI / 180;
    }

    public GeoPoint ToGeo(LocalPoint place)
    {
        var longitude = origin.LongitudeDeg + place.EastMetres / metresPerDegreeEast;
        return new(origin.LatitudeDeg + place.NorthMetres / metresPerDegreeNorth, Wrap(longitude));
    }

    public LocalPoint ToLocal(GeoPoint place) =>
        new(
            Wrap(place.LongitudeDeg - origin.LongitudeDeg) * metresPerDegreeEast,
            (place.LatitudeDeg - origin.LatitudeDeg) * metresPerDegreeNorth
        );

    private static double Wrap(double longitude) =>
        longitude > 180 ? longitude - 360
        : longitude < -180 ? longitude + 360
        : longitude;
}
