using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>Single frames of vehicles, without a socket.</summary>
internal static class TestFrames
{
    public static byte[] Unsigned<T>(T message, byte systemId)
        where T : struct, IMavlinkMessage<T> => Written(message, new FrameWriter(systemId, 1));

    public static byte[] Signed<T>(T message, byte systemId, SigningKey key, TimeProvider time)
        where T : struct, IMavlinkMessage<T> => SignedAt(message, systemId, key, SigningTime.From(time.GetUtcNow()));

    public static byte[] SignedAt<T>(T message, byte systemId, SigningKey key, long timestamp)
        where T : struct, IMavlinkMessage<T> =>
        Written(
            message,
            new FrameWriter(systemId, 1) { Signer = new FrameSigner(key, 0, SigningClock.StandingAt(timestamp)) }
        );

    /// <summary>Reads one frame that must be sound.</summary>
    public static FrameView Read(ReadOnlySpan<byte> bytes)
    {
        new FrameReader().TryReadDatagram(ref bytes, out var frame).Should().BeTrue();
        return frame;
    }

    private static byte[] Written<T>(T message, FrameWriter writer)
        where T : struct, IMavlinkMessage<T>
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        return buffer[..writer.Write(message, buffer)];
    }
}
