using DroneCommand.Mavlink.Units;

namespace DroneCommand.Console.Live;

/// <summary>A point as the map module takes it: degrees.</summary>
public readonly record struct MapPoint(double Lat, double Lon)
{
    public static MapPoint From(GeoPoint point) => new(point.LatitudeDeg, point.LongitudeDeg);
}

/// <summary>A route that is flown, on the map.</summary>
/// <param name="Points">In order.</param>
/// <param name="Fraction">Share of its length that is done.</param>
public sealed record MapRoute(IReadOnlyList<MapPoint> Points, double Fraction)
{
    /// <summary>Steps of half a percent: finer ones are not seen on the map.</summary>
    private const double Steps = 200;

    public static MapRoute Flown(IReadOnlyList<GeoPoint> points, double fraction) =>
        new([.. points.Select(MapPoint.From)], Math.Round(fraction * Steps) / Steps);

    public bool Equals(MapRoute? other) =>
        other is not null && Fraction.Equals(other.Fraction) && Points.SequenceEqual(other.Points);

    public override int GetHashCode() => HashCode.Combine(Points.Count, Fraction);
}
