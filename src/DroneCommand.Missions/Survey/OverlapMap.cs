using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Survey;

/// <summary>How many pictures show each square of a surveyed area, for maps of where an overlap is thin.</summary>
/// <param name="SouthWest">The grid's south-west corner.</param>
/// <param name="NorthEast">The corner opposite: squares are equal in degrees.</param>
/// <param name="Columns">From west to east.</param>
/// <param name="Counts">By row from the south; -1 outside the area.</param>
public sealed record OverlapMap(GeoPoint SouthWest, GeoPoint NorthEast, int Columns, IReadOnlyList<int> Counts)
{
    public int Rows => Counts.Count / Columns;

    /// <summary>The middle of a square.</summary>
    /// <param name="index">Of <see cref="Counts"/>.</param>
    public GeoPoint PlaceOf(int index) =>
        new(
            SouthWest.LatitudeDeg + (NorthEast.LatitudeDeg - SouthWest.LatitudeDeg) * (index / Columns + 0.5) / Rows,
            SouthWest.LongitudeDeg
                + (NorthEast.LongitudeDeg - SouthWest.LongitudeDeg) * (index % Columns + 0.5) / Columns
        );

    /// <summary>Square by square, the places that fewer pictures show than asked for.</summary>
    public IEnumerable<GeoPoint> SeenByFewerThan(int pictures) =>
        Enumerable.Range(0, Counts.Count).Where(i => Counts[i] >= 0 && Counts[i] < pictures).Select(PlaceOf);
}
