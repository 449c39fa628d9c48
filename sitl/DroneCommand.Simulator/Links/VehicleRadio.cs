using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Protocol;
using DroneCommand.Simulator.Relay;

namespace DroneCommand.Simulator.Links;

/// <summary>Takes a frame that lives as long as the call.</summary>
public delegate void FrameTaker(in FrameView frame);

/// <summary>
/// A vehicle's end of its link. It carries at once and everything, until a fault makes it a bad link: then the link relay
/// stands in the way, on the simulation's clock.
/// </summary>
public sealed class VehicleRadio
{
    private readonly int _seed;
    private readonly TimeProvider _clock;
    private readonly DatagramSink _toGround;
    private readonly FrameTaker _toVehicle;
    private readonly FrameReader _reader = new();
    private readonly ITimer _moving;
    private LinkRelay? _relay;
    private RelayConditions _conditions;

    public VehicleRadio(int seed, TimeProvider clock, DatagramSink toGround, FrameTaker toVehicle)
    {
        (_seed, _clock, _toGround, _toVehicle) = (seed, clock, toGround, toVehicle);
        _conditions = new RelayConditions { Seed = seed };
        _moving = clock.CreateTimer(_ => Moved?.Invoke(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The vehicle is to appear from another address.</summary>
    public event Action? Moved;

    /// <summary>True while it neither sends nor hears.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What the link does to what it carries.</summary>
    public RelayConditions Conditions
    {
        get => _conditions;
        set
        {
            if (value.AddressChange != _conditions.AddressChange)
            {
                var every = value.AddressChange ?? Timeout.InfiniteTimeSpan;
                _moving.Change(every, every);
            }

            _conditions = value;
            _relay ??= new LinkRelay(value with { Seed = _seed }, _clock, ToVehicle, _toGround);
            _relay.Conditions = value;
        }
    }

    public void FromVehicle(ReadOnlySpan<byte> datagram)
    {
        if (IsSilent)
        {
            return;
        }

        if (_relay is { } relay)
        {
            relay.FromVehicle(datagram);
        }
        else
        {
            _toGround(datagram);
        }
    }

    public void FromGround(in FrameView frame)
    {
        if (IsSilent)
        {
            return;
        }

        if (_relay is { } relay)
        {
            relay.FromGround(frame.Raw);
        }
        else
        {
            _toVehicle(frame);
        }
    }

    private void ToVehicle(ReadOnlySpan<byte> datagram)
    {
        while (_reader.TryReadDatagram(ref datagram, out var frame))
        {
            _toVehicle(frame);
        }
    }
}
