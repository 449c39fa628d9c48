using DroneCommand.Mavlink.Units;

namespace DroneCommand.Console.Live;

/// <summary>A point as the map module takes it: degrees.</summary>
public readonly record struct MapPoint(double Lat, double Lon)
{
    public static MapPoint From(GeoPoint point) => new(point.LatitudeDeg, point.LongitudeDeg);
}

/// <summary>A route on the map.</summary>
/// <param name="Points">In order.</param>
/// <param name="Fraction">Share of its length that is done.</param>
/// <param name="Planned">True for a plan that nobody flies yet.</param>
/// <param name="Problems">Places where the plan is not allowed.</param>
public sealed record MapRoute(
    IReadOnlyList<MapPoint> Points,
    double Fraction,
    bool Planned,
    IReadOnlyList<MapPoint> Problems
)
{
    /// <summary>Steps of half a percent: finer ones are not seen on the map.</summary>
    private const double Steps = 200;

    public static MapRoute Flown(IReadOnlyList<GeoPoint> points, double fraction) =>
        new([.. points.Select(MapPoint.From)], Math.Round(fraction * Steps) / Steps, false, []);

    public bool Equals(MapRoute? other) =>
        other is not null
        && Fraction.Equals(other.Fraction)
        && Planned == other.Planned
        && Points.SequenceEqual(other.Points)
        && Problems.SequenceEqual(other.Problems);

    public override int GetHashCode() => HashCode.Combine(Points.Count, Fraction, Planned, Problems.Count);
}
