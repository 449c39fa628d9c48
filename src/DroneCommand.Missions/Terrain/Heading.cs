using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Terrain;

/// <summary>The direction of a short straight piece, and places along and beside it.</summary>
internal readonly struct Heading
{
    private readonly DegreeScale scale;
    private readonly double east;
    private readonly double north;

    /// <summary>From one place to another, which are not the same.</summary>
    public Heading(GeoPoint from, GeoPoint to)
    {
        scale = new((from.LatitudeDeg + to.LatitudeDeg) / 2);
        var x = (to.LongitudeDeg - from.LongitudeDeg) * scale.East;
        var y = (to.LatitudeDeg - from.LatitudeDeg) * scale.North;
        var length = Math.Sqrt(x * x + y * y);
        (east, north) = (x / length, y / length);
    }

    /// <summary>So many metres to the left.</summary>
    public GeoPoint Beside(GeoPoint place, double metres) => Moved(place, -north * metres, east * metres);

    /// <summary>So many metres ahead.</summary>
    public GeoPoint Ahead(GeoPoint place, double metres) => Moved(place, east * metres, north * metres);

    /// <summary>Where a place is as seen from another: metres ahead and to the left.</summary>
    public (double Ahead, double Left) Seen(GeoPoint from, GeoPoint place)
    {
        var x = (place.LongitudeDeg - from.LongitudeDeg) * scale.East;
        var y = (place.LatitudeDeg - from.LatitudeDeg) * scale.North;
        return (x * east + y * north, y * east - x * north);
    }

    private GeoPoint Moved(GeoPoint place, double metresEast, double metresNorth) =>
        new(place.LatitudeDeg + metresNorth / scale.North, place.LongitudeDeg + metresEast / scale.East);
}
