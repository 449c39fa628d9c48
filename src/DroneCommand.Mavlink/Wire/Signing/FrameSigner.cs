using System.Buffers.Binary;

namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>
/// Signs what a <see cref="FrameWriter"/> writes. There is deliberately no way to sign a frame that exists: what others
/// sent is forwarded as it came, or we would vouch for it. Thread-safe.
/// </summary>
public sealed class FrameSigner
{
    private readonly SigningKey _key;
    private readonly SigningClock _clock;

    /// <param name="key">Shared with the receiver.</param>
    /// <param name="linkId">Ours on this link. A receiver keeps one timestamp per system, component and link id.</param>
    /// <param name="clock">Shared by all that sign with this key.</param>
    public FrameSigner(SigningKey key, byte linkId, SigningClock clock)
    {
        _key = key;
        LinkId = linkId;
        _clock = clock;
    }

    public byte LinkId { get; }

    /// <summary>Appends the signature to a frame that the flag is set in, and returns the whole length.</summary>
    /// <exception cref="ObjectDisposedException">The key was cleared.</exception>
    internal int Sign(Span<byte> frame, int length)
    {
        var block = frame.Slice(length, FrameFormat.SignatureLength);
        var timestamp = _clock.Next();
        block[0] = LinkId;
        BinaryPrimitives.WriteUInt32LittleEndian(block[1..], (uint)timestamp);
        BinaryPrimitives.WriteUInt16LittleEndian(block[5..], (ushort)(timestamp >> 32));
        _key.Sign(frame[..(length + 7)], block[7..]);
        return length + FrameFormat.SignatureLength;
    }
}
