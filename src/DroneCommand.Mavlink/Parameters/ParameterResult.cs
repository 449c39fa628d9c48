using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>The ends that a request about parameters can have.</summary>
public enum ParameterEnd
{
    /// <summary>The vehicle said its value; after a set, the value that was asked for.</summary>
    Done,

    /// <summary>The vehicle said no, or another value than the one that was to be set; or its type cannot hold it.</summary>
    Refused,

    /// <summary>It said nothing: ArduPilot's way with a name that it does not know, and that of a dead link.</summary>
    NoAnswer,

    Cancelled,
}

/// <summary>What became of a request about a parameter.</summary>
/// <param name="End">Which of the ends.</param>
/// <param name="Name">The parameter; of several names the one that the vehicle knows.</param>
/// <param name="Value">The vehicle's value; NaN when it said none.</param>
/// <param name="Reason">For people; empty when done.</param>
/// <param name="Type">What the vehicle stores it as; null when it did not say.</param>
public sealed record ParameterResult(
    ParameterEnd End,
    string Name,
    double Value,
    string Reason,
    MavParamType? Type = null
)
{
    public bool IsDone => End == ParameterEnd.Done;
}
