using System.Text;
using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Exchange;

namespace DroneCommand.Cli.Plan;

/// <summary>Opens what shapes are read from, in every format.</summary>
internal static class ShapeFile
{
    /// <summary>The bytes of a file; of one that is too large only so many that its reader sees that.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    public static byte[] Bytes(string name, StandardStreams streams)
    {
        var input = InputFile.Open(name, streams);
        try
        {
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (
                var read = input.Read(buffer);
                read > 0 && content.Length <= ShapeImport.MaxBytes;
                read = input.Read(buffer)
            )
                content.Write(buffer, 0, read);
            return content.ToArray();
        }
        finally
        {
            if (name != InputFile.Standard)
                input.Dispose();
        }
    }

    /// <summary>The shapes of a file, with a shapefile's companions from beside it.</summary>
    public static ShapeReadResult Read(byte[] bytes, string name) =>
        ShapeImport.Read(bytes, name, ending => Beside(name, ending));

    /// <summary>As text, without a mark of the byte order.</summary>
    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');

    private static byte[]? Beside(string name, string ending)
    {
        if (name == InputFile.Standard)
            return null;
        foreach (
            var path in (string[])
                [Path.ChangeExtension(name, ending), Path.ChangeExtension(name, ending.ToUpperInvariant())]
        )
            if (new FileInfo(path) is { Exists: true, Length: <= ShapeImport.MaxBytes })
                return File.ReadAllBytes(path);
        return null;
    }
}
