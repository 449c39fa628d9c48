using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Missions.Search;

/// <summary>
/// The projection of probability maps: metres east and north of an origin by the ellipsoid's radii of curvature at the
/// origin's latitude (local tangent), as files of that kind define it.
/// </summary>
internal sealed class MapProjection
{
    /// <summary>Nearer to a pole, metres east mean little.</summary>
    public const double HighestLatitudeDeg = 85;

    private readonly GeoPoint origin;
    private readonly DegreeScale scale;

    public MapProjection(GeoPoint origin)
    {
        this.origin = origin;
        scale = new(origin.LatitudeDeg);
    }

    public GeoPoint ToGeo(LocalPoint place)
    {
        var longitude = origin.LongitudeDeg + place.EastMetres / scale.East;
        return new(origin.LatitudeDeg + place.NorthMetres / scale.North, Wrap(longitude));
    }

    /// <summary>Of places less than 180° of longitude from the origin.</summary>
    public LocalPoint ToLocal(GeoPoint place) =>
        new(
            Wrap(place.LongitudeDeg - origin.LongitudeDeg) * scale.East,
            (place.LatitudeDeg - origin.LatitudeDeg) * scale.North
        );

    private static double Wrap(double longitude) =>
        longitude > 180 ? longitude - 360
        : longitude < -180 ? longitude + 360
        : longitude;
}
