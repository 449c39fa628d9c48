using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Faults;

/// <summary>The faults of several networks at once: a system id without more stands for that vehicle of each.</summary>
public sealed class NetworkFaults(IReadOnlyList<SimulatedFleet> fleets) : IFaultInjector
{
    public double Seconds => fleets[0].Seconds;

    public IReadOnlyList<InjectedFault> Faults => [.. fleets.SelectMany(f => f.Faults.Faults).OrderBy(f => f.Since)];

    public void Set(FaultSpec fault)
    {
        var hit = fleets.Where(f => f.Faults.WhyNot(fault) is null).ToList();
        if (hit.Count == 0)
        {
            throw new FormatException(fleets[0].Faults.WhyNot(fault));
        }

        foreach (var fleet in hit)
        {
            fleet.Faults.Set(fault);
        }
    }

    public int Clear(string? name = null, byte? systemId = null) => fleets.Sum(f => f.Faults.Clear(name, systemId));

    /// <summary>Clears at a time, simulated seconds.</summary>
    public void ClearAt(double seconds, string? name, byte? systemId)
    {
        foreach (var fleet in fleets)
        {
            fleet.Faults.ClearAt(seconds, name, systemId);
        }
    }
}
