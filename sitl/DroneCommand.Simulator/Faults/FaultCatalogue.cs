namespace DroneCommand.Simulator.Faults;

/// <summary>All faults that the simulator knows, by the names that people use.</summary>
public static class FaultCatalogue
{
    public static IReadOnlyList<FaultKind> All { get; } = [.. LinkFaults.All, .. CraftFaults.All, .. AnswerFaults.All];

    /// <summary>The first part of a fault's argument; NaN where it has none but its time.</summary>
    public static double ArgumentOf(FaultSpec spec)
    {
        var kind = Of(spec);
        return kind.Arguments.Count > 0 ? kind.Read(spec.Argument)[0] : double.NaN;
    }

    /// <summary>The kind that a spec names.</summary>
    /// <exception cref="FormatException">There is no such fault; the message names those that there are.</exception>
    public static FaultKind Of(FaultSpec spec) => Of(spec.Name);

    /// <inheritdoc cref="Of(FaultSpec)"/>
    public static FaultKind Of(string name) =>
        All.FirstOrDefault(k => k.Name == name)
        ?? throw new FormatException($"unknown fault '{name}': there are {string.Join(", ", All.Select(k => k.Name))}");
}
