using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Benchmarks.Wire;

/// <summary>Where results go that nobody looks at, so that the compiler cannot leave their making out.</summary>
internal static class Keep
{
    public static int Number;
}

/// <summary>The last message of each type, as a program that folds telemetry would keep it.</summary>
internal static class Last<T>
{
    public static T Message = default!;
}

internal struct Keeper : IMessageVisitor
{
    public readonly void Visit<T>(in T message, in FrameView frame)
        where T : struct, IMavlinkMessage<T> => Last<T>.Message = message;
}

internal readonly struct Encoder(FrameWriter writer, byte[] room) : IMessageVisitor
{
    public void Visit<T>(in T message, in FrameView frame)
        where T : struct, IMavlinkMessage<T>
    {
        Last<T>.Message = message;
        Keep.Number = writer.Write(message, room);
    }
}
