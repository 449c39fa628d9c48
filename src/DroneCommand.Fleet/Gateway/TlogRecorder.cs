using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Writes every raw frame of a vehicle, in both directions but for those that carry a signing key, to a .tlog that Mission Planner, QGroundControl and
/// MAVExplorer open: one file per sortie, one for the time between. A full disk ends the recording, never the link.
/// Thread-safe.
/// </summary>
internal sealed class TlogRecorder(string? folder, string address, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock gate = new();
    private TlogWriter? writer;
    private FileStream? file;
    private bool failed;

    /// <summary>Begins a new file.</summary>
    public void Rotate(string title)
    {
        lock (gate)
        {
            Close();
            failed = false;
            Open(title);
        }
    }

    public void Record(ReadOnlySpan<byte> frame)
    {
        if (CarriesKey(frame))
        {
            return;
        }
        lock (gate)
        {
            if (failed || folder is null)
            {
                return;
            }
            try
            {
                if (writer is null)
                {
                    Open("idle");
                }
                writer?.Write(frame);
            }
            catch (IOException failure)
            {
                Fail(failure);
            }
        }
    }

    /// <summary>Hands what was recorded to the system: a killed server loses a second of it at most.</summary>
    public void Flush()
    {
        lock (gate)
        {
            try
            {
                file?.Flush();
            }
            catch (IOException failure)
            {
                Fail(failure);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            Close();
            failed = true;
        }
    }

    private void Open(string title)
    {
        if (folder is null)
        {
            return;
        }
        try
        {
            var name = $"{Safe(address)}_{time.GetUtcNow():yyyyMMdd-HHmmss-fff}_{Safe(title)}.tlog";
            file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew);
            writer = new TlogWriter(file, time);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        failed = true;
        logger.LogError(failure, "{Address}: recording frames ended", address);
    }

    /// <summary>SETUP_SIGNING holds a key in clear, which no file may.</summary>
    private static bool CarriesKey(ReadOnlySpan<byte> frame) =>
        frame is [0xFD, _, _, _, _, _, _, var low, var middle, var high, ..]
        && (low | (middle << 8) | (high << 16)) == MessageIds.SetupSigning;

    private void Close()
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException failure)
        {
            Fail(failure);
        }
        file = null;
        writer = null;
    }

    /// <summary>Names come from people and vehicles: only letters, digits and hyphens reach a path.</summary>
    private static string Safe(string text) =>
        string.Concat(text.Take(40).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
