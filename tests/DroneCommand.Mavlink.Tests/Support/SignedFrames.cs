using System.Buffers.Binary;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// Stands for signing in tests of what asks for a verdict only: a 'signature' is a sum over the frame and the key. It looks
/// at the frame itself: a wrong key, a changed byte and a replay are rejected.
/// </summary>
internal sealed class SignedFrames(int key, bool required = false)
{
    private readonly HashSet<long> _seen = [];

    /// <summary>Frames that were judged.</summary>
    public int Judged { get; private set; }

    /// <summary>Signs a frame of version 2.</summary>
    public byte[] Sign(byte[] frame, int signedWith = 0)
    {
        var signed = new byte[frame.Length + FrameFormat.SignatureLength];
        frame.CopyTo(signed, 0);
        signed[2] = FrameFormat.SignedFlag;
        var end = frame.Length - FrameFormat.ChecksumLength;
        ReadOnlySpan<byte> rest = frame;
        new FrameReader().TryReadDatagram(ref rest, out var view).Should().BeTrue();
        var crc = Crc.Accumulate(Crc.Accumulate(Crc.Seed, signed.AsSpan(1, end - 1)), view.Info!.CrcExtra);
        BinaryPrimitives.WriteUInt16LittleEndian(signed.AsSpan(end), crc);
        BinaryPrimitives.WriteInt64LittleEndian(
            signed.AsSpan(frame.Length),
            Sum(signed.AsSpan(0, frame.Length), signedWith == 0 ? key : signedWith)
        );
        return signed;
    }

    public FrameProof Judge(in FrameView frame)
    {
        Judged++;
        if (!frame.Signed)
            return required ? FrameProof.Rejected : FrameProof.None;
        var said = BinaryPrimitives.ReadInt64LittleEndian(frame.Raw[^FrameFormat.SignatureLength..]);
        var sum = Sum(frame.Raw[..^FrameFormat.SignatureLength], key);
        return said == sum && _seen.Add(sum) ? FrameProof.Verified : FrameProof.Rejected;
    }

    private static long Sum(ReadOnlySpan<byte> bytes, int key)
    {
        long sum = key;
        foreach (var b in bytes)
            sum = unchecked((sum * 1_000_003) + b);
        return sum;
    }
}
