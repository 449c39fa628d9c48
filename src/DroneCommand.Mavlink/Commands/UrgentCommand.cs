using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>What became of a safety command.</summary>
/// <param name="Kind">Accepted here means: seen to have happened.</param>
/// <param name="Acknowledged">The vehicle's answer was heard too.</param>
/// <param name="Reason">For people; empty when it happened.</param>
internal sealed record UrgentResult(CommandResultKind Kind, bool Acknowledged, string Reason);

/// <summary>
/// A safety command: repeated each 250 ms until the vehicle says yes or is seen to have done it, at most five seconds.
/// It waits for no other command. Its repetition must change nothing, as with a mode or with 'motors off'.
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
    private static readonly TimeSpan Repeat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // After a yes the vehicle gets this long to show it; then the yes was meant for another, and we repeat.
    private static readonly TimeSpan ShowWithin = TimeSpan.FromSeconds(1.5);

    private readonly TimeProvider _time = connection.Time;
    private Heartbeat? _before;
    private bool _accepted;
    private int _refusals;

    private abstract record Event
    {
        public sealed record Answer(MavResult Result) : Event;

        public sealed record Beat(Heartbeat Message) : Event;
    }

    /// <param name="before">The newest heartbeat's mode and arming before it is sent; null when unknown.</param>
    /// <param name="cancellation">The caller gives up.</param>
    public async Task<UrgentResult> Run(Heartbeat? before, CancellationToken cancellation)
    {
        _before = before;
        // An answer to a command of the same kind, sent just before, may still be on its way.
        var refusalsNeeded = commands.MayBeAnswered(request.Command) ? 2 : 1;
        using var reason = new RefusalReason(connection);
        using var events = Expect();
        var wire = new WireCommand(request, connection);
        var begun = _time.GetTimestamp();
        var quietUntil = TimeSpan.Zero;
        while (_time.GetElapsedTime(begun) is var passed && passed < Limit)
        {
            if (passed >= quietUntil)
            {
                wire.Send();
                quietUntil = passed + Repeat;
            }
            var next = await events.Next(quietUntil - passed, cancellation);
            if (!next.Came)
                continue;
            if (next.Value is Event.Beat { Message: var beat })
            {
                if (reached(beat) && (_accepted || !WasSoBefore()))
                    return new UrgentResult(CommandResultKind.Accepted, _accepted, "");
                continue;
            }
            var result = ((Event.Answer)next.Value).Result;
            if (result is MavResult.Accepted or MavResult.InProgress)
            {
                _accepted = true;
                quietUntil = _time.GetElapsedTime(begun) + ShowWithin;
            }
            else if (++_refusals >= refusalsNeeded)
                return new UrgentResult(
                    CommandResultKind.Refused,
                    true,
                    await reason.Collect("'" + result + "'", cancellation)
                );
        }
        var silence = _accepted ? "accepted but not seen" : $"no answer to {wire.Sends} sends";
        return new UrgentResult(CommandResultKind.NoAnswer, _accepted, silence);
    }

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
