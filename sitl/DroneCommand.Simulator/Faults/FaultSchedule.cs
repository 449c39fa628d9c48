using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Faults;

/// <summary>Begins and ends the faults of a run at their times.</summary>
public sealed class FaultSchedule
{
    private readonly PriorityQueue<Action, double> _due = new();

    public FaultSchedule(IEnumerable<FaultSpec> faults, IReadOnlyList<SimulatedVehicle> vehicles)
    {
        foreach (var fault in faults)
        {
            foreach (var vehicle in vehicles.Where(v => fault.SystemId is null || v.Spec.SystemId == fault.SystemId))
            {
                Add(fault, vehicle);
            }
        }
    }

    /// <summary>Adds a fault to a running simulation.</summary>
    public void Add(FaultSpec fault, SimulatedVehicle vehicle)
    {
        var kind = FaultCatalogue.Of(fault);
        var argument = FaultCatalogue.ArgumentOf(fault);
        _due.Enqueue(() => kind.Begin(vehicle, argument), fault.At);
        if (kind.End is { } end && double.IsFinite(FaultCatalogue.SecondsOf(fault)))
        {
            _due.Enqueue(() => end(vehicle), fault.At + FaultCatalogue.SecondsOf(fault));
        }
    }

    public void Update(double seconds)
    {
        while (_due.TryPeek(out var change, out var at) && at <= seconds)
        {
            _due.Dequeue();
            change();
        }
    }
}
