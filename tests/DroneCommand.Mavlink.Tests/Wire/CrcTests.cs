using System.Runtime.Intrinsics.X86;
using System.Text;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Wire;

public class CrcTests
{
    [Fact]
    public void The_check_value_of_the_published_catalogue_comes_out() =>
        Crc.Accumulate(Crc.Seed, Encoding.ASCII.GetBytes("123456789")).Should().Be(0x6F91);

    [Fact]
    public void Every_walk_gives_what_the_byte_wise_one_gives_at_any_length_seed_and_alignment()
    {
        const int seed = 20261128;
        var random = new Random(seed);
        var bytes = new byte[320];
        for (var length = 0; length <= 300; length++)
        for (var round = 0; round < 8; round++)
        {
            random.NextBytes(bytes);
            var start = random.Next(0, 16);
            var part = bytes.AsSpan(start, length);
            var crc = (ushort)random.Next();
            var expected = Crc.ByteWise(crc, part);
            Crc.ByTables(crc, part).Should().Be(expected, "{0} bytes, seed {1}", length, seed);
            Crc.Accumulate(crc, part).Should().Be(expected, "{0} bytes, seed {1}", length, seed);
            if (Pclmulqdq.IsSupported && length >= 16)
                CrcFolding.Accumulate(crc, part).Should().Be(expected, "{0} bytes, seed {1}", length, seed);
        }
    }

    [Fact]
    public void Some_extra_fits_exactly_where_one_of_the_256_does()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var (crc, found) = ((ushort)random.Next(), (ushort)random.Next());
            var some = Enumerable.Range(0, 256).Any(extra => Crc.Accumulate(crc, (byte)extra) == found);
            Crc.FitsSomeExtra(crc, found).Should().Be(some);
        }
    }
}
