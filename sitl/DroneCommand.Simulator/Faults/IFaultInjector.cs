namespace DroneCommand.Simulator.Faults;

/// <summary>A fault that is on, or that waits for its time.</summary>
/// <param name="Fault">As it was asked for.</param>
/// <param name="SystemId">The vehicle that it hits.</param>
/// <param name="Since">Simulated second at which it began or will begin.</param>
/// <param name="Until">Simulated second at which it ends by itself; infinite when it does not.</param>
/// <param name="IsOn">False while it waits for its time.</param>
public sealed record InjectedFault(FaultSpec Fault, byte SystemId, double Since, double Until, bool IsOn);

/// <summary>
/// Sets and clears faults by name while a simulation runs: what the command line, scenarios, the control socket and flight
/// cards all use. Any thread may call it.
/// </summary>
public interface IFaultInjector
{
    /// <summary>Simulated seconds since the start.</summary>
    double Seconds { get; }

    /// <summary>What is on and what waits for its time, the oldest first.</summary>
    IReadOnlyList<InjectedFault> Faults { get; }

    /// <summary>
    /// Sets a fault: at its time, or now when that has passed. One of the same name on the same vehicle is ended first.
    /// </summary>
    /// <exception cref="FormatException">No vehicle here is hit by it; the message says why, in one line.</exception>
    void Set(FaultSpec fault);

    /// <summary>Ends faults and forgets those that wait; null for any name, null for any vehicle. Returns how many.</summary>
    int Clear(string? name = null, byte? systemId = null);
}
