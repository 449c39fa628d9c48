using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Runs the orders of one vehicle: one at a time; a safety order, and motors off, cancel what runs and go first; an epoch
/// lower than the highest seen is refused. Thread-safe.
/// </summary>
internal sealed class OrderRunner(
    Func<LinkOrder, CancellationToken, Task<CommandOutcome>> execute,
    Func<string?> whyNotHeard,
    Func<Guid, CommandOutcome, Task> reportEnd,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>How long after an order's end a mode change still counts as its effect.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(3);

    /// <summary>
    /// An order that was cancelled gets this long to end before the next one sends: else its last command could follow
    /// the safety command on the wire.
    /// </summary>
    private static readonly TimeSpan UnwindLimit = TimeSpan.FromMilliseconds(100);

    private const string NewerActivation = "a newer activation of this vehicle's grain commands it";
    private const string SafetyWentFirst = "a safety command went first";

    private readonly Lock gate = new();
    private long highestEpoch;
    private int wentFirst;
    private Running? running;
    private (LinkOrder Order, DateTimeOffset Ended)? last;

    /// <summary>The operation that runs; null when none does.</summary>
    public Guid? Current
    {
        get
        {
            lock (gate)
            {
                return running?.Order.OperationId;
            }
        }
    }

    /// <summary>True while a launch waits for its team.</summary>
    public bool WaitsForTeam
    {
        get
        {
            lock (gate)
            {
                return running is { IsWaiting: true };
            }
        }
    }

    /// <summary>Waits until a launch that runs is let go.</summary>
    /// <exception cref="OperationCanceledException">The launch was ended meanwhile.</exception>
    public Task UntilLetGo(Guid launch, CancellationToken cancellation)
    {
        lock (gate)
        {
            return running is { } now && now.Order.OperationId == launch
                ? now.UntilLetGo(cancellation)
                : Task.FromCanceled(new CancellationToken(canceled: true));
        }
    }

    /// <summary>Counts the safety orders and motors off: what waited when one came is not sent after it.</summary>
    public int WentFirst => Volatile.Read(ref wentFirst);

    /// <summary>The order that another station's change would disturb; null for none.</summary>
    /// <param name="safety">The change holds, returns or lands: only what goes first itself keeps it back.</param>
    public string? WhyBusy(bool safety)
    {
        lock (gate)
        {
            return running is { } busy && (!safety || GoesFirst(busy.Order)) ? StillUnderWay(busy.Order) : null;
        }
    }

    /// <summary>
    /// Passes on what another station wants changed, unless an order runs or went first meanwhile. No order can begin
    /// between that look and the sending.
    /// </summary>
    /// <param name="safety">It holds, returns or lands: only what goes first itself keeps it back.</param>
    /// <param name="epoch">Of the grain's activation that consented; null where none was asked.</param>
    /// <param name="wentFirstBefore"><see cref="WentFirst"/> when it came.</param>
    /// <param name="send">Must not wait.</param>
    /// <returns>Null when it was sent; otherwise why not.</returns>
    public string? PassOn(bool safety, long? epoch, int wentFirstBefore, Action send)
    {
        lock (gate)
        {
            if (epoch < highestEpoch)
            {
                return NewerActivation;
            }
            if (WhyBusy(safety) is { } busy)
            {
                return busy;
            }
            if (wentFirst != wentFirstBefore)
            {
                return SafetyWentFirst;
            }
            send();
            return null;
        }
    }

    /// <summary>Begins an order or refuses it. Returns at once.</summary>
    public OrderReceipt Begin(LinkOrder order)
    {
        Running begun;
        Task before;
        lock (gate)
        {
            if (order.Epoch < highestEpoch)
            {
                return OrderReceipt.Refused(NewerActivation);
            }
            highestEpoch = order.Epoch;
            if (order is LetGoOrder letGo)
            {
                return running?.LetGo(letGo.Launch) == true
                    ? OrderReceipt.Accepted
                    : OrderReceipt.Refused("no launch waits for its team");
            }
            if (!GoesFirst(order) && running is { } busy)
            {
                return OrderReceipt.Refused(StillUnderWay(busy.Order));
            }
            if (!IsSafety(order) && whyNotHeard() is { } silence)
            {
                return OrderReceipt.Refused(silence);
            }
            wentFirst += GoesFirst(order) ? 1 : 0;
            running?.Cancel(IsSafety(order) ? SafetyWentFirst : $"{Title(order)} went first");
            before = running?.Ended.Task ?? Task.CompletedTask;
            begun = running = new Running(order, new CancellationTokenSource());
        }
        _ = Run(begun, before);
        return OrderReceipt.Accepted;
    }

    /// <summary>Ends an order that is no safety order: somebody else flies, or the vehicle is not the one we know.</summary>
    public void GiveUp(string why)
    {
        lock (gate)
        {
            if (running is { } now && !IsSafety(now.Order))
            {
                now.Cancel(why);
            }
        }
    }

    /// <summary>True when an order that runs or has just ended leads to this mode.</summary>
    public bool LeadsTo(string mode)
    {
        lock (gate)
        {
            return (running is { } now && ModesOf(now.Order).Contains(mode))
                || (
                    last is { } ended
                    && time.GetUtcNow() - ended.Ended < Aftermath
                    && ModesOf(ended.Order).Contains(mode)
                );
        }
    }

    /// <summary>Gives up what runs: the link ends.</summary>
    public void CancelAll()
    {
        lock (gate)
        {
            running?.Cancel("the server stops");
        }
    }

    private async Task Run(Running begun, Task before)
    {
        await Task.WhenAny(before, Task.Delay(UnwindLimit, time));
        var outcome = await Execute(begun);
        lock (gate)
        {
            last = (begun.Order, time.GetUtcNow());
            if (running == begun)
            {
                running = null;
            }
        }
        begun.Ended.SetResult();
        try
        {
            await reportEnd(begun.Order.OperationId, outcome);
        }
        catch (Exception failure)
        {
            // The grain answers 'no answer' by itself; what the vehicle does next still reaches it as telemetry.
            logger.LogError(failure, "the end of {Order} could not be reported", Title(begun.Order));
        }
    }

    private async Task<CommandOutcome> Execute(Running begun)
    {
        var started = time.GetTimestamp();
        try
        {
            begun.Token.ThrowIfCancellationRequested();
            var outcome = await execute(begun.Order, begun.Token);
            return outcome with
            {
                Text = outcome.Kind == OutcomeKind.Cancelled ? begun.WhyCancelled : outcome.Text,
                After = time.GetElapsedTime(started),
            };
        }
        catch (OperationCanceledException)
        {
            return new CommandOutcome(OutcomeKind.Cancelled, begun.WhyCancelled, time.GetElapsedTime(started));
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "{Order} failed", Title(begun.Order));
            return new CommandOutcome(
                OutcomeKind.NoAnswer,
                $"a fault in the server: {failure.Message}",
                time.GetElapsedTime(started)
            );
        }
    }

    /// <summary>Motors off is no safety order, but a vehicle that hurts somebody must not be waited for.</summary>
    private static bool GoesFirst(LinkOrder order) => IsSafety(order) || order is MotorsOffOrder;

    private static bool IsSafety(LinkOrder order) => order is HoldOrder or ReturnOrder or LandOrder;

    private static string StillUnderWay(LinkOrder order) => $"{Title(order)} is still under way";

    private static string Title(LinkOrder order) =>
        order switch
        {
            HoldOrder => "a hold",
            ReturnOrder => "a return",
            LandOrder => "a landing",
            ResumeOrder => "a resume",
            GoToOrder => "a go-to",
            MotorsOffOrder => "motors off",
            FlyMissionOrder => "the start of a mission",
            StandDownOrder => "standing down",
            SetUpSigningOrder or TurnSigningOffOrder => "a change of its signing",
            _ => order.GetType().Name,
        };

    private static string[] ModesOf(LinkOrder order) =>
        order switch
        {
            HoldOrder or StandDownOrder => ["BRAKE", "LOITER", "HOLD", "AUTO.LOITER"],
            ReturnOrder => ["RTL", "SMART_RTL", "AUTO.RTL"],
            LandOrder => ["LAND", "HOLD", "AUTO.LAND", "AUTO.LOITER"],
            ResumeOrder => ["AUTO", "AUTO.MISSION"],
            GoToOrder => ["GUIDED", "AUTO.LOITER"],
            FlyMissionOrder => ["GUIDED", "AUTO", "HOLD", "AUTO.LOITER", "AUTO.MISSION"],
            _ => [],
        };

    /// <summary>The gate guards <see cref="Cancel"/> and letting go.</summary>
    /// <remarks>The cancellation is never disposed: it has no timer, and may be asked for while the order ends.</remarks>
    private sealed class Running(LinkOrder order, CancellationTokenSource cancellation)
    {
        private TaskCompletionSource? letGo;

        public LinkOrder Order { get; } = order;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string WhyCancelled { get; private set; } = SafetyWentFirst;

        public CancellationToken Token => cancellation.Token;

        /// <summary>True between its asking and its being let go.</summary>
        public bool IsWaiting => letGo is { Task.IsCompleted: false };

        public Task UntilLetGo(CancellationToken until)
        {
            letGo ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return letGo.Task.WaitAsync(until);
        }

        /// <summary>False when it is another launch, or does not wait yet.</summary>
        public bool LetGo(Guid launch) => Order.OperationId == launch && letGo?.TrySetResult() is not null;

        public void Cancel(string why)
        {
            if (!cancellation.IsCancellationRequested)
            {
                WhyCancelled = why;
                cancellation.Cancel();
            }
        }
    }
}
