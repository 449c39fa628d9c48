using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Terrain;

/// <summary>A tile, or why there is none.</summary>
/// <param name="Tile">Null when there are problems.</param>
/// <param name="Problems">Empty when there is a tile.</param>
public sealed record TerrainReadResult(TerrainTile? Tile, IReadOnlyList<SiteProblem> Problems)
{
    internal static TerrainReadResult Refused(string file, string where, string reason) =>
        new(null, [new SiteProblem(file, 0, 0, where, reason)]);
}

/// <summary>The ground of several files, or why there is none.</summary>
/// <param name="Terrain">Null when there are problems, or no files.</param>
/// <param name="Problems">Empty when there is terrain.</param>
public sealed record TerrainReadAllResult(TerrainModel? Terrain, IReadOnlyList<SiteProblem> Problems);

/// <summary>Reads terrain from SRTM's .hgt and from GeoTIFF, by the file's ending.</summary>
public static class TerrainReader
{
    /// <summary>Larger files are not read, bytes.</summary>
    public const int MaxBytes = 128 * 1024 * 1024;

    /// <summary>Reads a tile, or says what is wrong with the file. Never throws for what the file holds.</summary>
    /// <param name="data">The file's bytes.</param>
    /// <param name="fileName">Its name: it tells the format and, for .hgt, the place.</param>
    public static TerrainReadResult Read(byte[] data, string fileName)
    {
        if (data.Length > MaxBytes)
        {
            return TerrainReadResult.Refused(fileName, "file", $"is larger than {MaxBytes / (1024 * 1024)} MiB");
        }

        return Path.GetExtension(fileName).ToUpperInvariant() switch
        {
            ".HGT" => HgtReader.Read(data, fileName),
            ".TIF" or ".TIFF" => GeoTiffTerrain.Read(data, fileName),
            _ => TerrainReadResult.Refused(
                fileName,
                "file",
                "is neither .hgt nor .tif: terrain is read from SRTM's .hgt, unpacked, and from GeoTIFF"
            ),
        };
    }

    /// <summary>Reads the ground of several files, up to the first that is wrong.</summary>
    /// <param name="files">Names and bytes; each is asked for when those before it were good.</param>
    public static TerrainReadAllResult ReadAll(IEnumerable<(string Name, byte[] Data)> files)
    {
        var tiles = new List<TerrainTile>();
        var posts = 0L;
        foreach (var (name, data) in files)
        {
            var read = Read(data, name);
            if (read.Tile is not { } tile)
            {
                return new(null, read.Problems);
            }

            tiles.Add(tile);
            posts += (long)tile.Posts.Rows * tile.Posts.Columns;
            if (posts > TerrainModel.MaxPosts)
            {
                var reason =
                    $"with it the files have more than {TerrainModel.MaxPosts} posts; name only those under the mission";
                return new(null, [new SiteProblem(name, 0, 0, "file", reason)]);
            }
        }

        return new(tiles.Count > 0 ? TerrainModel.Of(tiles) : null, []);
    }
}
