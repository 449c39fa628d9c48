using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>Navigation in a local frame.</summary>
internal static class LocalMoves
{
    /// <summary>The place at a distance in a direction (degrees clockwise from north); exact in the four main directions.</summary>
    public static LocalPoint Moved(this LocalPoint from, double azimuthDeg, double metres)
    {
        var (sin, cos) = SinCos(azimuthDeg);
        return new(from.EastMetres + metres * sin, from.NorthMetres + metres * cos);
    }

    /// <summary>Degrees clockwise from north.</summary>
    public static double AzimuthTo(this LocalPoint from, LocalPoint to) =>
        Math.Atan2(to.EastMetres - from.EastMetres, to.NorthMetres - from.NorthMetres) * 180 / Math.PI;

    public static double DistanceTo(this LocalPoint from, LocalPoint to) =>
        Geodesic.Hypot(to.EastMetres - from.EastMetres, to.NorthMetres - from.NorthMetres);

    /// <summary>Length of a line, metres.</summary>
    public static double Length(this IReadOnlyList<LocalPoint> line)
    {
        var sum = 0.0;
        for (var i = 1; i < line.Count; i++)
        {
            sum += line[i - 1].DistanceTo(line[i]);
        }

        return sum;
    }

    private static (double Sin, double Cos) SinCos(double degrees) =>
        Math.IEEERemainder(degrees, 360) switch
        {
            0 => (0, 1),
            90 => (1, 0),
            -90 => (-1, 0),
            180 or -180 => (0, -1),
            var other => Math.SinCos(other * Math.PI / 180),
        };
}
