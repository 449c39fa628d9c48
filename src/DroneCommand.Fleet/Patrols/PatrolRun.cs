namespace DroneCommand.Fleet.Patrols;

/// <summary>How one due time of a patrol ended.</summary>
public enum PatrolRunState
{
    Running,

    /// <summary>Nobody is out; a vehicle's next sortie waits for a battery and for an operator's press.</summary>
    Waiting,

    Completed,

    /// <summary>Ended before its route was done; the reason says by whom or what.</summary>
    Aborted,

    /// <summary>Refused at the start, by us or by the vehicle.</summary>
    Refused,

    /// <summary>The server was not there within 90 s of the due time; it is not made up.</summary>
    Missed,

    /// <summary>The predecessor was still out, or the battery too low.</summary>
    Skipped,
}

/// <summary>One run of a patrol; (patrol, slot) is unique in the database.</summary>
/// <param name="PatrolId">The patrol.</param>
/// <param name="PatrolName">Its name at that time.</param>
/// <param name="VehicleId">The vehicle; of several the first.</param>
/// <param name="Slot">The due time; for a manual start the time of the press.</param>
/// <param name="State">How it stands.</param>
/// <param name="Reason">For people; empty while it runs well.</param>
/// <param name="StartedBy">A person's name, or 'schedule'.</param>
/// <param name="Ended">When it ended; null while it runs.</param>
[GenerateSerializer, Immutable]
public sealed record PatrolRunView(
    string PatrolId,
    string PatrolName,
    string VehicleId,
    DateTimeOffset Slot,
    PatrolRunState State,
    string Reason,
    string StartedBy,
    DateTimeOffset? Ended
)
{
    /// <summary>Each vehicle that was started or refused, in the definition's order; empty for runs from before there were teams.</summary>
    [Id(0)]
    public IReadOnlyList<VehicleRunView> Vehicles { get; init; } = [];

    /// <summary>True until it has ended.</summary>
    public bool IsOpen() => State is PatrolRunState.Running or PatrolRunState.Waiting;

    /// <summary>Every vehicle's part; for a run from before there were teams the one vehicle's.</summary>
    public IReadOnlyList<VehicleRunView> Parts() =>
        Vehicles.Count > 0 ? Vehicles : [new VehicleRunView(VehicleId, VehicleId, State, Reason, 1, 1, Ended)];

    public bool Equals(PatrolRunView? other) =>
        other is not null
        && (PatrolId, PatrolName, VehicleId, Slot) == (other.PatrolId, other.PatrolName, other.VehicleId, other.Slot)
        && (State, Reason, StartedBy, Ended) == (other.State, other.Reason, other.StartedBy, other.Ended)
        && Vehicles.SequenceEqual(other.Vehicles);

    public override int GetHashCode() => HashCode.Combine(PatrolId, Slot, State, Vehicles.Count);
}

/// <summary>What one vehicle did in a run.</summary>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="Name">Its name at that time.</param>
/// <param name="State">How its part stands; <see cref="PatrolRunState.Waiting"/> between two of its sorties.</param>
/// <param name="Reason">For people; empty while all is well.</param>
/// <param name="Sortie">The sortie that it flies or flew last, from 1; 0 before it was started.</param>
/// <param name="Sorties">How many its plan has.</param>
/// <param name="Ended">When its part, or the last of its sorties, ended; null while it is out.</param>
[GenerateSerializer, Immutable]
public sealed record VehicleRunView(
    string VehicleId,
    string Name,
    PatrolRunState State,
    string Reason,
    int Sortie,
    int Sorties,
    DateTimeOffset? Ended
)
{
    /// <summary>True once it was seen to leave in this run.</summary>
    [Id(0)]
    public bool Left { get; init; }
}
