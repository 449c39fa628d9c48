using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DroneCommand.Mavlink.Wire;

/// <summary>
/// CRC-16/MCRF4XX by carry-less multiplication, sixteen bytes a step: V. Gopal et al., "Fast CRC Computation for Generic
/// Polynomials Using PCLMULQDQ Instruction" (Intel, 2009).
/// </summary>
/// <remarks>
/// P(x) = x¹⁶ + x¹² + x⁵ + 1. Bits are reflected: the lowest bit of a vector is the highest power. The product of two
/// reflected 64-bit factors comes out multiplied by x, which the powers below have taken off.
/// </remarks>
internal static class CrcFolding
{
    private const int Block = 16;

    // x¹⁹¹ mod P and x¹²⁷ mod P: what carries the two halves of a vector past the next 128 bits.
    private static readonly Vector128<ulong> PastBlock = Vector128.Create(0xA95D000000000000UL, 0x7EEA000000000000UL);

    // x⁶³ mod P, and Barrett's pair: the quotient x⁸⁰ / P, and P itself with 17 bits.
    private static readonly Vector128<ulong> PastHalf = Vector128.Create(0x042B000000000000UL);
    private static readonly Vector128<ulong> Barrett = Vector128.Create(0x859B040B1C581911UL, 0x10811UL);

    /// <summary>Read from at offset n, it moves the first n bytes of a vector to its end and zeros in front.</summary>
    private static ReadOnlySpan<byte> MoveToEnd =>
        [
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0x80,
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
        ];

    /// <summary>At least sixteen bytes, on a processor that has the instruction.</summary>
    public static ushort Accumulate(ushort crc, ReadOnlySpan<byte> bytes)
    {
        ref var at = ref MemoryMarshal.GetReference(bytes);
        var left = bytes.Length;
        var odd = left & (Block - 1);
        if (odd == 1)
        {
            // The seed has two bytes and must lie in one vector.
            crc = Crc.Accumulate(crc, at);
            at = ref Unsafe.Add(ref at, 1);
            left--;
            odd = 0;
        }
        // Zeros in front change nothing, so a first block that is not whole is moved to the end of its vector.
        var head = odd == 0 ? Block : odd;
        var sum = Load(ref at) ^ Vector128.CreateScalar((ulong)crc);
        var move = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(MoveToEnd), (nuint)head);
        sum = Ssse3.Shuffle(sum.AsByte(), move).AsUInt64();
        at = ref Unsafe.Add(ref at, head);
        for (left -= head; left > 0; left -= Block)
        {
            sum =
                Pclmulqdq.CarrylessMultiply(sum, PastBlock, 0x00)
                ^ Pclmulqdq.CarrylessMultiply(sum, PastBlock, 0x11)
                ^ Load(ref at);
            at = ref Unsafe.Add(ref at, Block);
        }
        return Reduce(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort Reduce(Vector128<ulong> sum)
    {
        // 128 bits to 80, to 64, to 16.
        var upper = Sse2.ShiftLeftLogical128BitLane(Sse2.ShiftRightLogical128BitLane(sum, 8), 8);
        var eighty = Pclmulqdq.CarrylessMultiply(sum, PastHalf, 0x00) ^ upper;
        var sixtyFour = Pclmulqdq.CarrylessMultiply(eighty, PastHalf, 0x00) ^ eighty;
        var quotient = Pclmulqdq.CarrylessMultiply(sixtyFour, Barrett, 0x01);
        return (ushort)Pclmulqdq.CarrylessMultiply(quotient, Barrett, 0x10).GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte at) => Vector128.LoadUnsafe(ref at).AsUInt64();
}
