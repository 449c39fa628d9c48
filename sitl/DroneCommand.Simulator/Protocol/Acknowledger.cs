using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Faults;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// Sends COMMAND_ACK and MISSION_ACK, as they should be or as a fault has them: not at all, once more later, the opposite to
/// somebody else first, or "in progress" for ever.
/// </summary>
public sealed class Acknowledger(Sender sender, ProtocolFaults faults)
{
    private const double ProgressEverySeconds = 0.5;
    private static readonly Peer Somebody = new(254, 190);

    private readonly PriorityQueue<Action, double> _late = new();
    private readonly List<CommandAck> _inProgress = [];
    private double _now;
    private double _nextProgress;

    /// <summary>True when a fault keeps a command from being carried out; it is answered all the same.</summary>
    public bool Holds(Peer from, MavCmd command)
    {
        if (!faults.InProgress)
        {
            return false;
        }

        var ack = Ack(from, command, MavResult.InProgress);
        _inProgress.RemoveAll(a => a.Command == command && a.TargetSystem == from.SystemId);
        _inProgress.Add(ack);
        sender.Send(ack);
        return true;
    }

    public void Command(Peer to, MavCmd command, MavResult result)
    {
        var opposite = result == MavResult.Accepted ? MavResult.Failed : MavResult.Accepted;
        Send(Ack(to, command, result), Ack(Somebody, command, opposite));
    }

    public void Mission(Peer to, MavMissionType type, MavMissionResult result)
    {
        var opposite = result == MavMissionResult.Accepted ? MavMissionResult.Error : MavMissionResult.Accepted;
        Send(Ack(to, type, result), Ack(Somebody, type, opposite));
    }

    /// <summary>Sends what has become due.</summary>
    public void Update(double now)
    {
        _now = now;
        while (_late.TryPeek(out var send, out var at) && at <= now)
        {
            _late.Dequeue();
            send();
        }

        if (!faults.InProgress)
        {
            _inProgress.Clear();
        }
        else if (now >= _nextProgress)
        {
            _nextProgress = now + ProgressEverySeconds;
            foreach (var ack in _inProgress)
            {
                sender.Send(ack);
            }
        }
    }

    private void Send<T>(T own, T foreign)
        where T : struct, Mavlink.Wire.IMavlinkMessage<T>
    {
        if (faults.ForeignAck)
        {
            sender.Send(foreign);
        }

        if (faults.NoAck)
        {
            return;
        }

        sender.Send(own);
        if (faults.LateAckSeconds is { } later)
        {
            _late.Enqueue(() => sender.Send(own), _now + later);
        }
    }

    private static CommandAck Ack(Peer to, MavCmd command, MavResult result) =>
        new()
        {
            Command = command,
            Result = result,
            TargetSystem = to.SystemId,
            TargetComponent = to.ComponentId,
        };

    private static MissionAck Ack(Peer to, MavMissionType type, MavMissionResult result) =>
        new()
        {
            TargetSystem = to.SystemId,
            TargetComponent = to.ComponentId,
            Type = result,
            MissionType = type,
        };
}
