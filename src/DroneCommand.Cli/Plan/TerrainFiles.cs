using DroneCommand.Missions.Terrain;

namespace DroneCommand.Cli.Plan;

/// <summary>Files of terrain, and other binary ones, that were named on the command line.</summary>
internal static class TerrainFiles
{
    /// <summary>The ground of all files; null when none is named.</summary>
    /// <exception cref="IOException">A file is not to be had.</exception>
    public static TerrainReadAllResult Read(IReadOnlyList<string> names) =>
        TerrainReader.ReadAll(names.Select(name => (name, Bytes(name))));

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
