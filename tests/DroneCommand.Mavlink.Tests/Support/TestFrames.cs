using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>Frames as bytes, for tests of what carries them.</summary>
internal static class TestFrames
{
    public static byte[] Of<T>(in T message, FrameWriter writer)
        where T : struct, IMavlinkMessage<T>
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        return buffer[..writer.Write(message, buffer)];
    }

    public static byte[] Heartbeat(byte system, byte component = 1, byte sequence = 0, int version = 2) =>
        Of(
            new Heartbeat { Type = MavType.Quadrotor, Autopilot = MavAutopilot.Ardupilotmega },
            new FrameWriter(system, component, version) { NextSequence = sequence }
        );

    /// <summary>Looks at bytes that are one frame.</summary>
    public static void Look(byte[] bytes, FrameObserver look)
    {
        ReadOnlySpan<byte> rest = bytes;
        new FrameReader().TryReadDatagram(ref rest, out var frame).Should().BeTrue();
        look(frame);
    }
}
