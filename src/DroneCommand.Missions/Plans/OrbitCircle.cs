using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Plans;

/// <summary>An orbit as a line of straight pieces.</summary>
internal static class OrbitCircle
{
    /// <summary>How far the middle of a piece may lie within the circle, metres, as far as <see cref="MostCorners"/> allow.</summary>
    public const double ChordMetres = 0.5;

    /// <summary>Of one turn.</summary>
    public const int MostCorners = 72;

    private const int FewestCorners = 8;

    /// <summary>Places from the one of the circle that is nearest to where the vehicle comes from, all turns through.</summary>
    /// <param name="middle">The circle's.</param>
    /// <param name="orbit">Which way round and how often.</param>
    /// <param name="from">Where the vehicle comes from; the middle itself begins in the north.</param>
    public static IReadOnlyList<GeoPoint> Places(GeoPoint middle, Orbit orbit, GeoPoint from)
    {
        var radius = Math.Abs(orbit.RadiusMetres);
        var chord = radius > ChordMetres ? 2 * Math.Acos(1 - ChordMetres / radius) : Math.PI;
        var corners = Math.Clamp((int)Math.Ceiling(2 * Math.PI / chord), FewestCorners, MostCorners);
        var pieces = Math.Max(1, (int)Math.Ceiling(corners * orbit.Turns));
        var whole = 360 * orbit.Turns * (orbit.RadiusMetres < 0 ? -1 : 1);
        var begin = from == middle ? 0 : Geodesic.Inverse(middle, from).InitialAzimuthDeg;
        return
        [
            .. Enumerable.Range(0, pieces + 1).Select(i => Geodesic.Direct(middle, begin + whole * i / pieces, radius)),
        ];
    }
}
