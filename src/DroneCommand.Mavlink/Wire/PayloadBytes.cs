using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace DroneCommand.Mavlink.Wire;

/// <summary>
/// Payloads as the generated messages' memory. Both are packed and little-endian; a big-endian machine is refused, since
/// no autopilot's ground station runs on one.
/// </summary>
internal static class PayloadBytes
{
    static PayloadBytes()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException(
                "MAVLink messages are read in place: this needs a little-endian machine"
            );
    }

    /// <summary>What the payload is short of counts as zeros; what is behind the message is passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(ReadOnlySpan<byte> payload)
        where T : struct
    {
        if (payload.Length >= Unsafe.SizeOf<T>())
            return Unsafe.ReadUnaligned<T>(ref MemoryMarshal.GetReference(payload));
        return ReadShort<T>(payload);
    }

    /// <exception cref="ArgumentException">The destination is shorter than the message.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(in T message, Span<byte> destination)
        where T : struct
    {
        if (destination.Length < Unsafe.SizeOf<T>())
            throw new ArgumentException("the room is too small for the message", nameof(destination));
        Unsafe.WriteUnaligned(ref MemoryMarshal.GetReference(destination), message);
    }

    public static void Put<T>(Span<byte> payload, int at, T value)
        where T : unmanaged => MemoryMarshal.Write(payload[at..], value);

    private static T ReadShort<T>(ReadOnlySpan<byte> payload)
        where T : struct
    {
        T message = default;
        ref var first = ref Unsafe.As<T, byte>(ref message);
        payload.CopyTo(MemoryMarshal.CreateSpan(ref first, Unsafe.SizeOf<T>()));
        return message;
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
}
