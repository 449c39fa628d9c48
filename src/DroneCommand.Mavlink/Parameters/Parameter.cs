using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>One setting of a vehicle.</summary>
/// <param name="Name">As the vehicle spells it, at most 16 characters.</param>
/// <param name="Type">What it is stored as.</param>
/// <param name="Value">Exact for every type that the protocol can carry.</param>
/// <param name="Default">What the firmware would have it be; null where the vehicle does not tell or it is just that.</param>
public readonly record struct Parameter(string Name, MavParamType Type, double Value, double? Default = null)
{
    /// <summary>PX4 ends its list with this checksum over all others; it is no setting.</summary>
    public const string HashCheck = "_HASH_CHECK";
}

/// <summary>What became of the reading of all parameters.</summary>
/// <param name="End">Which of the ends; the list is whole only when it is Done.</param>
/// <param name="Parameters">In the vehicle's order; after a failure what came until then.</param>
/// <param name="Total">How many the vehicle says it has; 0 when it never said.</param>
/// <param name="Reason">For people; empty when done.</param>
public sealed record ParameterListResult(
    ParameterEnd End,
    IReadOnlyList<Parameter> Parameters,
    int Total,
    string Reason
)
{
    /// <summary>They came as a file and not one by one.</summary>
    public bool ByFile { get; init; }

    public bool IsDone => End == ParameterEnd.Done;
}
