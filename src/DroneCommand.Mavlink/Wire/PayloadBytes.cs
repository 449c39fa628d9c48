using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace DroneCommand.Mavlink.Wire;

/// <summary>Little-endian access to payloads, for the generated messages.</summary>
internal static class PayloadBytes
{
    public static byte GetU8(ReadOnlySpan<byte> p, int at) => p[at];

    public static sbyte GetI8(ReadOnlySpan<byte> p, int at) => (sbyte)p[at];

    public static ushort GetU16(ReadOnlySpan<byte> p, int at) => BinaryPrimitives.ReadUInt16LittleEndian(p[at..]);

    public static short GetI16(ReadOnlySpan<byte> p, int at) => BinaryPrimitives.ReadInt16LittleEndian(p[at..]);

    public static uint GetU32(ReadOnlySpan<byte> p, int at) => BinaryPrimitives.ReadUInt32LittleEndian(p[at..]);

    public static int GetI32(ReadOnlySpan<byte> p, int at) => BinaryPrimitives.ReadInt32LittleEndian(p[at..]);

    public static ulong GetU64(ReadOnlySpan<byte> p, int at) => BinaryPrimitives.ReadUInt64LittleEndian(p[at..]);

    public static long GetI64(ReadOnlySpan<byte> p, int at) => BinaryPrimitives.ReadInt64LittleEndian(p[at..]);

    public static float GetF32(ReadOnlySpan<byte> p, int at) => BinaryPrimitives.ReadSingleLittleEndian(p[at..]);

    public static double GetF64(ReadOnlySpan<byte> p, int at) => BinaryPrimitives.ReadDoubleLittleEndian(p[at..]);

    public static void PutU8(Span<byte> p, int at, byte value) => p[at] = value;

    public static void PutI8(Span<byte> p, int at, sbyte value) => p[at] = (byte)value;

    public static void PutU16(Span<byte> p, int at, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(p[at..], value);

    public static void PutI16(Span<byte> p, int at, short value) =>
        BinaryPrimitives.WriteInt16LittleEndian(p[at..], value);

    public static void PutU32(Span<byte> p, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(p[at..], value);

    public static void PutI32(Span<byte> p, int at, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(p[at..], value);

    public static void PutU64(Span<byte> p, int at, ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(p[at..], value);

    public static void PutI64(Span<byte> p, int at, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(p[at..], value);

    public static void PutF32(Span<byte> p, int at, float value) =>
        BinaryPrimitives.WriteSingleLittleEndian(p[at..], value);

    public static void PutF64(Span<byte> p, int at, double value) =>
        BinaryPrimitives.WriteDoubleLittleEndian(p[at..], value);

    /// <summary>Fills <paramref name="values"/> from the front of <paramref name="payload"/>.</summary>
    public static void GetAll<T>(ReadOnlySpan<byte> payload, Span<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        payload[..bytes.Length].CopyTo(bytes);
        if (!BitConverter.IsLittleEndian)
            Reverse(bytes, Unsafe.SizeOf<T>());
    }

    /// <summary>Writes all <paramref name="values"/> to the front of <paramref name="payload"/>.</summary>
    public static void PutAll<T>(Span<byte> payload, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(payload);
        if (!BitConverter.IsLittleEndian)
            Reverse(payload[..bytes.Length], Unsafe.SizeOf<T>());
    }

    public static ReadOnlySpan<byte> UpToNul(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }

    public static string ToText(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(UpToNul(text));

    public static bool TextEquals(ReadOnlySpan<byte> text, string other)
    {
        Span<byte> bytes = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(other, bytes, out var length) && UpToNul(text).SequenceEqual(bytes[..length]);
    }

    public static void FromText(string text, Span<byte> destination) =>
        Encoding.UTF8.GetEncoder().Convert(text, destination, flush: true, out _, out _, out _);

    private static void Reverse(Span<byte> bytes, int elementSize)
    {
        for (var at = 0; at < bytes.Length; at += elementSize)
            bytes.Slice(at, elementSize).Reverse();
    }
}
