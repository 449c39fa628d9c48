using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// The vehicle's side of the mission protocol for one kind of items. The vehicle drives an upload: it asks for each item
/// with MISSION_REQUEST, asks again after a second, and gives up when nothing has come for eight.
/// </summary>
public sealed class ItemTransfer(
    IItemStore store,
    Sender sender,
    Acknowledger acks,
    IAutopilotOutput output,
    ProtocolFaults faults
)
{
    private const double AskAgainSeconds = 1;
    private const double GiveUpSeconds = 8;
    private const double Instant = 0.001;

    private Peer? _uploader;
    private int _next;
    private int _last;
    private double _lastItemAt;
    private double _lastRequestAt;

    public MavMissionType Type => store.Type;

    /// <summary>True while an upload is going on.</summary>
    public bool Receiving => _uploader is not null;

    public void Count(Peer from, int count, double now)
    {
        if (DeniedTo(from))
        {
            return;
        }

        Drop();
        if (count > store.MaxItems)
        {
            Ack(from, MavMissionResult.NoSpace);
            output.Say(MavSeverity.Warning, $"Only {store.MaxItems} items are supported");
            return;
        }

        store.Begin(count);
        if (count == 0)
        {
            Ack(from, store.Complete());
            return;
        }

        (_uploader, _next, _last) = (from, 0, count - 1);
        _lastItemAt = now;
        Request(now);
    }

    /// <summary>Some of the items are to be written over: from one to another, both included.</summary>
    public void Partial(Peer from, int start, int end, double now)
    {
        if (Receiving)
        {
            Ack(from, MavMissionResult.Denied);
            return;
        }

        if (start < 0 || end < start || end > store.Count)
        {
            output.Say(MavSeverity.Warning, "Flight plan update rejected");
            Ack(from, MavMissionResult.Error);
            return;
        }

        (_uploader, _next, _last) = (from, start, end);
        _lastItemAt = now;
        Request(now);
    }

    public void Item(Peer from, in MissionItemInt item, double now)
    {
        if (_uploader is not { } uploader)
        {
            Ack(from, MavMissionResult.Error);
            return;
        }

        if (item.Seq != _next)
        {
            Ack(from, MavMissionResult.InvalidSequence);
            return;
        }

        if (from != uploader)
        {
            Ack(from, MavMissionResult.Denied);
            return;
        }

        var result = item.Seq == faults.RefusedItem ? MavMissionResult.Error : store.Put(item);
        if (result != MavMissionResult.Accepted)
        {
            Ack(from, result);
            Drop();
            return;
        }

        _lastItemAt = now;
        _next++;
        if (_next > _last || _next == faults.MissingItem)
        {
            _uploader = null;
            Ack(from, store.Complete());
            return;
        }

        Request(now);
    }

    public void RequestList(Peer from)
    {
        if (Receiving)
        {
            Ack(from, MavMissionResult.Denied);
            return;
        }

        SendCount(from);
    }

    /// <summary>An item is asked for, as MISSION_ITEM_INT or, by old ground stations, as MISSION_ITEM.</summary>
    public void RequestItem(Peer from, int seq, bool asFloats)
    {
        if (Receiving)
        {
            Ack(from, MavMissionResult.Denied);
            return;
        }

        if (seq >= store.Count)
        {
            SendCount(from);
            Ack(from, MavMissionResult.InvalidSequence);
            return;
        }

        if (seq == faults.MissingItem)
        {
            return;
        }

        var item = store.Item(InTurn(seq));
        if (asFloats)
        {
            output.Say(MavSeverity.Warning, "got MISSION_REQUEST; use MISSION_REQUEST_INT!");
            sender.Send(AsFloats(item, from));
            return;
        }

        sender.Send(Addressed(item, from));
    }

    public void ClearAll(Peer from)
    {
        if (DeniedTo(from))
        {
            return;
        }

        Drop();
        Ack(from, store.Clear() ? MavMissionResult.Accepted : MavMissionResult.Error);
    }

    public void Update(double now)
    {
        if (_uploader is not { } uploader)
        {
            return;
        }

        if (now - _lastItemAt > GiveUpSeconds - Instant)
        {
            output.Say(MavSeverity.Warning, store.TimeoutText);
            Ack(uploader, MavMissionResult.OperationCancelled);
            Drop();
        }
        else if (now - _lastRequestAt > AskAgainSeconds - Instant)
        {
            Request(now);
        }
    }

    private bool DeniedTo(Peer from)
    {
        if (_uploader is not { } uploader || uploader == from)
        {
            return false;
        }

        Ack(from, MavMissionResult.Denied);
        return true;
    }

    private void Drop()
    {
        if (_uploader is not null)
        {
            store.Abandon();
            _uploader = null;
        }
    }

    private void Request(double now)
    {
        _lastRequestAt = now;
        sender.Send(
            new MissionRequest
            {
                TargetSystem = _uploader!.Value.SystemId,
                TargetComponent = _uploader.Value.ComponentId,
                Seq = (ushort)(_next == faults.WrongSequence ? _next + 1 : _next),
                MissionType = store.Type,
            }
        );
    }

    private void SendCount(Peer to) =>
        sender.Send(
            new MissionCount
            {
                TargetSystem = to.SystemId,
                TargetComponent = to.ComponentId,
                Count = (ushort)store.Count,
                MissionType = store.Type,
            }
        );

    private void Ack(Peer to, MavMissionResult result) => acks.Mission(to, store.Type, result);

    // A fault sends the next item instead; the last one's next is the first.
    private int InTurn(int seq) => seq == faults.WrongSequence ? (seq + 1) % store.Count : seq;

    private static MissionItemInt Addressed(in MissionItemInt item, Peer to) =>
        new()
        {
            TargetSystem = to.SystemId,
            TargetComponent = to.ComponentId,
            Seq = item.Seq,
            Frame = item.Frame,
            Command = item.Command,
            Current = item.Current,
            Autocontinue = item.Autocontinue,
            Param1 = item.Param1,
            Param2 = item.Param2,
            Param3 = item.Param3,
            Param4 = item.Param4,
            X = item.X,
            Y = item.Y,
            Z = item.Z,
            MissionType = item.MissionType,
        };

    private static MissionItemMessage AsFloats(in MissionItemInt item, Peer to) =>
        new()
        {
            TargetSystem = to.SystemId,
            TargetComponent = to.ComponentId,
            Seq = item.Seq,
            Frame = item.Frame,
            Command = item.Command,
            Autocontinue = item.Autocontinue,
            Param1 = item.Param1,
            Param2 = item.Param2,
            Param3 = item.Param3,
            Param4 = item.Param4,
            X = item.X / 1e7f,
            Y = item.Y / 1e7f,
            Z = item.Z,
            MissionType = item.MissionType,
        };
}
