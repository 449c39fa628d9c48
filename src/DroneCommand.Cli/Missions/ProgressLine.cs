using System.Globalization;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Cli.Missions;

/// <summary>A bar on standard error while it is a terminal; nothing elsewhere, so that logs stay readable.</summary>
internal sealed class ProgressLine(StandardStreams streams, string what) : IProgress<TransferProgress>, IDisposable
{
    private const int Width = 30;

    private readonly Lock _gate = new();
    private bool _drawn;
    private bool _ended;

    public void Report(TransferProgress value)
    {
        if (!streams.ErrorsAreScreen || value.Total <= 0)
            return;
        var filled = Math.Clamp(value.Done * Width / value.Total, 0, Width);
        lock (_gate)
        {
            if (_ended)
                return;
            _drawn = true;
            streams.Errors.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\r{what} [{new string('#', filled)}{new string('.', Width - filled)}] {value.Done}/{value.Total}"
                )
            );
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_drawn && !_ended)
                streams.Errors.WriteLine();
            _ended = true;
        }
    }
}
