namespace DroneCommand.Simulator.Faults;

/// <summary>What is wrong with a vehicle's answers at this moment.</summary>
public sealed class ProtocolFaults
{
    /// <summary>Acknowledges nothing.</summary>
    public bool NoAck { get; set; }

    /// <summary>Carries no command out and answers each with IN_PROGRESS, again and again.</summary>
    public bool InProgress { get; set; }

    /// <summary>Sends each acknowledgement once more after so many seconds; null does not.</summary>
    public double? LateAckSeconds { get; set; }

    /// <summary>Sends an acknowledgement of the opposite to another ground station first.</summary>
    public bool ForeignAck { get; set; }

    /// <summary>The item instead of which the next one is asked for or sent; null for none.</summary>
    public int? WrongSequence { get; set; }

    /// <summary>The item before which an upload ends, and which a download never sends; null for none.</summary>
    public int? MissingItem { get; set; }

    /// <summary>The item at which an upload is refused; null for none.</summary>
    public int? RefusedItem { get; set; }
}
