using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Patrols;

/// <summary>What vehicles tell a patrol. Key: the patrol's id.</summary>
public interface IPatrolRuns : IGrainWithStringKey
{
    /// <summary>A vehicle's sortie in a run ended. Telling it again changes nothing.</summary>
    Task RunEnded(string vehicleId, RunEnd end);

    /// <summary>
    /// A vehicle's launch has passed every check and waits for the others of its team. Told again until it is let go.
    /// </summary>
    Task WaitsForTeam(string vehicleId, DateTimeOffset slot);
}
