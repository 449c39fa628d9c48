using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>
/// Decodes one stream: a frame is delivered when it is sound, of a known message, and passes the gate; every other byte is
/// told of as rejected. The chunking of the stream changes nothing. One thread.
/// </summary>
internal sealed class StreamDecoder(FrameGate gate, IPartSink sink, bool recording = false)
{
    private readonly FrameScanner _scanner = new(recording);

    public void Take(ReadOnlySpan<byte> chunk)
    {
        _scanner.Append(chunk);
        Drain();
    }

    public void End()
    {
        _scanner.Complete();
        Drain();
    }

    private void Drain()
    {
        while (_scanner.TryNext(out var part))
        {
            var reason = part.Rejection == Rejection.None ? gate.Judge(part.Frame) : Reasons.Of(part.Rejection);
            if (reason != null)
                sink.Rejected(reason, part.Offset, part.Length);
            else
                sink.Delivered(part);
        }
    }
}
