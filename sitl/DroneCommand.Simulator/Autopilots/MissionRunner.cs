using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// Runs through the mission: one navigation item at a time, and beside it the commands that follow it, one after the other.
/// </summary>
public sealed class MissionRunner(MissionStore store, IMissionVehicle vehicle, IAutopilotOutput output)
{
    private const int MaxJumps = 100;

    private readonly Dictionary<int, int> _jumpsDone = [];
    private int _navigation;
    private int _command;

    /// <summary>Item that MISSION_CURRENT names.</summary>
    public int Current { get; private set; }

    public MissionState State { get; private set; } = MissionState.NotStarted;

    /// <summary>The navigation item that comes after the current one, if it is known now (no jump back to a place already left behind).</summary>
    public StoredItem? NextNavigation
    {
        get
        {
            var index = _navigation > 0 ? FollowJumps(_navigation + 1, count: false) : 0;
            while (index > 0 && store.Contains(index) && !store[index].IsNavigation)
            {
                index = FollowJumps(index + 1, count: false);
            }

            return index > 0 && store.Contains(index) ? store[index] : null;
        }
    }

    public void StartOrResume(bool restart)
    {
        if (State == MissionState.Complete || restart)
        {
            Reset();
        }

        State = MissionState.Active;
        if (!store.HasMission)
        {
            Complete();
            return;
        }

        Begin(Current > 0 ? Current : 1);
    }

    public void Stop()
    {
        if (State == MissionState.Active)
        {
            State = MissionState.NotStarted;
        }
    }

    /// <summary>Back to the first item. The state stays, as on the real autopilot.</summary>
    public void Reset()
    {
        _jumpsDone.Clear();
        (_navigation, _command, Current) = (0, 0, 0);
    }

    /// <summary>Goes to another item; false when there is no such item.</summary>
    public bool SetCurrent(int index)
    {
        if (!store.Contains(index))
        {
            return false;
        }

        Current = index == 0 ? 1 : index;
        if (State == MissionState.Active)
        {
            Begin(Current);
        }
        else if (State == MissionState.Complete)
        {
            State = MissionState.NotStarted;
        }

        return true;
    }

    /// <summary>Starts the present navigation item over, as after a change of the mission under way.</summary>
    public void RestartNavigation()
    {
        if (store.Contains(_navigation))
        {
            Announce(_navigation);
        }
    }

    public void Update()
    {
        if (State != MissionState.Active)
        {
            return;
        }

        AdvanceCommands();
        if (_navigation == 0 || !store.Contains(_navigation) || !vehicle.IsDone(_navigation, store[_navigation]))
        {
            return;
        }

        // A landing disarms, which resets the mission: it then stands at its first item, though nothing flies it.
        if (_navigation > 0)
        {
            output.ItemReached(_navigation);
        }

        Begin(_navigation + 1);
        AdvanceCommands();
    }

    // Looks for the next navigation item from here. Of the commands on the way the first begins now, the others after it.
    private void Begin(int index)
    {
        _command = 0;
        var steps = 0;
        for (var i = FollowJumps(index, count: true); store.Contains(i); i = FollowJumps(i + 1, count: true))
        {
            if (steps++ > MaxJumps + store.Count)
            {
                break;
            }

            if (store[i].IsNavigation)
            {
                (_navigation, Current) = (i, i);
                Announce(i);
                return;
            }

            if (_command == 0)
            {
                _command = i;
                Announce(i);
            }
        }

        Complete();
    }

    private void AdvanceCommands()
    {
        while (_command > 0 && store.Contains(_command) && vehicle.IsDone(_command, store[_command]))
        {
            if (store[_command].IsToldWhenDone)
            {
                output.ItemReached(_command);
            }

            var next = _command + 1;
            _command = next < _navigation && store.Contains(next) && !store[next].IsNavigation ? next : 0;
            if (_command > 0)
            {
                Announce(_command);
            }
        }
    }

    private void Announce(int index)
    {
        var item = store[index];
        output.Say(MavSeverity.Info, $"Mission: {index} {item.Label}");
        vehicle.Start(index, item);
    }

    private int FollowJumps(int index, bool count)
    {
        for (var guard = 0; guard < MaxJumps && store.Contains(index) && store[index].Command == MavCmd.DoJump; guard++)
        {
            var jump = store[index];
            var done = _jumpsDone.GetValueOrDefault(index);
            var again = jump.Param2 < 0 || done < jump.Param2;
            if (count && again)
            {
                _jumpsDone[index] = done + 1;
                var times = jump.Param2 < 0 ? "unlimited" : $"{(int)jump.Param2}";
                output.Say(MavSeverity.Info, $"Mission: {index} Jump {done + 1}/{times}");
            }

            index = again ? (int)jump.Param1 : index + 1;
        }

        return index;
    }

    private void Complete()
    {
        State = MissionState.Complete;
        vehicle.MissionEnded();
    }
}
