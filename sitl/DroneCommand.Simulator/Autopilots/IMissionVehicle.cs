using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>How a vehicle carries out mission items: the mission runner starts them and asks whether they are done.</summary>
public interface IMissionVehicle
{
    /// <summary>Begins an item; false for a navigation item that it does not know, which is passed over then.</summary>
    bool Start(int seq, StoredItem item);

    bool IsDone(int seq, StoredItem item);

    /// <summary>True when the end of such an item is told with MISSION_ITEM_REACHED.</summary>
    bool Reports(MavCmd command);

    /// <summary>The last item is done.</summary>
    void MissionEnded();
}
