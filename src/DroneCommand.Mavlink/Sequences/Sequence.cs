using System.Globalization;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>What the sequences share: the start of the clock, the words, cancellation as a result.</summary>
public abstract class Sequence
{
    /// <summary>How long a state that a command changed may take to show: arming only shows in the next 1 Hz heartbeat.</summary>
    private protected static readonly TimeSpan ShowWithin = TimeSpan.FromSeconds(4);

    // A heartbeat that comes sooner than this after a send may have left before the command arrived.
    private static readonly TimeSpan MayBeOlder = TimeSpan.FromMilliseconds(500);

    private protected Sequence(VehicleServices vehicle, IProgress<string>? phase)
    {
        Vehicle = vehicle;
        Phase = phase;
    }

    private protected VehicleServices Vehicle { get; }

    private protected IProgress<string>? Phase { get; }

    private protected TimeProvider Time => Vehicle.Connection.Time;

    private protected TelemetrySnapshot Now => Vehicle.Telemetry.Snapshot;

    private protected long Started { get; private set; }

    /// <summary>Runs once. Cancelling ends it at its next wait, and is a result of its own.</summary>
    public async Task<SequenceResult> Run(CancellationToken cancellation = default)
    {
        Started = Time.GetTimestamp();
        if (Vehicle.Autopilot is not { } autopilot)
            return Refuse("its autopilot is not known yet, or none that this server commands");
        try
        {
            return await Steps(autopilot, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return End(SequenceEnd.Cancelled, "given up");
        }
    }

    private protected abstract Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation);

    private protected SequenceResult End(SequenceEnd end, string text) => new(end, text, Time.GetElapsedTime(Started));

    private protected SequenceResult Refuse(string why) => End(SequenceEnd.RefusedByUs, why);

    private protected SequenceResult Seen(string what) =>
        End(
            SequenceEnd.Done,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what} seen after {Time.GetElapsedTime(Started).TotalSeconds:0.0} s"
            )
        );

    /// <summary>A command's end as the sequence's; only for one that was not accepted.</summary>
    private protected SequenceResult Ended(CommandResult result, string step) =>
        End(
            result.Kind switch
            {
                CommandResultKind.Refused => SequenceEnd.RefusedByVehicle,
                CommandResultKind.Cancelled => SequenceEnd.Cancelled,
                _ => SequenceEnd.NoAnswer,
            },
            $"{step}: {result.Reason}"
        );

    /// <summary>
    /// Asks for a mode and sees it come; null when it did. Repeating the request changes nothing, so it is resent. Where
    /// only the answer was lost, the change that was seen stands for it; a mode that it was in before proves nothing.
    /// </summary>
    private protected async Task<SequenceResult?> ChangeMode(
        uint mode,
        IAutopilot autopilot,
        CancellationToken cancellation
    )
    {
        var name = autopilot.ModeName(mode);
        var before = Now.Heartbeat?.Value;
        var result = await Vehicle.Commands.Send(autopilot.SetMode(mode), cancellation: cancellation);
        var changed = before?.CustomMode != mode;
        if (result.Kind == CommandResultKind.NoAnswer && changed && Now.Heartbeat?.Value.CustomMode == mode)
            return null;
        if (!result.IsAccepted)
            return Ended(result, name);
        var after = before?.Number ?? 0;
        var seen = await Vehicle.Telemetry.WaitUntil(
            s => s.Heartbeat is { Value: var h } && h.Number > after && h.CustomMode == mode,
            ShowWithin,
            cancellation
        );
        return seen ? null : End(SequenceEnd.NoAnswer, $"{name} was accepted but not seen");
    }

    /// <summary>
    /// Arms and sees it armed; null when it was. It is sent again only when a heartbeat shows that it did not happen: a
    /// late copy could arm a vehicle that was disarmed since. A refusal is final; the vehicle has said why.
    /// </summary>
    private protected async Task<SequenceResult?> Arm(CancellationToken cancellation, float force = 0)
    {
        Phase?.Report("arms");
        var number = Now.Heartbeat?.Value.Number ?? 0;
        var options = new CommandOptions { EvidenceSince = sent => Since(sent, number, h => h.Armed) };
        var request = new CommandLongRequest(MavCmd.ComponentArmDisarm, 1, force);
        var result = await Vehicle.Commands.Send(request, options, cancellation);
        if (!result.IsAccepted && !(result.Kind == CommandResultKind.NoAnswer && Now.Armed))
            return Ended(result, "arming");
        var seen = await Vehicle.Telemetry.WaitUntil(s => s.Armed, ShowWithin, cancellation);
        return seen ? null : End(SequenceEnd.NoAnswer, "arming was accepted but not seen");
    }

    /// <summary>What the heartbeats after the one of that number say about a command that was sent.</summary>
    private protected Evidence Since(long sent, long number, Func<HeartbeatPart, bool> happened)
    {
        if (Now.Heartbeat is not { } heard || heard.Value.Number <= number)
            return Evidence.None;
        if (happened(heard.Value))
            return Evidence.Happened;
        var age = heard.Age(Time.GetUtcNow());
        return Time.GetElapsedTime(sent) - age >= MayBeOlder ? Evidence.DidNotHappen : Evidence.None;
    }
}
