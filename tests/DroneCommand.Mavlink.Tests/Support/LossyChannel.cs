using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Relay;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// Two ends in memory with the simulator's link relay between them. Prints its seed when a test fails through
/// <see cref="ToString"/>.
/// </summary>
internal sealed class LossyChannel : IDisposable
{
    private readonly FrameReader _toGround = new();
    private readonly FrameReader _toVehicle = new();
    private readonly LinkRelay _relay;

    public LossyChannel(TimeProvider time, int seed = 1, double loss = 0)
    {
        var conditions = new RelayConditions
        {
            Seed = seed,
            Loss = loss,
            Delay = TimeSpan.FromMilliseconds(20),
        };
        _relay = new LinkRelay(
            conditions,
            time,
            bytes => Hand(bytes, _toVehicle, Vehicle),
            bytes => Hand(bytes, _toGround, Ground)
        );
    }

    public FrameObserver? Ground { get; set; }

    public FrameObserver? Vehicle { get; set; }

    public RelayConditions Conditions
    {
        get => _relay.Conditions;
        set => _relay.Conditions = value;
    }

    public double Loss
    {
        get => Conditions.Loss;
        set => Conditions = Conditions with { Loss = value };
    }

    public double Duplication
    {
        get => Conditions.Duplicate;
        set => Conditions = Conditions with { Duplicate = value };
    }

    public TimeSpan Delay
    {
        get => Conditions.Delay;
        set => Conditions = Conditions with { Delay = value };
    }

    public TimeSpan Jitter
    {
        get => Conditions.Jitter;
        set => Conditions = Conditions with { Jitter = value };
    }

    /// <summary>Called for each frame; true drops it.</summary>
    public Func<bool, FrameDescription, bool>? Drop { get; set; }

    public int SentByGround { get; private set; }

    public int SentByVehicle { get; private set; }

    public void FromGround(ReadOnlySpan<byte> frame)
    {
        SentByGround++;
        if (!IsDropped(frame, fromGround: true))
            _relay.FromGround(frame);
    }

    public void FromVehicle(ReadOnlySpan<byte> frame)
    {
        SentByVehicle++;
        if (!IsDropped(frame, fromGround: false))
            _relay.FromVehicle(frame);
    }

    public void Dispose() => _relay.Dispose();

    public override string ToString() => $"seed {Conditions.Seed}, loss {Loss:P0}";

    private bool IsDropped(ReadOnlySpan<byte> frame, bool fromGround) =>
        Drop?.Invoke(fromGround, FrameDescription.Of(frame.ToArray())) == true;

    private static void Hand(ReadOnlySpan<byte> datagram, FrameReader reader, FrameObserver? target)
    {
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
