namespace DroneCommand.Cli.Streams;

/// <summary>A verb's input: a file, or standard input for '-' or nothing.</summary>
internal static class InputFile
{
    public const string Standard = "-";

    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static Stream Open(string name, StandardStreams streams)
    {
        if (name == Standard)
            return streams.Input;
        if (Directory.Exists(name))
            throw new IOException($"{name} is a folder");
        // The reader has a buffer of its own.
        return new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
    }
}
