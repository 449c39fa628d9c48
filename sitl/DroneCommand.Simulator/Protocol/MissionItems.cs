using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>The mission as items. They take effect one by one, while the upload is still going on.</summary>
public sealed class MissionItems(Autopilot autopilot, IAutopilotOutput output) : IItemStore
{
    private MissionStore Store => autopilot.Memory.Mission;

    public MavMissionType Type => MavMissionType.Mission;

    public int MaxItems => MissionRules.MaxItems;

    public int Count => Store.Count;

    public string TimeoutText => "Mission upload timeout";

    public void Begin(int count) => Store.Truncate(count);

    public MavMissionResult Put(in MissionItemInt item)
    {
        var result = MissionRules.TryStore(autopilot.Kind, item, out var stored);
        if (result != MavMissionResult.Accepted)
        {
            return result;
        }

        var before = Store.Count;
        if (!Store.Put(item.Seq, stored))
        {
            return MavMissionResult.Error;
        }

        if (Store.Count != before)
        {
            output.ParameterStored("MIS_TOTAL");
        }

        return result;
    }

    public MavMissionResult Complete()
    {
        output.Say(MavSeverity.Info, "Flight plan received");
        return MavMissionResult.Accepted;
    }

    public void Abandon() { }

    /// <summary>Refused while the mission is under way.</summary>
    public bool Clear()
    {
        if (autopilot.Armed && autopilot.InMission && autopilot.Mission.State == MissionState.Active)
        {
            return false;
        }

        Store.Clear();
        autopilot.Mission.Forget();
        return true;
    }

    public MissionItemInt Item(int seq)
    {
        var item = Store[seq];
        return new MissionItemInt
        {
            Seq = (ushort)seq,
            Frame = item.Frame,
            Command = item.Command,
            Autocontinue = 1,
            Param1 = item.Param1,
            Param2 = item.Param2,
            Param3 = item.Param3,
            Param4 = item.Param4,
            X = item.Whole.X + WireUnits.Degrees(item.Place?.LatitudeDeg ?? 0),
            Y = item.Whole.Y + WireUnits.Degrees(item.Place?.LongitudeDeg ?? 0),
            Z = MissionRules.HasPlace(item.Command) ? (float)item.AltitudeM : item.Param7,
            MissionType = Type,
        };
    }
}
