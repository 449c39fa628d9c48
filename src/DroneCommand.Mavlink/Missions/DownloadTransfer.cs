using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Reads all items of a type as they lie on the wire, home included.</summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="type">What is read.</param>
/// <param name="options">Times and progress.</param>
/// <param name="atOnce">How many items are asked for at once.</param>
internal sealed class DownloadTransfer(
    VehicleConnection connection,
    MavMissionType type,
    TransferOptions options,
    int atOnce
)
{
    private readonly TimeProvider _time = connection.Time;
    private readonly ResendPace _pace = connection.MissionPace;
    private readonly long _begun = connection.Time.GetTimestamp();

    private abstract record Event
    {
        public sealed record Count(int Items, uint PlanId) : Event;

        public sealed record Item(int Sequence, MissionItem Value) : Event;

        public sealed record Ended(MavMissionResult Result) : Event;
    }

    /// <summary>How many items the vehicle says that it holds; null before it did.</summary>
    public int? Total { get; private set; }

    /// <summary>
    /// Reads all items, or those from <paramref name="first"/> on; none where the vehicle says that its plan is the one
    /// that it calls <paramref name="known"/>.
    /// </summary>
    public async Task<MissionDownloadResult> Run(CancellationToken cancellation, int first = 0, uint known = 0)
    {
        using var events = Expect();
        var counted = await Ask(events, RequestList, e => e is Event.Count, cancellation);
        if (counted is not Event.Count { Items: var total, PlanId: var planId })
            return Failed(counted);
        Total = total;
        if (known != 0 && planId == known)
        {
            End(MavMissionResult.OperationCancelled);
            return new MissionDownloadResult(TransferEnd.Done, [], "") { PlanId = planId };
        }
        var items = new SortedDictionary<int, MissionItem>();
        while (items.Count < total - first)
        {
            var missing = Enumerable
                .Range(first, total - first)
                .Where(i => !items.ContainsKey(i))
                .Take(atOnce)
                .ToList();
            var got = await Ask(
                events,
                () => RequestAll(missing, items),
                e => e is Event.Item i && missing.Contains(i.Sequence) && items.TryAdd(i.Sequence, i.Value),
                cancellation
            );
            if (got is not Event.Item)
                return Failed(got);
            await TakeOthers(events, missing, items, cancellation);
            options.Progress?.Report(new TransferProgress(first + items.Count, total));
        }
        End(MavMissionResult.Accepted);
        return new MissionDownloadResult(TransferEnd.Done, [.. items.Values], "") { PlanId = planId };
    }

    /// <summary>After the first of those that were asked for together: the others, as far as they follow it.</summary>
    private async Task TakeOthers(
        MessageWaiter<Event> events,
        List<int> asked,
        SortedDictionary<int, MissionItem> items,
        CancellationToken cancellation
    )
    {
        while (!asked.TrueForAll(items.ContainsKey) && _time.GetElapsedTime(_begun) < options.Deadline)
        {
            if (await events.Next(_pace.Wait, cancellation) is not { Came: true, Value: var next })
                return;
            if (next is Event.Item item && asked.Contains(item.Sequence))
                items.TryAdd(item.Sequence, item.Value);
        }
    }

    private void RequestAll(List<int> wanted, SortedDictionary<int, MissionItem> held)
    {
        foreach (var sequence in wanted)
            if (!held.ContainsKey(sequence))
                Request(sequence);
    }

    /// <summary>Asks until the wanted answer or an end comes; null when neither does in time.</summary>
    private async Task<Event?> Ask(
        MessageWaiter<Event> events,
        Action send,
        Func<Event, bool> wanted,
        CancellationToken cancellation
    )
    {
        var heard = _time.GetTimestamp();
        var sends = 1;
        var refused = new HashSet<int>();
        send();
        _pace.Asked();
        while (true)
        {
            var next = await events.Next(_pace.Wait, cancellation);
            if (next.Came && wanted(next.Value))
            {
                _pace.Answered();
                return next.Value;
            }
            // At first it may be a late word on the transfer before: it counts when asking again brings it again.
            if (next is { Came: true, Value: Event.Ended } && refused.Add(sends) && refused.Count > 2)
                return next.Value;
            if (_time.GetElapsedTime(heard) >= options.SilenceLimit || _time.GetElapsedTime(_begun) >= options.Deadline)
                return null;
            if (next.Came)
                continue;
            send();
            sends++;
            _pace.AskedAgain();
        }
    }

    private static MissionDownloadResult Failed(Event? last) =>
        last is Event.Ended { Result: var result }
            ? new MissionDownloadResult(TransferEnd.Refused, [], $"the vehicle answered {MissionWords.Of(result)}")
            : new MissionDownloadResult(TransferEnd.NoAnswer, [], "the vehicle did not answer");

    private MessageWaiter<Event> Expect()
    {
        var waiter = connection.ExpectEvents<Event>();
        connection.Also<MissionCount, Event>(
            waiter,
            m => Ours(m.MissionType, m.TargetSystem, m.TargetComponent) ? new Event.Count(m.Count, m.OpaqueId) : null
        );
        connection.Also<MissionItemInt, Event>(
            waiter,
            m =>
                Ours(m.MissionType, m.TargetSystem, m.TargetComponent)
                    ? new Event.Item(m.Seq, WireItems.FromWire(m))
                    : null
        );
        connection.Also<MissionAck, Event>(
            waiter,
            // 'Accepted' can only be a late word on an earlier transfer.
            m =>
                Ours(m.MissionType, m.TargetSystem, m.TargetComponent) && m.Type != MavMissionResult.Accepted
                    ? new Event.Ended(m.Type)
                    : null
        );
        return waiter;
    }

    private bool Ours(MavMissionType of, byte system, byte component) =>
        of == type && connection.IsForUs(system, component);

    private void End(MavMissionResult result) =>
        connection.Send(
            new MissionAck
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
                Type = result,
                MissionType = type,
            }
        );

    private void RequestList() =>
        connection.Send(
            new MissionRequestList
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
                MissionType = type,
            }
        );

    private void Request(int sequence) =>
        connection.Send(
            new MissionRequestInt
            {
                TargetSystem = connection.TargetSystem,
                TargetComponent = connection.TargetComponent,
                Seq = (ushort)sequence,
                MissionType = type,
            }
        );
}
