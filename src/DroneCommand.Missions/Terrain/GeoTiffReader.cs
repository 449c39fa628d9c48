using System.Globalization;
using BitMiracle.LibTiff.Classic;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Terrain;

/// <summary>
/// Reads the first image of a GeoTIFF: one sample per pixel (int16, uint16, float32), in strips or tiles, plain, LZW or
/// deflate, placed in degrees of WGS-84 (EPSG:4326) by a scale and a tie point, pixels being areas or points. Anything else
/// is refused, naming the tag and what is read.
/// </summary>
internal static class GeoTiffReader
{
    private const int MaxTileSide = 4_096;

    /// <summary>A raster, or what is wrong with the file. Never throws for what the file holds.</summary>
    /// <param name="data">The file's bytes.</param>
    /// <param name="fileName">Its name, for the problem.</param>
    /// <param name="isHeights">Whether the values are heights: then a vertical datum, when one is named, must be a geoid's.</param>
    public static GeoRasterResult Read(byte[] data, string fileName, bool isHeights)
    {
        TiffMessages.Forget();
        try
        {
            using var stream = new MemoryStream(data, writable: false);
            using var tiff =
                Tiff.ClientOpen(fileName, "r", stream, new TiffStream())
                ?? throw new GeoTiffException("file", $"is not a TIFF: {TiffMessages.Last}");
            return new(ReadImage(tiff, isHeights), null);
        }
        catch (GeoTiffException error)
        {
            return Refused(fileName, error.Where, error.Message);
        }
        // The library's decoders index and cast by what a broken file says.
        catch (Exception error)
            when (error
                    is IndexOutOfRangeException
                        or ArgumentException
                        or InvalidCastException
                        or NullReferenceException
                        or IOException
                        or OverflowException
                        or InvalidOperationException
                        or ArithmeticException
                        or FormatException
                        or NotSupportedException
                        or OutOfMemoryException
            )
        {
            return Refused(fileName, "file", $"is broken: it cannot be decoded ({error.Message})");
        }
    }

    private static GeoRasterResult Refused(string fileName, string where, string reason) =>
        new(null, new SiteProblem(fileName, 0, 0, where, reason));

    private static GeoRaster ReadImage(Tiff tiff, bool isHeights)
    {
        var tags = new TiffTags(tiff);
        var columns = tags.Required(TiffTag.IMAGEWIDTH);
        var rows = tags.Required(TiffTag.IMAGELENGTH);
        if (rows < 2 || columns < 2 || (long)rows * columns > TerrainTile.MaxPosts)
        {
            throw new GeoTiffException(
                "tags 256 and 257 (width, height)",
                $"say {columns} × {rows} pixels; 2 × 2 to {TerrainTile.MaxPosts} in all are read: cut the area out of it"
            );
        }

        tags.RequireOneOf(TiffTag.SAMPLESPERPIXEL, 1, "one sample per pixel is", 1);
        tags.RequireOneOf(TiffTag.ORIENTATION, 1, "1, first row on top, is", 1);
        tags.RequireOneOf(TiffTag.COMPRESSION, 1, "none (1), LZW (5) and deflate (8 and 32946) are", 1, 5, 8, 32946);
        var sample = tags.SampleKind();
        var posts = GeoKeys.Posts(tags, rows, columns, isHeights);
        var values = new float[rows * columns];
        if (tiff.IsTiled())
        {
            ReadTiles(tiff, tags, sample, values, rows, columns);
        }
        else
        {
            ReadStrips(tiff, tags, sample, values, rows, columns);
        }

        var noData = tags.NoData();
        BlankNoData(values, noData);
        return new(posts, values, noData);
    }

    private static void ReadStrips(Tiff tiff, TiffTags tags, SampleKind sample, float[] values, int rows, int columns)
    {
        var perStrip = Math.Clamp(tags.Whole(TiffTag.ROWSPERSTRIP) ?? rows, 1, rows);
        var buffer = new byte[perStrip * columns * sample.Bytes];
        for (int row = 0, strip = 0; row < rows; row += perStrip, strip++)
        {
            var wanted = Math.Min(perStrip, rows - row) * columns * sample.Bytes;
            if (tiff.ReadEncodedStrip(strip, buffer, 0, wanted) < wanted)
            {
                throw new GeoTiffException(Part("strip", strip), $"cannot be decoded: {TiffMessages.Last}");
            }

            for (var i = 0; i < wanted / sample.Bytes; i++)
            {
                values[row * columns + i] = sample.At(buffer, i);
            }
        }
    }

    private static void ReadTiles(Tiff tiff, TiffTags tags, SampleKind sample, float[] values, int rows, int columns)
    {
        var (width, height) = (tags.Required(TiffTag.TILEWIDTH), tags.Required(TiffTag.TILELENGTH));
        if (width is < 1 or > MaxTileSide || height is < 1 or > MaxTileSide)
        {
            throw new GeoTiffException(
                "tags 322 and 323 (tile's size)",
                $"say {width} × {height} pixels; sides of 1 to {MaxTileSide} are read"
            );
        }

        var buffer = new byte[width * height * sample.Bytes];
        var tile = 0;
        for (var top = 0; top < rows; top += height)
        {
            for (var left = 0; left < columns; left += width, tile++)
            {
                if (tiff.ReadEncodedTile(tile, buffer, 0, buffer.Length) < buffer.Length)
                {
                    throw new GeoTiffException(Part("tile", tile), $"cannot be decoded: {TiffMessages.Last}");
                }

                CopyTile(buffer, sample, values, (top, left, width, height), rows, columns);
            }
        }
    }

    private static void CopyTile(
        byte[] buffer,
        SampleKind sample,
        float[] values,
        (int Top, int Left, int Width, int Height) tile,
        int rows,
        int columns
    )
    {
        var (lastRow, lastColumn) = (Math.Min(tile.Top + tile.Height, rows), Math.Min(tile.Left + tile.Width, columns));
        for (var row = tile.Top; row < lastRow; row++)
        {
            var from = (row - tile.Top) * tile.Width - tile.Left;
            for (var column = tile.Left; column < lastColumn; column++)
            {
                values[row * columns + column] = sample.At(buffer, from + column);
            }
        }
    }

    private static void BlankNoData(float[] values, double? noData)
    {
        if (noData is not { } mark)
        {
            return;
        }

        // The text holds more digits than a float: -3.4028234663852886e+38.
        var single = (float)mark;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == single)
            {
                values[i] = float.NaN;
            }
        }
    }

    private static string Part(string what, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {number}");
}
