using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// Runs through the mission: one navigation item at a time, and beside it the commands that follow it, one after the other.
/// At each update one command is begun or looked at, so a row of them takes as many updates.
/// </summary>
public sealed class MissionRunner(MissionStore store, IMissionVehicle vehicle, Payload payload, IAutopilotOutput output)
{
    private const int MaxSearch = 255;

    private readonly MissionJumps _jumps = new(store, output);
    private int _navigation;
    private StoredItem? _navigationItem;
    private bool _navigating;
    private int _command;
    private StoredItem? _commandItem;
    private bool _commanding;
    private bool _commandsDone;

    /// <summary>Item that MISSION_CURRENT names.</summary>
    public int Current => _navigation;

    public MissionState State { get; private set; } = MissionState.NotStarted;

    /// <summary>The mission is in a landing sequence (LAND, or from DO_LAND_START on).</summary>
    public bool InLandingSequence { get; private set; }

    /// <summary>The navigation item that comes after the current one, if it is known now.</summary>
    public StoredItem? NextNavigation => NextNavigationAfter(_navigation) is { } index ? store[index] : null;

    /// <summary>The navigation item after that one, as splines want to know it.</summary>
    public StoredItem? SecondNextNavigation =>
        NextNavigationAfter(_navigation) is { } next && NextNavigationAfter(next) is { } second ? store[second] : null;

    /// <summary>True when the mission, taken up where it stands, begins with a take-off.</summary>
    public bool StartsWithTakeoff(bool restart) => IsTakeoff(restart || _navigation == 0 ? 1 : _navigation);

    /// <summary>True when a take-off follows the present item, as MIS_OPTIONS 4 asks for after a landing.</summary>
    public bool TakeoffFollows => _navigation > 0 && IsTakeoff(_navigation + 1);

    public void StartOrResume(bool restart)
    {
        if (State == MissionState.Complete || restart || _navigation == 0 || !store.Contains(_navigation))
        {
            State = MissionState.Active;
            Reset();
            CompleteUnless(Advance(0));
            return;
        }

        State = MissionState.Active;
        SetCurrent(_navigation);
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
        _jumps.Clear();
        (_navigation, _navigating) = (0, false);
        StopCommands();
    }

    /// <summary>Forgets where it stood: the mission was deleted.</summary>
    public void Forget()
    {
        Reset();
        State = MissionState.NotStarted;
    }

    /// <summary>Goes to another item; false when there is no such item.</summary>
    public bool SetCurrent(int index)
    {
        InLandingSequence = store.Contains(index) && store[index].Command == MavCmd.DoLandStart;
        if (!store.Contains(index) || store.Count == 1)
        {
            return false;
        }

        StopCommands();
        _navigating = false;
        if (index == 0 || State == MissionState.Complete)
        {
            _jumps.Clear();
            index = Math.Max(1, index);
        }

        if (State != MissionState.Active)
        {
            return StandAt(index);
        }

        CompleteUnless(Advance(index));
        return State != MissionState.Complete;
    }

    /// <summary>The DO_LAND_START that lies nearest, or null without one.</summary>
    public int? NearestLandingSequence(Physics.Vec3 here, Physics.LocalFrame frame) =>
        Enumerable
            .Range(1, Math.Max(0, store.Count - 1))
            .Where(i => store[i].Command == MavCmd.DoLandStart)
            .OrderBy(i => store[i].Place is { } p ? (frame.ToLocal(p) - here).HorizontalLength : 0)
            .Select(i => (int?)i)
            .FirstOrDefault();

    /// <summary>Starts the present navigation item over, as after a change of the mission under way; false when there is none.</summary>
    public bool RestartNavigation() =>
        State == MissionState.Active && _navigation > 0 && store.Contains(_navigation) && SetCurrent(_navigation);

    public void Update()
    {
        if (State != MissionState.Active || store.Count == 0)
        {
            return;
        }

        if (!_navigating || IsDone(_navigation, _navigationItem))
        {
            _navigating = false;
            if (!Advance(0))
            {
                CompleteUnless(false);
                return;
            }
        }

        if (!_commanding)
        {
            AdvanceCommand();
        }
        else if (IsDone(_command, _commandItem))
        {
            _commanding = false;
        }
    }

