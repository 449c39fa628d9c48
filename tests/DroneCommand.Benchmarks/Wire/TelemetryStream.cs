using System.Globalization;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Benchmarks.Wire;

/// <summary>The frames to measure with: a recorded-like stream beside the checkout, or one made alike.</summary>
internal static class TelemetryStream
{
    private const int MadeBytes = 5_000_000;

    public static string SharedOrMade()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared", "data", "mavlink", "stream.bin");
            if (File.Exists(shared))
                return shared;
        }
        var made = Path.Combine(Path.GetTempPath(), "dronecommand-benchmark-stream.bin");
        File.WriteAllBytes(made, Make());
        return made;
    }

    public static string Describe(byte[] bytes)
    {
        var frames = Split(bytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{frames.Count} frames, {bytes.Length} bytes, {(double)bytes.Length / frames.Count:F1} bytes a frame"
        );
    }

    public static List<(int Start, int Length)> Split(byte[] bytes)
    {
        var frames = new List<(int, int)>();
        var reader = new FrameReader();
        ReadOnlySpan<byte> rest = bytes;
        while (reader.TryReadDatagram(ref rest, out var frame))
            frames.Add((bytes.Length - rest.Length - frame.Raw.Length, frame.Raw.Length));
        return frames;
    }

    /// <summary>What a copter streams, in about the same shares, with values that move.</summary>
    private static byte[] Make()
    {
        var random = new Random(20260822);
        var writer = new FrameWriter(1, 1);
        var bytes = new byte[MadeBytes + FrameWriter.MaxFrameLength];
        var length = 0;
        for (uint t = 0; length < MadeBytes; t += 100)
        {
            float Any() => (float)(random.NextDouble() - 0.5);
            length += writer.Write(
                new Attitude
                {
                    TimeBootMs = t,
                    Roll = Any(),
                    Pitch = Any(),
                    Yaw = Any(),
                },
                bytes.AsSpan(length)
            );
            length += writer.Write(
                new VfrHud
                {
                    Airspeed = Any(),
                    Groundspeed = Any(),
                    Alt = Any(),
                    Heading = 90,
                },
                bytes.AsSpan(length)
            );
            if (t % 300 != 0)
                continue;
            length += writer.Write(
                new GlobalPositionInt
                {
                    TimeBootMs = t,
                    Lat = random.Next(),
                    Lon = random.Next(),
                    Hdg = 9000,
                },
                bytes.AsSpan(length)
            );
            length += writer.Write(new SystemTime { TimeBootMs = t }, bytes.AsSpan(length));
            length += writer.Write(
                new BatteryStatus { Voltages = new ushort[] { 4100, 4099 }, Id = 2 },
                bytes.AsSpan(length)
            );
            length += writer.Write(new Heartbeat { Type = MavType.Quadrotor }, bytes.AsSpan(length));
        }
        return bytes[..MadeBytes];
    }
}
