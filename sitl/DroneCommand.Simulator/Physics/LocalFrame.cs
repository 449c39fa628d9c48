using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Physics;

/// <summary>
/// A flat frame around a place: metres north, east and up of it. ArduPilot scales degrees the same way
/// (one radius for both axes, longitude by the cosine of the latitude half way), so tracks compare to the centimetre.
/// </summary>
public sealed class LocalFrame(GeoPoint origin, double originAmslM)
{
    private const double MetresPerDegree = 111_318.84502145034;

    public GeoPoint Origin { get; } = origin;

    /// <summary>Altitude of the frame's zero above mean sea level, metres.</summary>
    public double OriginAmslM { get; } = originAmslM;

    public Vec3 ToLocal(GeoPoint point, double amslM) => ToLocal(point).WithUp(amslM - OriginAmslM);

    /// <summary>The horizontal offset of <paramref name="point"/>; up is zero.</summary>
    public Vec3 ToLocal(GeoPoint point)
    {
        var scale = Math.Cos(Angles.Radians((point.LatitudeDeg + Origin.LatitudeDeg) / 2));
        return new Vec3(
            (point.LatitudeDeg - Origin.LatitudeDeg) * MetresPerDegree,
            (point.LongitudeDeg - Origin.LongitudeDeg) * MetresPerDegree * scale,
            0
        );
    }

    public GeoPoint ToGeo(Vec3 local)
    {
        var latitude = Origin.LatitudeDeg + (local.North / MetresPerDegree);
        var scale = Math.Cos(Angles.Radians((latitude + Origin.LatitudeDeg) / 2));
        return new GeoPoint(latitude, Origin.LongitudeDeg + (local.East / (MetresPerDegree * scale)));
    }

    public double ToAmsl(Vec3 local) => OriginAmslM + local.Up;
}
