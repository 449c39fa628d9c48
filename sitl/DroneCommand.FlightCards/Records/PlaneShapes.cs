using DroneCommand.Missions.Geodesy;

namespace DroneCommand.FlightCards.Records;

/// <summary>Distances on a site's plane, metres.</summary>
internal static class PlaneShapes
{
    /// <summary>From a place to the nearest point of a line through others.</summary>
    public static double Distance(LocalPoint place, IReadOnlyList<LocalPoint> line)
    {
        if (line.Count == 1)
        {
            return Between(place, line[0]);
        }

        var least = double.PositiveInfinity;
        for (var i = 1; i < line.Count; i++)
        {
            least = Math.Min(least, ToSegment(place, line[i - 1], line[i]));
        }

        return least;
    }

    public static double Between(LocalPoint a, LocalPoint b) =>
        Geodesic.Hypot(a.EastMetres - b.EastMetres, a.NorthMetres - b.NorthMetres);

    /// <summary>Whether a place lies in a ring that is given without its closing point.</summary>
    public static bool Contains(IReadOnlyList<LocalPoint> ring, LocalPoint place)
    {
        var inside = false;
        for (var (i, j) = (0, ring.Count - 1); i < ring.Count; j = i++)
        {
            var (a, b) = (ring[i], ring[j]);
            if (a.NorthMetres > place.NorthMetres == b.NorthMetres > place.NorthMetres)
            {
                continue;
            }

            var share = (place.NorthMetres - a.NorthMetres) / (b.NorthMetres - a.NorthMetres);
            inside ^= place.EastMetres < a.EastMetres + (share * (b.EastMetres - a.EastMetres));
        }

        return inside;
    }

    private static double ToSegment(LocalPoint p, LocalPoint a, LocalPoint b)
    {
        var (east, north) = (b.EastMetres - a.EastMetres, b.NorthMetres - a.NorthMetres);
        var square = (east * east) + (north * north);
        var along =
            square > 0
                ? (((p.EastMetres - a.EastMetres) * east) + ((p.NorthMetres - a.NorthMetres) * north)) / square
                : 0;
        var share = Math.Clamp(along, 0, 1);
        return Between(p, new LocalPoint(a.EastMetres + (share * east), a.NorthMetres + (share * north)));
    }
}
