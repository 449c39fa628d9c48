namespace DroneCommand.Missions.Search;

/// <summary>Finds vertices near a place. Rebuilt now and then, so that what it answers may have moved a little since.</summary>
internal sealed class VertexGrid
{
    private readonly SearchPath[] paths;
    private readonly double side;
    private readonly int columns;
    private readonly int rows;
    private readonly List<(int Path, int Vertex)>[] cells;

    public VertexGrid(SweepRaster raster, SearchPath[] paths)
    {
        this.paths = paths;
        side = 3 * raster.Radius;
        columns = (int)(raster.Columns / side) + 1;
        rows = (int)(raster.Rows / side) + 1;
        cells = [.. Enumerable.Range(0, columns * rows).Select(_ => new List<(int, int)>())];
    }

    public void Rebuild()
    {
        foreach (var cell in cells)
        {
            cell.Clear();
        }

        for (var p = 0; p < paths.Length; p++)
        {
            for (var i = 0; i < paths[p].Count; i++)
            {
                cells[CellOf(paths[p][i])].Add((p, i));
            }
        }
    }

    /// <summary>A vertex in the same cell, at random; (−1, −1) when there is none.</summary>
    public (int Path, int Vertex) Near((double X, double Y) place, SplitMix random)
    {
        var cell = cells[CellOf(place)];
        return cell.Count == 0 ? (-1, -1) : cell[random.Below(cell.Count)];
    }

    private int CellOf((double X, double Y) place)
    {
        var column = Math.Clamp((int)(place.X / side), 0, columns - 1);
        var row = Math.Clamp((int)(place.Y / side), 0, rows - 1);
        return row * columns + column;
    }
}
