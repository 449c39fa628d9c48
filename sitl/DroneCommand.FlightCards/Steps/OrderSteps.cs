using DroneCommand.FlightCards.Flights;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.FlightCards.Steps;

/// <summary>Runs one of the sequences by which the console commands a vehicle.</summary>
internal sealed record SequenceStep(Func<CardFlight, Sequence> Make) : CardStep
{
    internal override Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop) => Make(flight).Run(stop);
}

/// <summary>Goes to a place given in metres from home.</summary>
internal sealed record GoToStep(double NorthM, double EastM, double? AltitudeM) : CardStep
{
    internal override Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        AltitudeAboveHome? altitude = AltitudeM is { } metres ? new AltitudeAboveHome(metres) : null;
        return new GoToSequence(flight.Vehicle, flight.At(NorthM, EastM), altitude).Run(stop);
    }
}

/// <summary>Puts the vehicle into a mode by its name.</summary>
internal sealed record ModeStep(string Mode) : CardStep
{
    internal override Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop) =>
        flight.Autopilot.ModeNumber(Mode) is { } number
            ? new ModeSequence(flight.Vehicle, number).Run(stop)
            : Task.FromResult(
                new SequenceResult(
                    SequenceEnd.RefusedByUs,
                    $"{flight.Autopilot.Name} has no mode {Mode}",
                    TimeSpan.Zero
                )
            );
}

/// <summary>
/// Climbs to a height by the take-off command, in the guided mode and armed where it is not yet. Done when it is there.
/// </summary>
internal sealed record TakeOffStep(double AltitudeM) : CardStep
{
    private const double ThereM = 0.5;

    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        var began = flight.Time.GetTimestamp();
        if (flight.Now.Heartbeat?.Value.CustomMode != flight.Autopilot.GuidedMode)
        {
            var guided = await new ModeSequence(flight.Vehicle, flight.Autopilot.GuidedMode).Run(stop);
            if (!guided.IsDone)
            {
                return guided;
            }
        }

        if (!flight.Now.Armed && await new ArmSequence(flight.Vehicle).Run(stop) is { IsDone: false } failed)
        {
            return failed;
        }

        // A second copy would be refused in the air, which says nothing.
        var once = new CommandOptions { MaxSends = 1 };
        var request = new CommandLongRequest(MavCmd.NavTakeoff, Param7: (float)AltitudeM);
        var sent = await flight.Vehicle.Commands.Send(request, once, stop);
        if (!sent.IsAccepted)
        {
            return Ended(sent, "");
        }

        var limit = TimeSpan.FromSeconds(20 + (AltitudeM * 2));
        var there = await flight.Until(s => s.AboveHome?.Metres > AltitudeM - ThereM, limit, stop);
        var after = flight.Time.GetElapsedTime(began);
        return there
            ? Done(FormattableString.Invariant($"at {AltitudeM:0.#} m after {after.TotalSeconds:0.0} s"), after)
            : new SequenceResult(SequenceEnd.NoAnswer, $"it is at {flight.Now.AboveHome?.Metres:0.0} m only", after);
    }
}

/// <summary>Makes a mission item the current one, and sees it.</summary>
internal sealed record ItemStep(int Number) : CardStep
{
    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        var jump = await new MissionJump(flight.Connection, flight.Vehicle.Commands).Run(Number, stop);
        return Ended(jump.End, jump.End == TransferEnd.Done ? $"item {Number} seen" : jump.Reason);
    }
}

/// <summary>Sends any command as it stands.</summary>
internal sealed record CommandStep(MavCmd Command, IReadOnlyList<double> Parameters) : CardStep
{
    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        float P(int i) => i < Parameters.Count ? (float)Parameters[i] : 0;
        var request = new CommandLongRequest(Command, P(0), P(1), P(2), P(3), P(4), P(5), P(6));
        return Ended(await flight.Vehicle.Commands.Send(request, cancellation: stop), "accepted");
    }
}

/// <summary>Restarts the autopilot as the console does, and waits until it is there again.</summary>
internal sealed record RebootStep : CardStep
{
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(60);

    internal override async Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop)
    {
        var began = flight.Time.GetTimestamp();
        var before = flight.Now.Reboots;
        var request = new CommandLongRequest(MavCmd.PreflightRebootShutdown, 1);
        var sent = await flight.Vehicle.Commands.Send(request, cancellation: stop);
        if (!sent.IsAccepted)
        {
            return Ended(sent, "");
        }

        var gone = await flight.Until(s => s.Reboots > before, GoneWithin + BackWithin, stop);
        var back =
            gone
            && await flight.Until(
                s => s.Heartbeat is { Value.Status: var now } && Readiness.HasBooted(now),
                BackWithin,
                stop
            );
        var after = flight.Time.GetElapsedTime(began);
        return back
            ? Done(FormattableString.Invariant($"rebooted and heard again after {after.TotalSeconds:0.0} s"), after)
            : new SequenceResult(
                SequenceEnd.NoAnswer,
                gone ? "it did not come back" : "it was not seen to reboot",
                after
            );
    }
}
