using System.Globalization;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Terrain;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Reads a probability map from a GeoTIFF in degrees: the POC of each pixel, no data being 0. Pixels are shared out to square
/// cells of metres by area, so that nothing is lost. Values that sum to more than 1 are weights: they are divided by their
/// sum, and the map's notes say so.
/// </summary>
public static class PocTiffReader
{
    /// <summary>Reads a map, or says what is wrong with the file. Never throws for what the file holds.</summary>
    /// <param name="data">The file's bytes.</param>
    /// <param name="fileName">Its name, for the problems.</param>
    /// <param name="settings">What the file does not tell.</param>
    public static ProbabilityMapReadResult Read(byte[] data, string fileName, PocSettings settings)
    {
        if (data.Length > TerrainReader.MaxBytes)
        {
            const string tooLarge = "is larger than a map of POC may be: 128 MiB";
            return new(null, [new SiteProblem(fileName, 0, 0, "file", tooLarge)]);
        }

        var read = GeoTiffReader.Read(data, fileName, isHeights: false);
        if (read.Raster is not { } raster)
        {
            return new(null, [read.Problem!]);
        }

        if (Refusal(raster) is var (where, reason))
        {
            return new(null, [new SiteProblem(fileName, 0, 0, where, reason)]);
        }

        var cells = CellsOf(raster.Posts);
        var sum = raster.Values.Where(value => !float.IsNaN(value)).Sum(value => (double)value);
        Pour(raster, cells, sum > 1 + PocCells.SumTolerance ? sum : 1);
        return
            ProbabilityMapReader.TooFine(cells.Rows, cells.Columns, cells.CellMetres, settings.DetectionRadiusMetres)
                is { } tooFine
            ? new(null, [new SiteProblem(fileName, 0, 0, "file", tooFine)])
            : new(cells.ToMap(settings, [Note(sum)]), []);
    }

    private static (string Where, string Reason)? Refusal(GeoRaster raster)
    {
        var posts = raster.Posts;
        if (Math.Max(Math.Abs(North(posts)), Math.Abs(South(posts))) > MapProjection.HighestLatitudeDeg)
        {
            return (
                "file",
                $"reaches beyond {MapProjection.HighestLatitudeDeg}° of latitude, where cells in metres mean little"
            );
        }

        var isEmpty = true;
        for (var i = 0; i < raster.Values.Length; i++)
        {
            var value = raster.Values[i];
            if (value < 0 || float.IsInfinity(value))
            {
                var (row, column) = Math.DivRem(i, posts.Columns);
                return (
                    string.Create(CultureInfo.InvariantCulture, $"row {row}, column {column}"),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"is {value} at {posts.Place(row, column)}; a probability is not negative, and what has none is marked by GDAL_NODATA"
                    )
                );
            }

            isEmpty &= !(value > 0);
        }

        return isEmpty ? ("file", "holds nothing but 0 and no data: there is nowhere to search") : null;
    }

    private static string Note(double sum) =>
        sum > 1 + PocCells.SumTolerance
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The map's values sum to {sum:0.####}: they are taken for weights and divided by that, so that the POC in all is 1."
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The map's POC is {sum:0.####} in all; it is not scaled, the rest lies elsewhere."
            );

    private static double North(PostGrid posts) => posts.NorthDeg + posts.StepNorthDeg / 2;

    private static double South(PostGrid posts) => posts.SouthDeg - posts.StepNorthDeg / 2;

    /// <summary>Cells as large as a pixel is along its shorter side.</summary>
    private static PocCells CellsOf(PostGrid posts)
    {
        var middle = new DegreeScale((North(posts) + South(posts)) / 2);
        var side = Math.Min(posts.StepNorthDeg * middle.North, posts.StepEastDeg * middle.East);
        var half = posts.StepEastDeg / 2;
        return new(South(posts), posts.WestDeg - half, North(posts), posts.EastDeg + half, side);
    }

    private static void Pour(GeoRaster raster, PocCells cells, double divisor)
    {
        var posts = raster.Posts;
        for (var row = 0; row < posts.Rows; row++)
        {
            var (_, south) = cells.InCells(posts.Place(row + 0.5, 0));
            var (_, north) = cells.InCells(posts.Place(row - 0.5, 0));
            for (var column = 0; column < posts.Columns; column++)
            {
                var value = raster.Values[row * posts.Columns + column];
                if (value > 0)
                {
                    var (west, _) = cells.InCells(posts.Place(row, column - 0.5));
                    var (east, _) = cells.InCells(posts.Place(row, column + 0.5));
                    Share(cells, value / divisor, (south, west, north, east));
                }
            }
        }
    }

    /// <summary>A rectangle's POC to the cells under it, by area.</summary>
    private static void Share(PocCells cells, double poc, (double South, double West, double North, double East) pixel)
    {
        var area = (pixel.North - pixel.South) * (pixel.East - pixel.West);
        var (firstRow, lastRow) = (At(pixel.South, cells.Rows), At(pixel.North, cells.Rows));
        var (firstColumn, lastColumn) = (At(pixel.West, cells.Columns), At(pixel.East, cells.Columns));
        for (var row = firstRow; row <= lastRow; row++)
        {
            var height = Overlap(row, pixel.South, pixel.North);
            for (var column = firstColumn; column <= lastColumn; column++)
            {
                cells.Poc[row * cells.Columns + column] +=
                    poc * height * Overlap(column, pixel.West, pixel.East) / area;
            }
        }
    }

    private static int At(double cell, int count) => Math.Clamp((int)Math.Floor(cell), 0, count - 1);

    private static double Overlap(int cell, double from, double to) =>
        Math.Max(0, Math.Min(cell + 1, to) - Math.Max(cell, from));
}
