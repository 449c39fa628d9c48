using Microsoft.Win32.SafeHandles;

namespace DroneCommand.Cli.Streams;

/// <summary>Where a verb reads and writes. Tests pass their own.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output, unbuffered.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record StandardStreams(Stream Input, Stream Output, TextWriter Errors)
{
    /// <summary>The only clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>True where standard output is a person's screen.</summary>
    public bool IsScreen { get; init; }

    /// <summary>True where standard error is one: how far something is belongs there only.</summary>
    public bool ErrorsAreScreen { get; init; }

    /// <summary>Standard output for help texts and tables.</summary>
    public TextWriter Text { get; } = new StreamWriter(Output, leaveOpen: true) { AutoFlush = true };

    public static StandardStreams Process() =>
        new(Console.OpenStandardInput(), new OutputStream(OpenOutput()), Console.Error)
        {
            IsScreen = !Console.IsOutputRedirected,
            ErrorsAreScreen = !Console.IsErrorRedirected,
        };

    /// <summary>
    /// The framework's own stream passes over a reader that is gone, and an endless input would be decoded for nobody. A
    /// plain one says so; but it keeps a position of its own in files, so it serves for pipes and terminals only.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var plain = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return plain.CanSeek ? Console.OpenStandardOutput() : plain;
    }
}