    // Looks for the next navigation item from here on. Of the commands on the way the first begins now.
    private bool Advance(int from)
    {
        StopCommands();
        var index = from > 0 ? from : _navigation + 1;
        for (var i = 0; i < MaxSearch && !_navigating; i++)
        {
            index = _jumps.Follow(index, count: true);
            if (index == 0)
            {
                return false;
            }

            if (store[index].IsNavigation)
            {
                (_navigation, _navigationItem) = (index, store[index]);
                _navigating = Begin(index);
            }
            else if (!_commanding)
            {
                (_command, _commandItem, _commanding) = (index, store[index], true);
                Begin(index);
            }

            index++;
        }

        _commandsDone = !_commanding;
        return _navigating;
    }

    private void AdvanceCommand()
    {
        if (_commandsDone)
        {
            return;
        }

        var next = _jumps.Follow(_command + 1, count: false);
        if (next == 0 || store[next].IsNavigation)
        {
            _commandsDone = true;
            return;
        }

        (_command, _commandItem, _commanding) = (next, store[next], true);
        Begin(next);
    }

    private bool StandAt(int index)
    {
        for (var i = 0; i < MaxSearch; i++)
        {
            index = _jumps.Follow(index, count: true);
            if (index == 0)
            {
                _navigation = 0;
                return false;
            }

            if (store[index].IsNavigation)
            {
                (_navigation, State) = (index, MissionState.NotStarted);
                return true;
            }

            index++;
        }

        return false;
    }

    private bool Begin(int index)
    {
        var item = store[index];
        NoteLanding(item.Command);
        var tag = item.Command is MavCmd.JumpTag ? $" {(int)item.Param1}" : string.Empty;
        output.Say(MavSeverity.Info, $"Mission: {index} {item.Label}{tag}");
        return Payload.Takes(item.Command) ? payload.Start(item) : vehicle.Start(index, item);
    }

    // An item that was begun is carried out as it was then, even when it is no longer there.
    private bool IsDone(int index, StoredItem? item)
    {
        if (item is null)
        {
            return true;
        }

        if (Payload.EndsAtOnce(item.Command))
        {
            return true;
        }

        var done = vehicle.IsDone(index, item);
        if (done && vehicle.Reports(item.Command))
        {
            output.ItemReached(index);
        }

        return done;
    }

    private void NoteLanding(MavCmd command)
    {
        if (command is MavCmd.NavLand or MavCmd.NavVtolLand or MavCmd.DoLandStart)
        {
            InLandingSequence = true;
        }
        else if (command is MavCmd.NavTakeoff or MavCmd.NavVtolTakeoff)
        {
            InLandingSequence = false;
        }
    }

    private int? NextNavigationAfter(int navigation)
    {
        var index = navigation > 0 ? navigation + 1 : 0;
        for (var i = 0; i < MaxSearch && index > 0; i++)
        {
            index = _jumps.Follow(index, count: false);
            if (index == 0 || store[index].IsNavigation)
            {
                break;
            }

            index++;
        }

        return index > 0 && store.Contains(index) ? index : null;
    }

    private bool IsTakeoff(int index)
    {
        for (var i = 0; i < 16; i++)
        {
            index = _jumps.Follow(index, count: false);
            while (index > 0 && !store[index].IsNavigation)
            {
                index = _jumps.Follow(index + 1, count: false);
            }

            if (index == 0 || store[index].Command != MavCmd.NavDelay)
            {
                return index > 0 && store[index].Command is (MavCmd.NavTakeoff or MavCmd.NavVtolTakeoff);
            }

            index++;
        }

        return false;
    }

    private void StopCommands() => (_command, _commanding, _commandsDone) = (0, false, false);

    private void CompleteUnless(bool going)
    {
        if (!going)
        {
            State = MissionState.Complete;
            InLandingSequence = false;
            vehicle.MissionEnded();
        }
    }
}
