using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// Two ends in memory with seeded loss, delay and duplication in each direction. Prints its seed when a test fails
/// through <see cref="ToString"/>.
/// </summary>
internal sealed class LossyChannel(FakeTimeProvider time, int seed = 1, double loss = 0)
{
    private readonly Random _random = new(seed);
    private readonly FrameReader _toGround = new();
    private readonly FrameReader _toVehicle = new();

    // The fake clock holds its timers weakly, as the real one does.
    private readonly HashSet<ITimer> _underway = [];

    public FrameObserver? Ground { get; set; }

    public FrameObserver? Vehicle { get; set; }

    public double Loss { get; set; } = loss;

    public double Duplication { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan Jitter { get; set; }

    /// <summary>Called for each frame; true drops it.</summary>
    public Func<bool, FrameDescription, bool>? Drop { get; set; }

    public int SentByGround { get; private set; }

    public int SentByVehicle { get; private set; }

    public void FromGround(ReadOnlySpan<byte> frame)
    {
        SentByGround++;
        Carry(frame, _toVehicle, () => Vehicle, fromGround: true);
    }

    public void FromVehicle(ReadOnlySpan<byte> frame)
    {
        SentByVehicle++;
        Carry(frame, _toGround, () => Ground, fromGround: false);
    }

    public override string ToString() => $"seed {seed}, loss {Loss:P0}";

    private void Carry(ReadOnlySpan<byte> frame, FrameReader reader, Func<FrameObserver?> target, bool fromGround)
    {
        var copy = frame.ToArray();
        if (_random.NextDouble() < Loss || Drop?.Invoke(fromGround, FrameDescription.Of(copy)) == true)
            return;
        var copies = _random.NextDouble() < Duplication ? 2 : 1;
        for (var i = 0; i < copies; i++)
        {
            ITimer? timer = null;
            timer = time.CreateTimer(
                _ =>
                {
                    _underway.Remove(timer!);
                    timer!.Dispose();
                    Hand(copy, reader, target());
                },
                null,
                Delay + (Jitter * _random.NextDouble()),
                Timeout.InfiniteTimeSpan
            );
            _underway.Add(timer);
        }
    }

    private static void Hand(byte[] bytes, FrameReader reader, FrameObserver? target)
    {
        ReadOnlySpan<byte> datagram = bytes;
        while (reader.TryReadDatagram(ref datagram, out var frame))
            target?.Invoke(frame);
    }
}

/// <summary>What a test needs to know of a frame to decide about it.</summary>
internal readonly record struct FrameDescription(uint MessageId, byte[] Raw)
{
    public T Read<T>()
        where T : struct, IMavlinkMessage<T>
    {
        ReadOnlySpan<byte> bytes = Raw;
        new FrameReader().TryReadDatagram(ref bytes, out var frame);
        return frame.Read<T>();
    }

    public static FrameDescription Of(byte[] raw)
    {
        ReadOnlySpan<byte> bytes = raw;
        new FrameReader().TryReadDatagram(ref bytes, out var frame);
        return new FrameDescription(frame.MessageId, raw);
    }
}
