namespace DroneCommand.Mavlink.Units;

/// <summary>A place on the WGS-84 ellipsoid: degrees north and degrees east.</summary>
/// <param name="LatitudeDeg">Degrees north, −90 to 90.</param>
/// <param name="LongitudeDeg">Degrees east, −180 to 180.</param>
public readonly record struct GeoPoint(double LatitudeDeg, double LongitudeDeg)
{
    /// <summary>True when both numbers are finite and within the ellipsoid's ranges.</summary>
    public bool IsValid => Math.Abs(LatitudeDeg) <= 90 && Math.Abs(LongitudeDeg) <= 180;

    public override string ToString() =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Math.Abs(LatitudeDeg):F6}° {(LatitudeDeg < 0 ? 'S' : 'N')}, {Math.Abs(LongitudeDeg):F6}° {(LongitudeDeg < 0 ? 'W' : 'E')}"
        );
}
