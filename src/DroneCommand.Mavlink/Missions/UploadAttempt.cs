using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>How one attempt at an upload ended.</summary>
internal enum AttemptEnd
{
    Accepted,

    /// <summary>The vehicle said no, and would again.</summary>
    Refused,

    /// <summary>It fell silent or gave up; another attempt may help.</summary>
    Stalled,

    /// <summary>All items were sent, but how it ended is unknown: only reading back can tell.</summary>
    Ambiguous,
}

/// <summary>
/// One attempt at an upload. The vehicle drives it: every request is answered, as often as it comes. A silent vehicle is
/// helped by sending again what it asked for and what it would ask for next, since either its requests or our items may
/// have been lost. INVALID_SEQUENCE is then its word for the one it did not need, and no end.
/// </summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="type">What is uploaded.</param>
/// <param name="items">All items of the wire, home included.</param>
/// <param name="options">Times and progress.</param>
/// <param name="part">Of these, what is written over; null for all, which replaces what the vehicle holds.</param>
internal sealed class UploadAttempt(
    VehicleConnection connection,
    MavMissionType type,
    IReadOnlyList<MissionItem> items,
    TransferOptions options,
    Range? part = null
)
{
    // How many items beyond the asked one are sent unasked to a silent vehicle.
    private const int MostAhead = 3;

    private readonly TimeProvider _time = connection.Time;
    private readonly ResendPace _pace = connection.MissionPace;
    private readonly int _first = part?.Start.Value ?? 0;
    private readonly int _end = part?.End.Value ?? items.Count;
    private int? _asked;
    private int _highest = (part?.Start.Value ?? 0) - 1;
    private long _lastHeard;
    private int _begins;

    /// <summary>The vehicle's word, when it ended the attempt.</summary>
    public MavMissionResult? Answer { get; private set; }

    /// <summary>What the vehicle calls the plan, when it accepted it; 0 where it names none.</summary>
    public uint PlanId { get; private set; }

    /// <summary>The vehicle asked for items: what it held is being overwritten.</summary>
    public bool Begun => _asked != null;

    /// <summary>
    /// The highest item that the vehicle asked for: it asks for one when it has stored all before. The items are the same
    /// in every attempt, so what was stored in an earlier one counts.
    /// </summary>
    public int HighestAsked { get; private set; } = -1;

    private bool AllSent => _highest == _end - 1;

    public async Task<AttemptEnd> Run(TimeSpan limit, CancellationToken cancellation)
    {
        using var events = MissionEvent.Expect(connection, type);
        var begun = _time.GetTimestamp();
        _lastHeard = begun;
        Begin();
        _pace.Asked();
        while (true)
        {
            var left = limit - _time.GetElapsedTime(begun);
            var next = await events.Next(_pace.Wait < left ? _pace.Wait : left, cancellation);
            if (next.Came && Handle(next.Value) is { } end)
                return end;
            if (_time.GetElapsedTime(begun) >= limit || _time.GetElapsedTime(_lastHeard) >= options.SilenceLimit)
                return AllSent ? AttemptEnd.Ambiguous : AttemptEnd.Stalled;
            if (!next.Came)
                Help();
        }
    }

    private AttemptEnd? Handle(MissionEvent happened)
    {
        _lastHeard = _time.GetTimestamp();
        if (happened is MissionEvent.Asked { Sequence: var sequence })
        {
            if (sequence >= _first && sequence < _end)
                Give(sequence);
            return null;
        }
        var result = ((MissionEvent.Answered)happened).Result;
        if (result == MavMissionResult.InvalidSequence)
            return null;
        // An 'accepted' before the last item was asked for belongs to an earlier transfer.
        PlanId = ((MissionEvent.Answered)happened).PlanId;
        if (result == MavMissionResult.Accepted)
            return AllSent ? AttemptEnd.Accepted : null;
        // Before the vehicle asked for anything this is a late word on the transfer before.
        if (!Begun && _begins < 2 && result is MavMissionResult.Error or MavMissionResult.OperationCancelled)
            return null;
        // It writes already, and so turns down the repeated beginning: its first request was lost.
        if (result == MavMissionResult.Denied && part != null && _begins > 1)
        {
            _asked ??= _first;
            return null;
        }
        Answer = result;
        if (result == MavMissionResult.OperationCancelled)
            return AttemptEnd.Stalled;
        // ArduPilot answers an item that it does not wait for with an error: also when its 'accepted' was lost.
        return result == MavMissionResult.Error && AllSent ? AttemptEnd.Ambiguous : AttemptEnd.Refused;
    }

    private void Give(int sequence)
    {
        SendItem(sequence);
        // What it could not ask for yet, it asked for in an earlier transfer; its 'accepted' may follow.
        if (sequence > _highest + 1)
            return;
        if (sequence != _asked)
            _pace.Answered();
        _asked = sequence;
        _pace.Asked();
        if (sequence > _highest)
            options.Progress?.Report(new TransferProgress(sequence - _first, _end - _first));
        _highest = Math.Max(_highest, sequence);
        HighestAsked = Math.Max(HighestAsked, sequence);
    }

    /// <summary>
    /// After its last request the vehicle may have taken any of the items that were sent since, and waits for the one
    /// behind. What it does not need it turns down.
    /// </summary>
    private void Help()
    {
        if (_asked is { } asked)
        {
            var last = Math.Min(Math.Min(_highest + 1, asked + MostAhead), _end - 1);
            for (var sequence = asked; sequence <= last; sequence++)
                SendItem(sequence);
            _highest = Math.Max(_highest, last);
        }
        else
            Begin();
        _pace.AskedAgain();
    }

    private void Begin()
    {
        _begins++;
        if (part == null)
            connection.Send(
                new MissionCount
                {
                    TargetSystem = connection.TargetSystem,
                    TargetComponent = connection.TargetComponent,
                    Count = (ushort)items.Count,
                    MissionType = type,
                }
            );
        else
            connection.Send(
                new MissionWritePartialList
                {
                    TargetSystem = connection.TargetSystem,
                    TargetComponent = connection.TargetComponent,
                    StartIndex = (short)_first,
                    EndIndex = (short)(_end - 1),
                    MissionType = type,
                }
            );
    }

    private void SendItem(int sequence) =>
        connection.Send(WireItems.ToWire(items[sequence], sequence, type, connection));
}
