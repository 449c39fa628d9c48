using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Simulator.Tests.Support;

/// <summary>One frame that a vehicle sent: when (simulated seconds) and what.</summary>
internal sealed record Heard(double At, byte SystemId, byte ComponentId, uint MessageId, byte[] Raw)
{
    public bool Is<T>()
        where T : struct, IMavlinkMessage<T> => MessageId == T.MessageId;

    public T As<T>()
        where T : struct, IMavlinkMessage<T>
    {
        ReadOnlySpan<byte> bytes = Raw;
        new FrameReader().TryReadDatagram(ref bytes, out var frame);
        return frame.Read<T>();
    }
}
