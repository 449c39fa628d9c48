using DroneCommand.FlightCards.Flights;
using DroneCommand.FlightCards.Records;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.FlightCards.Steps;

/// <summary>Makes something fail, or work again.</summary>
internal sealed record FaultStep(string Fault, bool Over) : CardStep
{
    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        flight.Record.Add(FlightEventKind.Fault, Over ? $"{Fault} is over" : Fault);
        return Over ? await flight.Faults.End(Fault, stop) : await flight.Faults.Begin(Fault, stop);
    }
}

/// <summary>Our heartbeats stop, or come again.</summary>
internal sealed record HeartbeatsStep(bool On) : CardStep
{
    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        flight.Record.Add(FlightEventKind.Fault, On ? "our heartbeats are back" : "our heartbeats stop");
        await flight.Beat(On);
        if (!On)
        {
            // The last one goes out now, so that the same time passes to the failsafe in every flight.
            flight.Connection.Send(
                new Heartbeat
                {
                    Type = MavType.Gcs,
                    Autopilot = MavAutopilot.Invalid,
                    SystemStatus = MavState.Active,
                }
            );
        }

        return Done(On ? "the ground station beats" : "the ground station is silent");
    }
}

/// <summary>A second ground station puts the vehicle into a mode.</summary>
internal sealed record RivalModeStep(string Mode) : CardStep
{
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(5);

    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        var rival = flight.Second.Services;
        await rival.Telemetry.WaitUntil(s => s.Heartbeat is not null, HeardWithin, stop);
        return rival.Autopilot?.ModeNumber(Mode) is { } number
            ? await new ModeSequence(rival, number).Run(stop)
            : new SequenceResult(SequenceEnd.RefusedByUs, $"there is no mode {Mode}", TimeSpan.Zero);
    }
}

/// <summary>A second ground station begins a mission upload while ours is under way; the step is the rival's.</summary>
internal sealed record RivalUploadStep : CardStep
{
    private const int Items = 60;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3);

    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        IReadOnlyList<MissionItem> ours =
        [
            MissionItem.TakeOff(new AltitudeAboveHome(20)),
            .. Enumerable.Range(1, Items).Select(i => MissionItem.Waypoint(flight.At(i, 0), new AltitudeAboveHome(20))),
        ];
        var first = new MissionUpload(flight.Connection, flight.Autopilot).Run(
            MavMissionType.Mission,
            ours,
            cancellation: stop
        );
        var rival = flight.Second.Connection;
        using var asked = flight.Connection.Expect<MissionRequest>(r => r.Seq > 2);
        using var words = rival.Expect<MissionAck>(a => a.TargetSystem == rival.OwnSystem);
        await asked.Next(AnswerWithin, stop);
        rival.Send(
            new MissionCount
            {
                TargetSystem = rival.TargetSystem,
                TargetComponent = rival.TargetComponent,
                Count = 3,
            }
        );
        var answer = await words.Next(AnswerWithin, stop);
        var ended = await first;
        if (ended.End != TransferEnd.Done)
        {
            return Ended(ended.End, $"our own upload was disturbed: {ended.Reason}");
        }

        flight.Record.Mission = ours;
        return answer switch
        {
            { Came: true, Value.Type: MavMissionResult.Accepted } => Done("the rival was let in"),
            { Came: true, Value.Type: var type } => new SequenceResult(
                SequenceEnd.RefusedByVehicle,
                $"{FlightRecorder.Wire(type.ToString())}; our own {ours.Count} items went up",
                TimeSpan.Zero
            ),
            _ => new SequenceResult(SequenceEnd.NoAnswer, "the rival got no answer", TimeSpan.Zero),
        };
    }
}
