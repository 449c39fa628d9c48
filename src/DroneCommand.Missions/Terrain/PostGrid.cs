using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Terrain;

/// <summary>
/// Where the posts of a raster stand: row 0 is the northernmost, column 0 the westernmost, even steps in degrees.
/// </summary>
/// <param name="Rows">From north to south.</param>
/// <param name="Columns">From west to east.</param>
/// <param name="NorthDeg">Latitude of row 0, degrees.</param>
/// <param name="WestDeg">Longitude of column 0, degrees.</param>
/// <param name="StepNorthDeg">From one row to the one north of it, degrees.</param>
/// <param name="StepEastDeg">From one column to the one east of it, degrees.</param>
public readonly record struct PostGrid(
    int Rows,
    int Columns,
    double NorthDeg,
    double WestDeg,
    double StepNorthDeg,
    double StepEastDeg
)
{
    /// <summary>Latitude of the last row, degrees.</summary>
    public double SouthDeg => NorthDeg - (Rows - 1) * StepNorthDeg;

    /// <summary>Longitude of the last column, degrees.</summary>
    public double EastDeg => WestDeg + (Columns - 1) * StepEastDeg;

    /// <summary>Where the post of a row and a column stands; the row or column may lie outside.</summary>
    public GeoPoint Place(double row, double column) =>
        new(NorthDeg - row * StepNorthDeg, WestDeg + column * StepEastDeg);

    internal double RowOf(double latitudeDeg) => (NorthDeg - latitudeDeg) / StepNorthDeg;

    internal double ColumnOf(double longitudeDeg) => (longitudeDeg - WestDeg) / StepEastDeg;
}
