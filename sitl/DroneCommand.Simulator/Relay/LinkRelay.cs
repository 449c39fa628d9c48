using DroneCommand.Simulator.Protocol;

namespace DroneCommand.Simulator.Relay;

/// <summary>A bad link in process: both directions of it, on one clock.</summary>
public sealed class LinkRelay : IDisposable
{
    /// <param name="conditions">Of both directions.</param>
    /// <param name="time">The only clock.</param>
    /// <param name="toVehicle">Gets what <see cref="FromGround"/> took.</param>
    /// <param name="toGround">Gets what <see cref="FromVehicle"/> took.</param>
    public LinkRelay(RelayConditions conditions, TimeProvider time, DatagramSink toVehicle, DatagramSink toGround)
    {
        Up = new RelayWay(conditions, RelayDirection.Up, time, toVehicle);
        Down = new RelayWay(conditions, RelayDirection.Down, time, toGround);
    }

    public RelayWay Up { get; }

    public RelayWay Down { get; }

    /// <summary>Of both directions; see <see cref="RelayWay.Conditions"/>.</summary>
    public RelayConditions Conditions
    {
        get => Up.Conditions;
        set => Up.Conditions = Down.Conditions = value;
    }

    public void FromGround(ReadOnlySpan<byte> datagram) => Up.Take(datagram);

    public void FromVehicle(ReadOnlySpan<byte> datagram) => Down.Take(datagram);

    public void Dispose()
    {
        Up.Dispose();
        Down.Dispose();
    }
}
