using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Protocol;

namespace DroneCommand.Simulator.Fleet;

/// <summary>
/// The vehicles of one run on one simulated clock. It advances only when told to, so a test runs an hour in seconds and a
/// process runs it in real time. One lock guards it: frames arrive on the links' threads, pictures are asked for on others.
/// </summary>
public sealed class SimulatedFleet
{
    /// <summary>The length of one step, seconds (50 Hz).</summary>
    public const double StepSeconds = 0.02;

    private readonly Lock _lock = new();
    private readonly Dictionary<byte, SimulatedVehicle> _bySystem;
    private readonly FaultSchedule _faults;
    private long _steps;

    /// <param name="specs">The vehicles.</param>
    /// <param name="options">What they share.</param>
    /// <param name="faults">What goes wrong, and when.</param>
    /// <param name="sinkOf">Where the vehicle of a system id sends to.</param>
    public SimulatedFleet(
        IReadOnlyList<VehicleSpec> specs,
        FleetOptions options,
        IEnumerable<FaultSpec> faults,
        Func<VehicleSpec, DatagramSink> sinkOf
    )
    {
        Vehicles = [.. specs.Select(s => new SimulatedVehicle(s, options, sinkOf(s)))];
        _bySystem = Vehicles.ToDictionary(v => v.Spec.SystemId);
        _faults = new FaultSchedule(faults, Vehicles);
    }

    public IReadOnlyList<SimulatedVehicle> Vehicles { get; }

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
            _faults.Update(Seconds);
            foreach (var vehicle in Vehicles)
            {
                vehicle.Step();
            }
        }
    }

    /// <summary>Hands a frame from a ground station to a vehicle.</summary>
    public void Deliver(byte systemId, in FrameView frame)
    {
        lock (_lock)
        {
            _bySystem[systemId].Deliver(frame);
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
}
