namespace DroneCommand.Mavlink.Units;

/// <summary>Distances over a site: flat, good to a few metres in ten kilometres. Plans are measured on the ellipsoid.</summary>
internal static class FlatDistance
{
    private const double MetresPerDegree = 111_319.5;

    public static double Metres(GeoPoint a, GeoPoint b)
    {
        var north = (b.LatitudeDeg - a.LatitudeDeg) * MetresPerDegree;
        var east = Math.IEEERemainder(b.LongitudeDeg - a.LongitudeDeg, 360) * MetresPerDegree;
        east *= Math.Cos((a.LatitudeDeg + b.LatitudeDeg) / 2 * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east));
    }
}
