using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Terrain;

/// <summary>Metres per degree on the ellipsoid at a latitude.</summary>
internal readonly struct DegreeScale
{
    private const double EccentricitySquared = Wgs84.Flattening * (2 - Wgs84.Flattening);

    public DegreeScale(double latitudeDeg)
    {
        var (sin, cos) = Math.SinCos(latitudeDeg * Math.PI / 180);
        var square = 1 - EccentricitySquared * sin * sin;
        var prime = Wgs84.EquatorialRadiusMetres / Math.Sqrt(square);
        East = prime * cos * Math.PI / 180;
        var meridian = Wgs84.EquatorialRadiusMetres * (1 - EccentricitySquared) / (square * Math.Sqrt(square));
        North = meridian * Math.PI / 180;
    }

    /// <summary>Metres per degree of longitude.</summary>
    public double East { get; }

    /// <summary>Metres per degree of latitude.</summary>
    public double North { get; }
}
