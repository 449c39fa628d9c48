using System.Buffers.Binary;
using DroneCommand.Mavlink.Generator;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>Payloads whose fields hold values that any implementation can tell: finite numbers, ASCII text.</summary>
internal static class RandomPayload
{
    public static byte[] Of(MessageDefinition message, Random random)
    {
        var layout = new WireLayout(message);
        var payload = new byte[layout.MaxLength];
        foreach (var laid in layout.Fields)
        {
            var size = WireType.SizeOf(laid.Field.Type);
            var bytes = payload.AsSpan(laid.Offset, size * Math.Max(1, laid.Field.Length));
            if (laid.Field.Constant != null)
                bytes[0] = byte.Parse(laid.Field.Constant, null);
            else if (laid.Field.Type == "char")
                Text(bytes, random);
            else
                for (var at = 0; at < bytes.Length; at += size)
                    Number(laid.Field.Type, bytes.Slice(at, size), random);
        }
        return payload;
    }

    private static void Text(Span<byte> bytes, Random random)
    {
        foreach (ref var b in bytes[..random.Next(bytes.Length + 1)])
            b = (byte)random.Next(' ', '~' + 1);
    }

    private static void Number(string type, Span<byte> bytes, Random random)
    {
        // Small numbers leave zeros at the end of fields, where payloads are cut.
        random.NextBytes(bytes[..random.Next(1, bytes.Length + 1)]);
        while (
            type == "float" && !float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(bytes))
            || type == "double" && !double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(bytes))
        )
            random.NextBytes(bytes);
    }
}
