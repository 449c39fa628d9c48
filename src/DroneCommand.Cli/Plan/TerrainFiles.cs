using DroneCommand.Missions.Terrain;

namespace DroneCommand.Cli.Plan;

/// <summary>Files of terrain that were named on the command line.</summary>
internal static class TerrainFiles
{
    /// <summary>The ground of all files; null when none is named. Problems tell file and reason.</summary>
    /// <exception cref="IOException">A file is not to be had.</exception>
    public static (TerrainModel? Terrain, IReadOnlyList<string> Problems) Read(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            return (null, []);
        var tiles = new List<TerrainTile>();
        var posts = 0L;
        foreach (var name in names)
        {
            var read = TerrainReader.Read(Bytes(name), name);
            if (read.Tile is not { } tile)
                return (null, [.. read.Problems.Select(problem => problem.ToString())]);
            tiles.Add(tile);
            posts += (long)tile.Posts.Rows * tile.Posts.Columns;
            if (posts > TerrainModel.MaxPosts)
                return (
                    null,
                    [
                        $"{name}: the files have more than {TerrainModel.MaxPosts} posts together; name only those under the mission",
                    ]
                );
        }
        return (TerrainModel.Of(tiles), []);
    }

    /// <summary>A file's bytes; of one that is too large only its beginning, which its reader refuses.</summary>
    public static byte[] Bytes(string name)
    {
        using var file = File.OpenRead(name);
        var length = Math.Min(file.Length, TerrainReader.MaxBytes + 1L);
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
