using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Tests.Support;

/// <summary>Frames to decode.</summary>
internal static class Frames
{
    public static byte[] Of<T>(T message, byte sequence = 0, byte system = 1, byte component = 1, int version = 2)
        where T : struct, IMavlinkMessage<T>
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        var writer = new FrameWriter(system, component, version) { NextSequence = sequence };
        return buffer[..writer.Write(message, buffer)];
    }

    public static byte[] Heartbeat(byte sequence = 0, byte system = 1) =>
        Of(new Heartbeat { Type = MavType.Quadrotor, CustomMode = 4 }, sequence, system);

    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
