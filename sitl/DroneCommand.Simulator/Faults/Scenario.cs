namespace DroneCommand.Simulator.Faults;

/// <summary>One line of a scenario: a fault that begins, or faults that end.</summary>
/// <param name="At">Simulated seconds after the start.</param>
/// <param name="Fault">The fault that begins; null to clear.</param>
/// <param name="Clear">The name that is cleared; null for all of them.</param>
/// <param name="SystemId">Whom it concerns; null for every vehicle.</param>
public sealed record ScenarioStep(double At, FaultSpec? Fault, string? Clear, byte? SystemId);

/// <summary>Faults on a timeline, from a file.</summary>
/// <param name="Name">For people.</param>
/// <param name="Steps">In the file's order.</param>
public sealed record Scenario(string Name, IReadOnlyList<ScenarioStep> Steps)
{
    /// <summary>Puts all steps on the timeline.</summary>
    /// <exception cref="FormatException">A fault hits no vehicle; the message says why, in one line.</exception>
    public void Schedule(NetworkFaults faults)
    {
        foreach (var step in Steps)
        {
            if (step.Fault is { } fault)
            {
                faults.Set(fault);
            }
            else
            {
                faults.ClearAt(step.At, step.Clear, step.SystemId);
            }
        }
    }
}
