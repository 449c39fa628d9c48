using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>The fence as items. They are kept aside until all have come, and then replace the old fence at once.</summary>
public sealed class FenceItems(FenceStore store, IAutopilotOutput output) : IItemStore
{
    private readonly List<FenceItem> _incoming = [];

    public MavMissionType Type => MavMissionType.Fence;

    public int MaxItems => FenceRules.MaxItems;

    public int Count => store.Items.Count;

    public string TimeoutText => "Fence upload timeout";

    public void Begin(int count) => _incoming.Clear();

    public MavMissionResult Put(in MissionItemInt item)
    {
        var result = FenceRules.TryStore(item, out var stored);
        if (result != MavMissionResult.Accepted)
        {
            return result;
        }

        _incoming.Add(stored);
        return result;
    }

    public MavMissionResult Complete()
    {
        if (!store.TryReplace(_incoming))
        {
            output.Say(MavSeverity.Warning, "Fence validation failed");
            return MavMissionResult.Error;
        }

        output.Say(MavSeverity.Debug, "Fence Indexed OK");
        output.ParameterStored("FENCE_TOTAL");
        return MavMissionResult.Accepted;
    }

    public void Abandon() => _incoming.Clear();

    public bool Clear()
    {
        store.Clear();
        output.Say(MavSeverity.Debug, "Fence Indexed OK");
        return true;
    }

    public MissionItemInt Item(int seq)
    {
        var item = store.Items[seq];
        return new MissionItemInt
        {
            Seq = (ushort)seq,
            Frame = MavFrame.Global,
            Command = item.Command,
            Param1 = item.Param1,
            X = WireUnits.Degrees(item.Place.LatitudeDeg),
            Y = WireUnits.Degrees(item.Place.LongitudeDeg),
            MissionType = Type,
        };
    }
}
