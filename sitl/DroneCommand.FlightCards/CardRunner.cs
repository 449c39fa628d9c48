using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Flights;
using DroneCommand.FlightCards.Records;
using DroneCommand.FlightCards.Steps;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.FlightCards;

/// <summary>
/// Flies one card: step after step until one fails, then judges the record by the card's expectations. A vehicle that is
/// left armed by a failure is sent home.
/// </summary>
internal sealed class CardRunner(CardFlight flight, string flown)
{
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HomeWithin = TimeSpan.FromMinutes(5);

    private readonly List<StepResult> results = [];

    public async Task<CardResult> Run(CancellationToken stop)
    {
        var known = await flight.Until(
            s => s.Heartbeat is { Value.Status: var status } && Readiness.HasBooted(status),
            HeardWithin,
            stop
        );
        if (!known || flight.Vehicle.Autopilot is not { } autopilot)
        {
            return CardResult.NotFlown(flight.Card, flown, "no autopilot was heard that this engine commands");
        }

        if (FamilyOf(autopilot) != flight.Card.Vehicle)
        {
            return CardResult.NotFlown(
                flight.Card,
                flown,
                $"the card is for a {flight.Card.Vehicle}, not for {autopilot.Name}"
            );
        }

        flight.Begin();
        bool whole;
        try
        {
            whole = await FlySteps(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await BringHome(stop);
            throw;
        }

        var record = flight.Record.Close(autopilot);
        if (!whole)
        {
            await BringHome(stop);
        }

        return new CardResult(
            flight.Card,
            flown,
            results,
            whole ? Judge(flight.Card, record) : NotJudged(),
            record,
            null
        );
    }

    private async Task<bool> FlySteps(CancellationToken stop)
    {
        var whole = true;
        foreach (var step in flight.Card.Steps)
        {
            var began = flight.Record.Seconds;
            if (!whole)
            {
                results.Add(new StepResult(step.Title, step.Line, Verdict.Skipped, "not reached", began, began));
                continue;
            }

            flight.Record.Add(FlightEventKind.Step, step.Title, results.Count);
            flight.SinceAction = step is WaitStep or PauseStep ? flight.SinceAction : flight.Time.GetUtcNow();
            var end = await step.Fly(flight, stop);
            var (verdict, evidence) = step.Judge(end);
            whole = verdict == Verdict.Passed;
            results.Add(new StepResult(step.Title, step.Line, verdict, evidence, began, flight.Record.Seconds));
        }

        return whole;
    }

    /// <summary>What a record says of a card's expectations.</summary>
    public static IReadOnlyList<ExpectationResult> Judge(FlightCard card, FlightRecord record) =>
        [
            .. card.Expectations.Select(e =>
            {
                var (good, evidence) = e.Judge(record);
                return new ExpectationResult(e.Title, e.Line, good ? Verdict.Passed : Verdict.Failed, evidence);
            }),
        ];

    private IReadOnlyList<ExpectationResult> NotJudged() =>
        [
            .. flight.Card.Expectations.Select(e => new ExpectationResult(
                e.Title,
                e.Line,
                Verdict.Skipped,
                "the flight was not flown to its end"
            )),
        ];

    private static VehicleFamily FamilyOf(IAutopilot autopilot) =>
        autopilot is ArduPilotPlane ? VehicleFamily.Plane
        : autopilot.Flies ? VehicleFamily.Copter
        : VehicleFamily.Rover;

    /// <summary>On a simulator nobody would miss it; on an airframe somebody would.</summary>
    private async Task BringHome(CancellationToken stop)
    {
        await flight.Beat(true);
        if (!flight.Now.Armed)
        {
            return;
        }

        // Who gives up the flight does not give up the vehicle.
        var returned = await new ReturnSequence(flight.Vehicle).Run(CancellationToken.None);
        // A plane circles over home until its pilot takes it.
        if (returned.IsDone && flight.Autopilot.LandMode is not null && !stop.IsCancellationRequested)
        {
            await flight.Until(s => !s.Armed, HomeWithin, stop);
        }
    }
}
