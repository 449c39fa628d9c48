using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>What became of a safety command.</summary>
/// <param name="Kind">Accepted here means: seen to have happened.</param>
/// <param name="Acknowledged">The vehicle's answer was heard too.</param>
/// <param name="Reason">For people; empty when it happened.</param>
internal sealed record UrgentResult(CommandResultKind Kind, bool Acknowledged, string Reason);

/// <summary>
/// A safety command: repeated each 200 ms until the vehicle says yes or is seen to have done it, at most five seconds, so
/// that half of the frames may be lost. It waits for no other command. Its repetition must change nothing, as with a mode
/// or with 'motors off'.
/// </summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="commands">Tells whether an answer may belong to an earlier command of the kind.</param>
/// <param name="request">What is sent.</param>
/// <param name="reached">A heartbeat that shows that it happened.</param>
internal sealed class UrgentCommand(
    VehicleConnection connection,
    CommandSender commands,
    CommandLongRequest request,
    Func<Heartbeat, bool> reached
)
{
    private static readonly TimeSpan Repeat = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // After a yes the vehicle gets this long to show it; then the yes was meant for another, and we repeat.
    private static readonly TimeSpan ShowWithin = TimeSpan.FromSeconds(1.5);

    // What was seen to happen needs no answer; one that is under way is heard all the same.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(200);

    // A change that a command before this one brought about is heard within this time.
    private static readonly TimeSpan EarlierChanges = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = connection.Time;
    private readonly WireCommand _wire = commands.Wire(request);
    private Heartbeat? _before;
    private bool _accepted;
    private int _refusals;
    private long _begun;
    private TimeSpan _quietUntil;

    private abstract record Event
    {
        public sealed record Answer(MavResult Result) : Event;

        public sealed record Beat(Heartbeat Message) : Event;
    }

    /// <summary>
    /// A change to any other mode ends the repetition too: a pilot or a failsafe has taken over, and is not fought.
    /// </summary>
    public bool EndsWithAnyMode { get; init; }

    /// <param name="before">The newest heartbeat's mode and arming before it is sent; null when unknown.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<UrgentResult> Run(Heartbeat? before, CancellationToken cancellation)
    {
        _before = before;
        // An answer to a command of the same kind, sent just before, may still be on its way.
        var refusalsNeeded = commands.MayBeAnswered(request.Command) ? 2 : 1;
        using var reason = new RefusalReason(connection);
        using var events = Expect();
        _begun = _time.GetTimestamp();
        while (_time.GetElapsedTime(_begun) is var passed && passed < Limit)
        {
            if (passed >= _quietUntil)
            {
                _wire.Send();
                _quietUntil = passed + Repeat;
            }
            var next = await events.Next(_quietUntil - passed, cancellation);
            if (!next.Came)
                continue;
            if (next.Value is Event.Answer { Result: var result })
            {
                if (IsRefusal(result) && ++_refusals >= refusalsNeeded)
                    return new UrgentResult(
                        CommandResultKind.Refused,
                        true,
                        await reason.Collect("'" + result + "'", cancellation)
                    );
                continue;
            }
            var beat = ((Event.Beat)next.Value).Message;
            if (reached(beat) && (_accepted || !WasSoBefore()))
                return new UrgentResult(CommandResultKind.Accepted, await IsAnswered(events, cancellation), "");
            if (IsTakenOver(beat))
                return new UrgentResult(CommandResultKind.NoAnswer, _accepted, "another mode was set meanwhile");
        }
        var silence = _accepted ? "accepted but not seen" : $"no answer to {_wire.Sends} sends";
        return new UrgentResult(CommandResultKind.NoAnswer, _accepted, silence);
    }

    private bool IsRefusal(MavResult result)
    {
        if (result is MavResult.Accepted or MavResult.InProgress)
        {
            _accepted = true;
            commands.Learn(_wire);
            _quietUntil = _time.GetElapsedTime(_begun) + ShowWithin;
            return false;
        }
        if (!_wire.IsAboutForm(result))
            return true;
        // The other form goes out at once.
        _quietUntil = _time.GetElapsedTime(_begun);
        return false;
    }

    private async Task<bool> IsAnswered(MessageWaiter<Event> events, CancellationToken cancellation)
    {
        var seen = _time.GetTimestamp();
        while (!_accepted && AnswerWithin - _time.GetElapsedTime(seen) is { Ticks: > 0 } left)
            if (await events.Next(left, cancellation) is { Came: true, Value: Event.Answer { Result: var result } })
                IsRefusal(result);
        return _accepted;
    }

    private bool IsTakenOver(Heartbeat beat) =>
        EndsWithAnyMode
        && _before is { } before
        && beat.CustomMode != before.CustomMode
        && !reached(beat)
        && _time.GetElapsedTime(_begun) > EarlierChanges;

    private bool WasSoBefore() => _before is { } before && reached(before);

    private MessageWaiter<Event> Expect()
    {
        var waiter = connection.ExpectEvents<Event>();
        connection.Also<CommandAck, Event>(
            waiter,
            a =>
                a.Command == request.Command && connection.IsForUs(a.TargetSystem, a.TargetComponent)
                    ? new Event.Answer(a.Result)
                    : null
        );
        connection.Also<Heartbeat, Event>(waiter, h => h.Autopilot == MavAutopilot.Invalid ? null : new Event.Beat(h));
        return waiter;
    }
}
