using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Protocol;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Simulator.Fleet;

/// <summary>
/// The vehicles of one network on one simulated clock. It advances only when told to, so a test runs an hour in seconds and
/// a process runs it in real time. One lock guards it: frames arrive on the links' threads, pictures are asked for on others.
/// </summary>
public sealed class SimulatedFleet
{
    /// <summary>The length of one step, seconds (50 Hz).</summary>
    public const double StepSeconds = 0.02;

    private static readonly TimeSpan OneStep = TimeSpan.FromSeconds(StepSeconds);

    private readonly Lock _lock = new();
    private readonly FleetOptions _options;
    private readonly Func<VehicleSpec, DatagramSink> _sinkOf;
    private readonly VirtualClock _clock;
    private readonly List<SimulatedVehicle> _intruders = [];
    private readonly Dictionary<byte, SimulatedVehicle> _bySystem;
    private readonly FaultBoard _faults;
    private long _steps;

    /// <param name="specs">The vehicles.</param>
    /// <param name="options">What they share.</param>
    /// <param name="faults">What goes wrong, and when.</param>
    /// <param name="sinkOf">Where a vehicle sends to. Asked once more, while it runs, for a vehicle that a fault brings.</param>
    public SimulatedFleet(
        IReadOnlyList<VehicleSpec> specs,
        FleetOptions options,
        IEnumerable<FaultSpec> faults,
        Func<VehicleSpec, DatagramSink> sinkOf
    )
    {
        (_options, _sinkOf) = (options, sinkOf);
        _clock = new VirtualClock(options.StartUtc);
        Vehicles = [.. specs.Select(s => NewVehicle(s, options))];
        _bySystem = Vehicles.ToDictionary(v => v.Spec.SystemId);
        _faults = new FaultBoard(this, _lock);
        foreach (var fault in faults)
        {
            _faults.Add(fault);
        }
    }

    public IReadOnlyList<SimulatedVehicle> Vehicles { get; }

    /// <summary>Sets and clears faults by name.</summary>
    public FaultBoard Faults => _faults;

    /// <summary>Simulated seconds since the start.</summary>
    public double Seconds => _steps * StepSeconds;

    public SimulatedVehicle this[byte systemId] => _bySystem[systemId];

    public bool Contains(byte systemId) => _bySystem.ContainsKey(systemId);

    /// <summary>Advances everything by one step.</summary>
    public void Step()
    {
        lock (_lock)
        {
            _steps++;
            _clock.Advance(OneStep);
            _faults.Update();
            foreach (var vehicle in Vehicles)
            {
                vehicle.Step();
            }

            foreach (var intruder in _intruders)
            {
                intruder.Step();
            }
        }
    }

    /// <summary>Hands a frame from a ground station to a vehicle, and to another one that goes by the same system id.</summary>
    public void Deliver(byte systemId, in FrameView frame)
    {
        lock (_lock)
        {
            _bySystem[systemId].Deliver(frame);
            foreach (var intruder in _intruders)
            {
                if (intruder.Spec.SystemId == systemId)
                {
                    intruder.Deliver(frame);
                }
            }
        }
    }

    /// <summary>Hands a frame to one vehicle alone, when each has a link of its own.</summary>
    public void Deliver(VehicleSpec spec, in FrameView frame)
    {
        lock (_lock)
        {
            (_intruders.Find(v => v.Spec == spec) ?? _bySystem[spec.SystemId]).Deliver(frame);
        }
    }

    /// <summary>Reads from the fleet while nothing moves.</summary>
    public T Read<T>(Func<SimulatedFleet, T> read)
    {
        lock (_lock)
        {
            return read(this);
        }
    }

    /// <summary>
    /// Switches on another vehicle of the same kind and system id, so many metres east of where <paramref name="vehicle"/>
    /// was switched on; what is returned switches it off.
    /// </summary>
    internal Action AddIntruder(SimulatedVehicle vehicle, double eastM)
    {
        var spec = vehicle.Spec with
        {
            Name = $"{vehicle.Spec.Name} (intruder)",
            Home = Missions.Geodesy.Geodesic.Direct(vehicle.Spec.Home, 90, eastM),
            Uid = VehicleSpec.UidOf(vehicle.Spec.SystemId, "intruder"),
        };
        var intruder = NewVehicle(spec, _options with { StartUtc = _options.StartUtc.AddSeconds(Seconds) });
        _intruders.Add(intruder);
        return () => _intruders.Remove(intruder);
    }

    private SimulatedVehicle NewVehicle(VehicleSpec spec, FleetOptions options) =>
        new(spec, options, _clock, _sinkOf(spec));
}
