namespace DroneCommand.Fleet.Patrols;

/// <summary>What vehicles tell a patrol. Key: the patrol's id.</summary>
public interface IPatrolRuns : IGrainWithStringKey
{
    /// <summary>A run ended. Telling it again changes nothing.</summary>
    Task RunEnded(DateTimeOffset slot, PatrolRunState state, string reason);
}
