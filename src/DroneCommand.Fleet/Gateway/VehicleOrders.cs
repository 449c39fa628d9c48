using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Sequences;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>Carries out a grain's orders with the sequences of the wire room, and words their ends for people.</summary>
/// <param name="vehicle">The vehicle's protocol clients.</param>
/// <param name="flyMission">Runs the start of a mission.</param>
/// <param name="signing">Runs changes of the vehicle's signing.</param>
/// <param name="reportPhase">Tells the grain what an order is doing.</param>
/// <param name="logger">For phases that could not be told.</param>
internal sealed class VehicleOrders(
    VehicleServices vehicle,
    FlyMission flyMission,
    SigningOrders signing,
    Func<Guid, string, Task> reportPhase,
    ILogger logger
)
{
    /// <summary>A heartbeat older than this does not prove that the motors are off.</summary>
    private static readonly TimeSpan FreshHeartbeat = TimeSpan.FromSeconds(2);

    public async Task<CommandOutcome> Execute(LinkOrder order, CancellationToken cancellation)
    {
        var phase = new PhaseReport(order.OperationId, reportPhase, logger);
        return order switch
        {
            HoldOrder => Worded(await new HoldSequence(vehicle, phase).Run(cancellation)),
            ReturnOrder when StandsStill => Standing("return"),
            ReturnOrder => Worded(await new ReturnSequence(vehicle, phase).Run(cancellation)),
            LandOrder when StandsStill => Standing("land"),
            LandOrder => Worded(await new LandSequence(vehicle, phase).Run(cancellation)),
            ResumeOrder => Worded(await new ResumeSequence(vehicle, phase: phase).Run(cancellation)),
            GoToOrder goTo => Worded(
                await new GoToSequence(vehicle, goTo.Target, goTo.Altitude, phase).Run(cancellation)
            ),
            MotorsOffOrder => Worded(await new MotorsOffSequence(vehicle, phase).Run(cancellation)),
            StandDownOrder => await StandDown(phase, cancellation),
            SetUpSigningOrder setUp => await signing.Execute(false, setUp.LinkConfirmed, phase, cancellation),
            TurnSigningOffOrder => await signing.Execute(true, linkConfirmed: true, phase, cancellation),
            FlyMissionOrder fly => await flyMission.Run(fly, phase, cancellation),
            _ => throw new InvalidOperationException($"no way to carry out {order.GetType().Name}"),
        };
    }

    /// <summary>A sequence's end as the grain and people know it.</summary>
    public static CommandOutcome Worded(SequenceResult result) =>
        new(
            result.End switch
            {
                SequenceEnd.Done => OutcomeKind.Done,
                SequenceEnd.RefusedByUs => OutcomeKind.RefusedByUs,
                SequenceEnd.RefusedByVehicle => OutcomeKind.RefusedByVehicle,
                SequenceEnd.Cancelled => OutcomeKind.Cancelled,
                _ => OutcomeKind.NoAnswer,
            },
            result.Text,
            result.After
        );

    /// <summary>
    /// In the mode in which it came back a rover cannot be armed again, and says that it is not ready: it is left in the one
    /// that holds.
    /// </summary>
    private async Task<CommandOutcome> StandDown(IProgress<string> phase, CancellationToken cancellation)
    {
        var disarmed = await new DisarmSequence(vehicle, phase).Run(cancellation);
        if (disarmed.IsDone)
        {
            await new HoldSequence(vehicle, phase).Run(cancellation);
        }
        return Worded(disarmed);
    }

    private bool StandsStill =>
        vehicle.Telemetry.Snapshot.Heartbeat is { Value.Armed: false } heartbeat
        && heartbeat.Age(vehicle.Connection.Time.GetUtcNow()) < FreshHeartbeat;

    private static CommandOutcome Standing(string what) =>
        CommandOutcome.RefusedByUs(
            $"its motors are off, there is nothing to {what}; what was being prepared is cancelled"
        );
}

/// <summary>Hands phases on in order without making the sequence wait.</summary>
internal sealed class PhaseReport(Guid operationId, Func<Guid, string, Task> report, ILogger logger) : IProgress<string>
{
    private Task last = Task.CompletedTask;

    public void Report(string value) => last = Tell(last, value);

    private async Task Tell(Task before, string phase)
    {
        await before;
        try
        {
            await report(operationId, phase);
        }
        catch (Exception failure)
        {
            // A phase is for eyes only; the order's end is what counts, and is reported on its own.
            logger.LogWarning(failure, "phase '{Phase}' could not be reported", phase);
        }
    }
}
