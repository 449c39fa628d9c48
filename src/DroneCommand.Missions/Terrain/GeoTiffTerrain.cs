using System.Globalization;

namespace DroneCommand.Missions.Terrain;

/// <summary>Heights from a GeoTIFF.</summary>
internal static class GeoTiffTerrain
{
    /// <summary>Copernicus GLO-30 states about 4 m.</summary>
    public const double SigmaMetres = 4;

    public static TerrainReadResult Read(byte[] data, string fileName)
    {
        var read = GeoTiffReader.Read(data, fileName, isHeights: true);
        if (read.Raster is not { } raster)
        {
            return new(null, [read.Problem!]);
        }

        var voids = raster.NoData is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"GDAL_NODATA, {value}, marks a void")
            : "the file has no GDAL_NODATA to mark voids";
        return HeightCheck.Refusal(fileName, raster.Posts, raster.Values, voids)
            ?? new(new TerrainTile(fileName, raster.Posts, raster.Values, SigmaMetres), []);
    }
}
