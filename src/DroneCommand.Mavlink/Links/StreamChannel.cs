using System.Net.Sockets;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// One connection while it lasts: hands what arrives to the link, and sends what is queued, so that a slow peer never
/// holds up whoever sends. What still waits when the connection ends is never sent.
/// </summary>
internal sealed class StreamChannel(Link link, LinkPeer peer, TimeProvider time)
{
    private const int ChunkLength = 4096;

    /// <summary>Few frames at once, so that the frames for a slow peer wait here, where old ones can still be dropped.</summary>
    private const int BatchLength = 1024;

    private readonly OutgoingQueue _queue = new(time);

    /// <summary>Frames that were replaced by newer ones or waited too long.</summary>
    public long Dropped => _queue.Dropped;

    /// <summary>For a line that does not tell by itself when it is full.</summary>
    public LinePace? Pace { get; init; }

    public bool Send(ReadOnlySpan<byte> frame) => _queue.Add(frame);

    /// <summary>Carries until the connection ends, and returns why in one line. The stream is closed then.</summary>
    public async Task<string> Carry(Stream stream, CancellationToken closing)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(closing);
        var reading = Read(stream, ending.Token);
        var writing = Write(stream, ending.Token);
        var first = await Task.WhenAny(reading, writing);
        await ending.CancelAsync();
        // Some streams end a pending read only when they are closed.
        await stream.DisposeAsync();
        var reason = await first;
        await Task.WhenAll(reading, writing);
        closing.ThrowIfCancellationRequested();
        return reason;
    }

    private async Task<string> Read(Stream stream, CancellationToken ending)
    {
        var chunk = new byte[ChunkLength];
        try
        {
            while (true)
            {
                var length = await stream.ReadAsync(chunk, ending);
                if (length == 0)
                    return "the other side closed it";
                link.TakeStream(chunk.AsSpan(0, length), peer);
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            return Endpoints.WhyLost(e);
        }
        finally
        {
            link.EndStream(peer);
        }
    }

    private async Task<string> Write(Stream stream, CancellationToken ending)
    {
        var batch = new byte[BatchLength];
        try
        {
            while (true)
            {
                await _queue.Arrival(ending);
                while (await Next(batch, ending) is var length and > 0)
                {
                    await stream.WriteAsync(batch.AsMemory(0, length), ending);
                    Pace?.Wrote(length);
                }
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            return Endpoints.WhyLost(e);
        }
    }

    private async ValueTask<int> Next(byte[] batch, CancellationToken ending)
    {
        if (Pace == null)
            return _queue.Take(batch, BatchLength);
        await Pace.Wait(ending);
        return _queue.Take(batch, Math.Min(Pace.Room, BatchLength));
    }

    /// <summary>What sockets and serial ports throw when they are closed here or there; a cancelled wait is one of them.</summary>
    private static bool IsEnd(Exception failure) =>
        failure
            is IOException
                or SocketException
                or UnauthorizedAccessException
                or InvalidOperationException
                or TimeoutException
                or OperationCanceledException;
}
