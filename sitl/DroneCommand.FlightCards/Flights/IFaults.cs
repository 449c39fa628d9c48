using DroneCommand.Mavlink.Sequences;

namespace DroneCommand.FlightCards.Flights;

/// <summary>What goes wrong by name, on whatever is flown.</summary>
internal interface IFaults
{
    /// <summary>Makes a fault, as 'NAME' or 'NAME=ARGUMENT'.</summary>
    /// <returns>Done, or refused by us where this vehicle cannot be made to have it.</returns>
    Task<SequenceResult> Begin(string fault, CancellationToken stop);

    /// <summary>Takes a fault away again.</summary>
    Task<SequenceResult> End(string fault, CancellationToken stop);
}
