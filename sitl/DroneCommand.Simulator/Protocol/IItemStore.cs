using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Protocol;

/// <summary>One kind of items that the mission protocol carries: mission, fence or rally points.</summary>
public interface IItemStore
{
    MavMissionType Type { get; }

    int MaxItems { get; }

    int Count { get; }

    /// <summary>What STATUSTEXT says when an upload was given up.</summary>
    string TimeoutText { get; }

    /// <summary>An upload of <paramref name="count"/> items begins.</summary>
    void Begin(int count);

    /// <summary>Takes item <c>item.Seq</c>, or says why not.</summary>
    MavMissionResult Put(in MissionItemInt item);

    /// <summary>The upload is complete.</summary>
    MavMissionResult Complete();

    /// <summary>The upload ended early.</summary>
    void Abandon();

    /// <summary>Forgets all items; false when that is refused.</summary>
    bool Clear();

    /// <summary>Item <paramref name="seq"/> as a download shows it.</summary>
    MissionItemInt Item(int seq);
}
