using System.Diagnostics;
using System.Globalization;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Benchmarks.Wire;

/// <summary>
/// What one frame costs: finding it, its checksum, reading its typed message, and writing one; beside the same bytes'
/// byte-wise checksum. Run again with the processor's special instructions off, for the portable walk.
/// </summary>
internal static class WireBenchmark
{
    private const double DecodeLimit = 40;
    private const double PortableLimit = 60;
    private const double EncodeLimit = 40;

    public static int Run(string[] arguments)
    {
        var stream = arguments.FirstOrDefault() ?? TelemetryStream.SharedOrMade();
        System.Console.WriteLine($"stream: {TelemetryStream.Describe(File.ReadAllBytes(stream))}");
        System.Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"limits: read + checksum + typed decode {DecodeLimit} ns, portable {PortableLimit} ns, encode {EncodeLimit} ns, 0 bytes allocated"
            )
        );
        System.Console.WriteLine("with carry-less multiplication:");
        var first = Child(stream, portable: false);
        System.Console.WriteLine("without the processor's special instructions:");
        var second = Child(stream, portable: true);
        return first + second == 0 ? 0 : 1;
    }

    /// <summary>In a process of its own, since the choice of instructions is made at its start.</summary>
    public static int Figures(string stream)
    {
        var bytes = File.ReadAllBytes(stream);
        var frames = TelemetryStream.Split(bytes);
        var byteWise = Measured.Per(frames.Count, () => ChecksumByteWise(bytes, frames));
        var walk = Measured.Per(frames.Count, () => WalkOnly(bytes));
        var decode = Measured.Per(frames.Count, () => Decode(bytes));
        var round = Measured.Per(frames.Count, () => DecodeAndEncode(bytes));
        var encode = new Figure(round.Nanoseconds - decode.Nanoseconds, round.Bytes);
        Print("byte-wise checksum alone (peer)", byteWise, byteWise);
        Print("read + checksum", walk, byteWise);
        Print("read + checksum + typed decode", decode, byteWise);
        Print("encode (decode + encode, less decode)", encode, byteWise);
        return 0;
    }

    private static void Print(string what, Figure figure, Figure peer) =>
        System.Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {what, -40} {figure.Nanoseconds, 7:F1} ns/frame  {figure.Nanoseconds / peer.Nanoseconds, 5:F2} x peer  {figure.Bytes, 6:F3} B/frame"
            )
        );

    private static int Child(string stream, bool portable)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { ArgumentList = { "wire-figures", stream } };
        if (portable)
            start.Environment["DOTNET_EnableHWIntrinsic"] = "0";
        using var child = Process.Start(start)!;
        child.WaitForExit();
        return child.ExitCode;
    }

    private static void ChecksumByteWise(byte[] bytes, List<(int Start, int Length)> frames)
    {
        var sum = 0;
        foreach (var (start, length) in frames)
            sum += Crc.ByteWise(Crc.Seed, bytes.AsSpan(start + 1, length - 3));
        Keep.Number = sum;
    }

    private static void WalkOnly(byte[] bytes)
    {
        var reader = new FrameReader();
        ReadOnlySpan<byte> rest = bytes;
        var count = 0;
        while (reader.TryReadDatagram(ref rest, out _))
            count++;
        Keep.Number = count;
    }

    private static void Decode(byte[] bytes)
    {
        var reader = new FrameReader();
        ReadOnlySpan<byte> rest = bytes;
        var keeper = new Keeper();
        while (reader.TryReadDatagram(ref rest, out var frame))
            frame.Accept(ref keeper);
    }

    private static void DecodeAndEncode(byte[] bytes)
    {
        var reader = new FrameReader();
        ReadOnlySpan<byte> rest = bytes;
        var encoder = new Encoder(new FrameWriter(1, 1), new byte[FrameWriter.MaxFrameLength]);
        while (reader.TryReadDatagram(ref rest, out var frame))
            frame.Accept(ref encoder);
    }
}
