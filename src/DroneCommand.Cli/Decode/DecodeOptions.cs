namespace DroneCommand.Cli.Decode;

/// <summary>What is decoded and how it is told.</summary>
internal sealed record DecodeOptions
{
    /// <summary>A path, or '-' for standard input.</summary>
    public required string File { get; init; }

    /// <summary>Each line is a stream of its own in hexadecimal digits.</summary>
    public bool Hex { get; init; }

    /// <summary>Each frame stands behind its time.</summary>
    public bool Tlog { get; init; }

    /// <summary>Every stream begins with these anew.</summary>
    public required GateOptions Gate { get; init; }

    public required FrameFilter Filter { get; init; }

    public bool ShowRejected { get; init; } = true;

    /// <summary>A summary at the end instead of a line per frame.</summary>
    public bool Stats { get; init; }

    /// <summary>That summary as JSON.</summary>
    public bool Json { get; init; }
}
