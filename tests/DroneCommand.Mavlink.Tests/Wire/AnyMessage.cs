using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Wire;

/// <summary>A message type behind an interface, so that one test can run over all of them.</summary>
internal interface IAnyMessage
{
    MessageInfo Info { get; }

    /// <summary>Reads the payload as the message and writes it as a frame again.</summary>
    byte[] Rewrite(FrameView frame, FrameWriter writer);

    /// <summary>Writes the message that a payload reads as, as a frame.</summary>
    byte[] Frame(ReadOnlySpan<byte> payload, FrameWriter writer);

    /// <summary>Writes the message that a payload reads as, in full length.</summary>
    byte[] Payload(ReadOnlySpan<byte> payload);

    /// <summary>The message, boxed.</summary>
    object Read(ReadOnlySpan<byte> payload);
}

internal sealed class AnyMessage<T> : IAnyMessage
    where T : struct, IMavlinkMessage<T>
{
    public MessageInfo Info => new(T.MessageId, T.CrcExtra, T.MinLength, T.MaxLength, T.Name);

    public byte[] Rewrite(FrameView frame, FrameWriter writer)
    {
        frame.TryRead<T>(out var message).Should().BeTrue();
        return Frame(message, writer);
    }

    public byte[] Payload(ReadOnlySpan<byte> payload)
    {
        var buffer = new byte[T.MaxLength];
        T.Read(payload).Write(buffer).Should().Be(T.MaxLength);
        return buffer;
    }

    public object Read(ReadOnlySpan<byte> payload) => T.Read(payload);

    public byte[] Frame(ReadOnlySpan<byte> payload, FrameWriter writer) => Frame(T.Read(payload), writer);

    private static byte[] Frame(in T message, FrameWriter writer)
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        return buffer[..writer.Write(message, buffer)];
    }
}

internal static class AnyMessages
{
    public static IReadOnlyDictionary<uint, IAnyMessage> ById { get; } =
        typeof(Heartbeat)
            .Assembly.GetTypes()
            .Where(t =>
                t.IsValueType
                && t.GetInterfaces()
                    .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IMavlinkMessage<>))
            )
            .Select(t => (IAnyMessage)Activator.CreateInstance(typeof(AnyMessage<>).MakeGenericType(t))!)
            .ToDictionary(m => m.Info.Id);
}
