namespace DroneCommand.Simulator.Autopilots;

/// <summary>How a vehicle carries out mission items: the mission runner starts them and asks whether they are done.</summary>
public interface IMissionVehicle
{
    void Start(int seq, StoredItem item);

    bool IsDone(int seq, StoredItem item);

    /// <summary>The last item is done.</summary>
    void MissionEnded();
}
