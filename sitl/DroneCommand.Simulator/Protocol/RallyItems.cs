using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>The rally points as items.</summary>
public sealed class RallyItems(RallyStore store) : IItemStore
{
    public MavMissionType Type => MavMissionType.Rally;

    public int MaxItems => RallyStore.MaxItems;

    public int Count => store.Points.Count;

    public string TimeoutText => "Rally upload timeout";

    public void Begin(int count) => store.Truncate(count);

    public MavMissionResult Put(in MissionItemInt item)
    {
        var result = RallyStore.TryStore(item, out var point);
        if (result != MavMissionResult.Accepted)
        {
            return result;
        }

        return store.Put(item.Seq, point) ? result : MavMissionResult.Error;
    }

    public MavMissionResult Complete() => MavMissionResult.Accepted;

    public void Abandon() { }

    public bool Clear()
    {
        store.Truncate(0);
        return true;
    }

    public MissionItemInt Item(int seq)
    {
        var point = store.Points[seq];
        return new MissionItemInt
        {
            Seq = (ushort)seq,
            Frame = MavFrame.GlobalRelativeAlt,
            Command = MavCmd.NavRallyPoint,
            X = WireUnits.Degrees(point.Place.LatitudeDeg),
            Y = WireUnits.Degrees(point.Place.LongitudeDeg),
            Z = (float)point.AltitudeM,
            MissionType = Type,
        };
    }
}
