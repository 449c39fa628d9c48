using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>
/// Begins the stored mission: waits until the vehicle is ready, arms it in its guided mode, and starts. The mission's own
/// take-off item lifts a copter, so nothing is flown that the plan does not hold; ArduPilot switches to AUTO by
/// MISSION_START itself. Arming in AUTO is refused by copters, and lets rovers drive off before arming was confirmed.
/// </summary>
/// <param name="vehicle">The vehicle; its mission was uploaded and verified.</param>
/// <param name="patience">How long a vehicle that is not ready is waited for.</param>
/// <param name="phase">Gets what is happening and what is waited for.</param>
/// <param name="objection">
/// Asked while it waits and again before it arms: why the launch must not go on, in words for people, or null.
/// </param>
/// <param name="consent">
/// Asked once when the vehicle is ready; the launch waits for its answer: why it must not go on, or null. Whether the vehicle
/// is still ready is looked at afterwards.
/// </param>
public sealed class LaunchSequence(
    VehicleServices vehicle,
    TimeSpan? patience = null,
    IProgress<string>? phase = null,
    Func<TelemetrySnapshot, string?>? objection = null,
    Func<CancellationToken, Task<string?>>? consent = null
) : Sequence(vehicle, phase)
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(90);

    // Spooling up takes 2 s, lift-off about 4 s.
    private static readonly TimeSpan LiftWithin = TimeSpan.FromSeconds(20);

    private const double LiftedM = 1;
    private const double MovingMps = 0.3;

    private string? _reported;
    private int _reboots;

    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        if (Now.Armed)
            return Refuse("it is armed already");
        _reboots = Now.Reboots;
        return await Prepare(autopilot, cancellation)
            ?? await AskConsent(cancellation)
            ?? await Arm(cancellation)
            ?? await Start(autopilot, cancellation);
    }

    private async Task<SequenceResult?> Prepare(IAutopilot autopilot, CancellationToken cancellation)
    {
        var limit = patience ?? DefaultPatience;
        var booted = await Vehicle.Telemetry.WaitUntil(
            s =>
                Objects(s)
                || Report(
                    s.Heartbeat is { Value.Status: var status } && Readiness.HasBooted(status)
                        ? null
                        : "waits for the autopilot's start"
                ),
            limit,
            cancellation
        );
        if (objection?.Invoke(Now) is { } early)
            return Refuse(early);
        if (!booted)
            return Refuse("its autopilot did not start in time");
        // The pre-arm bit speaks of the present mode: take the one in which it will be armed.
        Phase?.Report("takes guided mode");
        if (await ChangeMode(autopilot.GuidedMode, autopilot, cancellation) is { } failed)
            return failed;
        var first = autopilot.MissionBeginsWithHome ? 1 : 0;
        if (
            Now.Mission is { Value.CurrentItem: var item }
            && item > first
            && await Rewind(first, cancellation) is { } stuck
        )
            return stuck;
        var left = limit - Time.GetElapsedTime(Started);
        var ready = await Vehicle.Telemetry.WaitUntil(
            s => Objects(s) || Report(Readiness.WaitsFor(s, Time.GetUtcNow())),
            left,
            cancellation
        );
        if (Now.Reboots != _reboots)
            return Refuse("it rebooted meanwhile: its plan must be verified again");
        if (objection?.Invoke(Now) is { } late)
            return Refuse(late);
        return ready ? null : Refuse("it was not ready in time: " + (Readiness.WaitsFor(Now, Time.GetUtcNow()) ?? ""));
    }

    private async Task<SequenceResult?> AskConsent(CancellationToken cancellation)
    {
        if (consent is null)
            return null;
        if (await consent(cancellation) is { } refusal)
            return Refuse(refusal);
        if (Now.Reboots != _reboots)
            return Refuse("it rebooted meanwhile: its plan must be verified again");
        return (objection?.Invoke(Now) ?? Readiness.WaitsFor(Now, Time.GetUtcNow())) is { } changed
            ? Refuse("it is not ready any more: " + changed)
            : null;
    }

    /// <summary>After a sortie that ended early the mission stands at a later item.</summary>
    private async Task<SequenceResult?> Rewind(int first, CancellationToken cancellation)
    {
        var result = await Vehicle.Commands.Send(
            new CommandLongRequest(MavCmd.DoSetMissionCurrent, first),
            cancellation: cancellation
        );
        return result.IsAccepted ? null : Ended(result, "mission to its first item");
    }

    /// <summary>A copy of the start is sent only when a heartbeat shows that the mode did not change.</summary>
    private async Task<SequenceResult> Start(IAutopilot autopilot, CancellationToken cancellation)
    {
        Phase?.Report(autopilot.Flies ? "takes off" : "starts");
        var mode = autopilot.MissionMode;
        var ground = Now.AboveHome?.Metres ?? 0;
        var begun = Time.GetUtcNow();
        var number = Now.Heartbeat?.Value.Number ?? 0;
        var options = new CommandOptions { EvidenceSince = sent => Since(sent, number, h => h.CustomMode == mode) };
        var result = await Vehicle.Commands.Send(new CommandLongRequest(MavCmd.MissionStart), options, cancellation);
        var inMode = await Vehicle.Telemetry.WaitUntil(
            s => s.Heartbeat is { Value.CustomMode: var m } && m == mode,
            result.IsAccepted ? ShowWithin : TimeSpan.Zero,
            cancellation
        );
        if (!inMode)
        {
            await DisarmAgain(cancellation);
            return result.IsAccepted
                ? End(SequenceEnd.NoAnswer, "the start was accepted, but its mode was not seen")
                : Ended(result, "start");
        }
        var off = await Vehicle.Telemetry.WaitUntil(s => IsOff(s, autopilot, ground, begun), LiftWithin, cancellation);
        return off
            ? Seen(autopilot.Flies ? "take-off" : "start")
            : End(SequenceEnd.NoAnswer, autopilot.Flies ? "it did not lift off" : "it did not move");
    }

    /// <summary>An armed vehicle must not be left standing. A copter in flight refuses this, so it can do no harm.</summary>
    private async Task DisarmAgain(CancellationToken cancellation)
    {
        Phase?.Report("disarms");
        await Vehicle.Commands.Send(new CommandLongRequest(MavCmd.ComponentArmDisarm, 0), cancellation: cancellation);
    }

    private static bool IsOff(TelemetrySnapshot s, IAutopilot autopilot, double ground, DateTimeOffset begun)
    {
        if (!autopilot.Flies)
            return s.Position is { Value.GroundSpeedMps: > MovingMps } || s.ReachedItem?.At >= begun;
        return s.OnGround == false || s.AboveHome?.Metres > ground + LiftedM;
    }

    private bool Objects(TelemetrySnapshot s) => objection?.Invoke(s) is not null;

    private bool Report(string? waitsFor)
    {
        if (waitsFor != null && waitsFor != _reported)
            Phase?.Report(waitsFor);
        _reported = waitsFor;
        return waitsFor == null;
    }
}
