namespace DroneCommand.Mavlink.Parameters;

/// <summary>The ends that a request about a parameter can have.</summary>
public enum ParameterEnd
{
    /// <summary>The vehicle said its value; after a set, the value that was asked for.</summary>
    Done,

    /// <summary>It said another value than the one that was to be set.</summary>
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
public sealed record ParameterResult(ParameterEnd End, string Name, double Value, string Reason)
{
    public bool IsDone => End == ParameterEnd.Done;
}
