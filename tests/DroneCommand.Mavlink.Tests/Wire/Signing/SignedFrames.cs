using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Wire.Signing;

/// <summary>What the tests of signing share: keys, a local time, and frames as a sender with a key makes them.</summary>
internal static class SignedFrames
{
    /// <summary>In the year 2026.</summary>
    public const long LocalTime = 36_000_000_000_000;

    public static readonly SigningPolicy Require = new(SigningMode.Require);
    public static readonly SigningPolicy Accept = new(SigningMode.Accept);
    public static readonly SigningPolicy Refuse = new(SigningMode.Refuse);

    public static SigningKey Key { get; } = SigningKey.FromPassphrase("a key of these tests");

    public static SigningKey OtherKey { get; } = SigningKey.FromPassphrase("somebody else's key");

    public static SignatureVerifier Verifier(SigningKey? key = null) =>
        new(key ?? Key, SigningClock.StandingAt(LocalTime));

    public static FakeTimeProvider TimeAt(long timestamp) => new(SigningTime.ToTime(timestamp));

    public static byte[] Signed(
        long timestamp,
        SigningKey? key = null,
        byte system = 1,
        byte component = 1,
        byte link = 0,
        uint mode = 4
    ) =>
        Written(
            new FrameWriter(system, component)
            {
                Signer = new FrameSigner(key ?? Key, link, SigningClock.StandingAt(timestamp)),
            },
            new Heartbeat { CustomMode = mode }
        );

    public static byte[] Unsigned<T>(in T message, int version = 2)
        where T : struct, IMavlinkMessage<T> => Written(new FrameWriter(1, 1, version), message);

    public static byte[] Written<T>(FrameWriter writer, in T message)
        where T : struct, IMavlinkMessage<T>
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        return buffer[..writer.Write(message, buffer)];
    }

    /// <summary>Reads one frame that must be sound.</summary>
    public static FrameView Read(ReadOnlySpan<byte> bytes)
    {
        new FrameReader().TryReadDatagram(ref bytes, out var frame).Should().BeTrue();
        return frame;
    }

    public static SignatureVerdict Check(this SignatureVerifier verifier, byte[] frame, SigningPolicy policy) =>
        verifier.Check(Read(frame), policy);

    /// <summary>Makes the checksum right again after a change.</summary>
    public static void Mend(byte[] frame)
    {
        var end = frame.Length - (FrameFormat.SignatureLength + FrameFormat.ChecksumLength);
        MessageTable.TryGet(FrameFormat.MessageIdV2(frame), out var info).Should().BeTrue();
        var crc = Crc.Accumulate(Crc.Accumulate(Crc.Seed, frame.AsSpan(1, end - 1)), info!.CrcExtra);
        (frame[end], frame[end + 1]) = ((byte)crc, (byte)(crc >> 8));
    }
}
