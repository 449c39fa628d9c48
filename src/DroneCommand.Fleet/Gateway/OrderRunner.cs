using DroneCommand.Fleet.Vehicles;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Runs the orders of one vehicle: one at a time, a safety order cancels what runs and goes first, an epoch lower than the
/// highest seen is refused. Thread-safe.
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

    private readonly Lock gate = new();
    private long highestEpoch;
    private Running? running;
    private (LinkOrder Order, DateTimeOffset Ended)? last;

    /// <summary>Begins an order or refuses it. Returns at once.</summary>
    public OrderReceipt Begin(LinkOrder order)
    {
        Running begun;
        lock (gate)
        {
            if (order.Epoch < highestEpoch)
            {
                return OrderReceipt.Refused("a newer activation of this vehicle's grain commands it");
            }
            highestEpoch = order.Epoch;
            if (!IsSafety(order))
            {
                if (running is { } busy)
                {
                    return OrderReceipt.Refused($"{Title(busy.Order)} is still under way");
                }
                if (whyNotHeard() is { } silence)
                {
                    return OrderReceipt.Refused(silence);
                }
            }
            running?.Cancellation.Cancel();
            begun = running = new Running(order, new CancellationTokenSource());
        }
        _ = Run(begun);
        return OrderReceipt.Accepted;
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
            running?.Cancellation.Cancel();
        }
    }

    private async Task Run(Running begun)
    {
        var outcome = await Execute(begun);
        lock (gate)
        {
            last = (begun.Order, time.GetUtcNow());
            if (running == begun)
            {
                running = null;
            }
        }
        begun.Cancellation.Dispose();
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
            var outcome = await execute(begun.Order, begun.Cancellation.Token);
            return outcome with { After = time.GetElapsedTime(started) };
        }
        catch (OperationCanceledException)
        {
            return new CommandOutcome(
                OutcomeKind.Cancelled,
                "a safety command went first",
                time.GetElapsedTime(started)
            );
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

    private static bool IsSafety(LinkOrder order) => order is HoldOrder or ReturnOrder or LandOrder;

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
            _ => order.GetType().Name,
        };

    private static string[] ModesOf(LinkOrder order) =>
        order switch
        {
            HoldOrder or StandDownOrder => ["BRAKE", "LOITER", "HOLD"],
            ReturnOrder => ["RTL", "SMART_RTL"],
            LandOrder => ["LAND", "HOLD"],
            ResumeOrder => ["AUTO"],
            GoToOrder => ["GUIDED"],
            FlyMissionOrder => ["GUIDED", "AUTO", "HOLD"],
            _ => [],
        };

    private sealed record Running(LinkOrder Order, CancellationTokenSource Cancellation);
}
