using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Terrain;

/// <summary>The first image of a GeoTIFF in degrees.</summary>
/// <param name="Posts">The pixels' centres, or the posts where pixels are points.</param>
/// <param name="Values">By row from the north, then column from the west; NaN where the file has no data.</param>
/// <param name="NoData">The value that marks no data, as the file states it; null when it states none.</param>
internal sealed record GeoRaster(PostGrid Posts, float[] Values, double? NoData);

/// <summary>A raster, or why there is none.</summary>
internal sealed record GeoRasterResult(GeoRaster? Raster, SiteProblem? Problem);

/// <summary>What stops the reading of a GeoTIFF.</summary>
/// <param name="where">The tag or place.</param>
/// <param name="reason">What is wrong and what is read.</param>
internal sealed class GeoTiffException(string where, string reason) : Exception(reason)
{
    public string Where { get; } = where;
}
