using System.Globalization;
using DroneCommand.Cli.Inspect;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Record;

/// <summary>What is recorded, and where to.</summary>
internal sealed record RecordOptions(
    LinkAddress Address,
    string File,
    bool Overwrite,
    bool Heartbeats,
    double? Seconds
);

/// <summary>One call of `record`: every sound frame of a link with its time, until somebody ends it.</summary>
internal sealed class RecordRun(RecordOptions options, StandardStreams streams)
{
    private long _frames;
    private long _bytes;
    private string? _problem;

    /// <exception cref="LinkUnavailableException">The link cannot be opened, or broke for good.</exception>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public async Task Run(CancellationToken stop)
    {
        if (!options.Overwrite && File.Exists(options.File))
            throw new IOException($"{options.File} is there already; --force overwrites it");
        await using var watch = new LinkWatch(options.Address, options.Heartbeats, streams.Time);
        await using var tlog = new TlogWriter(Create(), streams.Time);
        watch.Link.FrameReceived += (in FrameView frame, LinkPeer _) =>
        {
            tlog.Write(frame.Raw);
            Interlocked.Increment(ref _frames);
            Interlocked.Add(ref _bytes, frame.Raw.Length);
        };
        await watch.Listen(options.Seconds, seconds => Tell(tlog, watch.Problem, seconds), stop);
        // No frame may come when the file is closed.
        await watch.DisposeAsync();
        tlog.Flush();
        streams.Errors.WriteLine((streams.IsScreen ? "\r" : "") + Count());
    }

    private FileStream Create() =>
        new(options.File, options.Overwrite ? FileMode.Create : FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    /// <summary>What was recorded is on the disk a second later, whatever becomes of this process.</summary>
    private void Tell(TlogWriter tlog, string? problem, double seconds)
    {
        tlog.Flush();
        if (problem != null && problem != _problem)
            streams.Errors.WriteLine($"dronecommand: {problem}");
        _problem = problem;
        if (streams.IsScreen)
            streams.Errors.Write(string.Create(CultureInfo.InvariantCulture, $"\r{Count()} in {seconds:0} s"));
    }

    private string Count() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{options.File}: {Volatile.Read(ref _frames)} frames, {Volatile.Read(ref _bytes)} bytes"
        );
}
