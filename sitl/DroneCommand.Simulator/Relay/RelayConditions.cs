namespace DroneCommand.Simulator.Relay;

/// <summary>The two directions of a link.</summary>
public enum RelayDirection
{
    /// <summary>From the ground to the vehicle.</summary>
    Up,

    /// <summary>From the vehicle to the ground.</summary>
    Down,
}

/// <summary>What a bad link does to what it carries. The defaults are a perfect link.</summary>
public sealed record RelayConditions
{
    /// <summary>The same seed and the same traffic at the same times give the same result.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Share of the datagrams that never arrive, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>How long each takes, besides what the bandwidth costs.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The delay varies evenly by this much to either side. What takes less overtakes what takes more.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Share of the datagrams that arrive twice, 0 to 1.</summary>
    public double Duplicate { get; init; }

    /// <summary>By how many later ones a datagram may be overtaken; 0 keeps the order.</summary>
    public int Reorder { get; init; }

    /// <summary>Bits per second that the line carries in each direction; null for any number.</summary>
    public int? Bandwidth { get; init; }

    /// <summary>
    /// Bytes that may wait for the line. What finds no room is dropped: the relay is a modem, it does not know what is
    /// old or urgent; whoever sends must not fill it.
    /// </summary>
    public int QueueBytes { get; init; } = 4096;

    /// <summary>The only direction that still carries; null for both.</summary>
    public RelayDirection? OneWay { get; init; }

    /// <summary>The link is there for the first time and gone for the second, again and again; null: always there.</summary>
    public (TimeSpan There, TimeSpan Gone)? Flap { get; init; }

    /// <summary>How often the vehicle appears from another address; null: never. Means something to sockets only.</summary>
    public TimeSpan? AddressChange { get; init; }
}
