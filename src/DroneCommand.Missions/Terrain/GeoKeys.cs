using System.Globalization;

namespace DroneCommand.Missions.Terrain;

/// <summary>Where a GeoTIFF's pixels lie, by OGC's GeoTIFF 1.1.</summary>
internal static class GeoKeys
{
    private const int ModelType = 1024;
    private const int RasterType = 1025;
    private const int GeographicType = 2048;
    private const int AngularUnits = 2054;
    private const int ProjectedType = 3072;
    private const int VerticalType = 4096;
    private const int VerticalUnits = 4099;
    private const int Wgs84 = 4326;

    /// <summary>The places of a raster's values.</summary>
    /// <exception cref="GeoTiffException">They are not in degrees of WGS-84, or not told by a scale and a tie point.</exception>
    public static PostGrid Posts(TiffTags tags, int rows, int columns, bool isHeights)
    {
        var keys = Read(tags);
        CheckSystem(keys);
        if (isHeights)
        {
            CheckHeights(keys);
        }

        var (north, west, stepNorth, stepEast) = Placement(tags);
        var isPoint = Value(keys, RasterType, 1) switch
        {
            1 => false,
            2 => true,
            var other => throw Refusal(
                RasterType,
                "GTRasterType",
                other,
                "1 (pixel is area) and 2 (pixel is point) are"
            ),
        };
        // The tie point is a corner of a pixel that is an area, and the place of a pixel that is a point.
        var inset = isPoint ? 0 : 0.5;
        var posts = new PostGrid(
            rows,
            columns,
            north - inset * stepNorth,
            west + inset * stepEast,
            stepNorth,
            stepEast
        );
        return posts is { NorthDeg: <= 90, SouthDeg: >= -90, WestDeg: >= -180, EastDeg: <= 180 }
            ? posts
            : throw new GeoTiffException(
                "tags 33550 and 33922 (scale, tie point)",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"put it from {posts.Place(rows - 1, 0)} to {posts.Place(0, columns - 1)}: degrees from -180 to 180 east and -90 to 90 north are read"
                )
            );
    }

    private static (double North, double West, double StepNorth, double StepEast) Placement(TiffTags tags)
    {
        if (tags.Doubles(TiffTags.Transformation) is not null)
        {
            throw new GeoTiffException(
                "tag 34264 (ModelTransformation)",
                "is not read: rasters with north on top, placed by ModelPixelScale and one ModelTiepoint, are"
            );
        }

        if (tags.Doubles(TiffTags.PixelScale) is not [var x, var y, ..] || !(x > 0 && y > 0) || !double.IsFinite(x + y))
        {
            throw new GeoTiffException("tag 33550 (ModelPixelScale)", "must hold two steps in degrees, above 0");
        }

        if (tags.Doubles(TiffTags.TiePoint) is not { Length: 6 } tie || !tie.All(double.IsFinite))
        {
            throw new GeoTiffException("tag 33922 (ModelTiepoint)", "must hold one tie point: six numbers");
        }

        return (tie[4] + tie[1] * y, tie[3] - tie[0] * x, y, x);
    }

    private static void CheckSystem(Dictionary<int, int> keys)
    {
        var model = Value(keys, ModelType, 0);
        if (model != 2)
        {
            var projected = Value(keys, ProjectedType, 0);
            var what = model == 1 ? $"1, projected (EPSG:{projected})" : Text(model);
            throw new GeoTiffException(
                "GeoKey 1024 (GTModelType)",
                $"is {what}; 2, degrees of WGS-84 (EPSG:{Wgs84}), is read: 'gdalwarp -t_srs EPSG:4326' makes it so"
            );
        }

        Require(keys, GeographicType, "GeographicType", Wgs84, $"EPSG:{Wgs84} is", Wgs84);
        Require(keys, AngularUnits, "GeogAngularUnits", 9102, "9102, degrees, is", 9102);
    }

    private static void CheckHeights(Dictionary<int, int> keys)
    {
        // 5773: EGM96, 3855: EGM2008, 5714: mean sea level.
        const string Geoids = "heights above EGM96 (5773), EGM2008 (3855) or mean sea level (5714) are";
        Require(keys, VerticalType, "VerticalCSType", 5773, Geoids, 5773, 3855, 5714);
        Require(keys, VerticalUnits, "VerticalUnits", 9001, "9001, metres, is", 9001);
    }

    private static void Require(
        Dictionary<int, int> keys,
        int key,
        string name,
        int otherwise,
        string read,
        params ReadOnlySpan<int> right
    )
    {
        var value = Value(keys, key, otherwise);
        if (!right.Contains(value))
        {
            throw Refusal(key, name, value, read);
        }
    }

    private static GeoTiffException Refusal(int key, string name, int value, string read) =>
        new($"GeoKey {Text(key)} ({name})", $"is {Text(value)}; {read} read");

    private static int Value(Dictionary<int, int> keys, int key, int otherwise) =>
        keys.GetValueOrDefault(key, otherwise);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The keys whose value stands in the directory itself: all that matter here.</summary>
    private static Dictionary<int, int> Read(TiffTags tags)
    {
        var directory =
            tags.Shorts(TiffTags.GeoKeyDirectory)
            ?? throw new GeoTiffException(
                "tag 34735 (GeoKeyDirectory)",
                "is missing: the file does not say where on earth it lies"
            );
        var keys = new Dictionary<int, int>();
        for (var i = 4; i + 3 < directory.Length; i += 4)
        {
            if (directory[i + 1] == 0)
            {
                keys.TryAdd(directory[i], directory[i + 3]);
            }
        }

        return keys;
    }
}
