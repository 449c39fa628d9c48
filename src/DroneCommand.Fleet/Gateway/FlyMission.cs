using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// The start of a mission on one vehicle: its failsafes are read, fence and mission are uploaded and read back, and only a
/// mission that was verified since the vehicle's last boot and last upload is begun. Every step that fails ends it with
/// the reason; nothing is armed before all have passed.
/// </summary>
/// <param name="vehicle">The vehicle's protocol clients.</param>
/// <param name="groundSystemId">Ours.</param>
/// <param name="newRecording">Begins a recording of that name.</param>
/// <param name="untilLetGo">Waits until a launch, by its operation id, is let go with its team.</param>
internal sealed class FlyMission(
    VehicleServices vehicle,
    byte groundSystemId,
    Action<string> newRecording,
    Func<Guid, CancellationToken, Task> untilLetGo
)
{
    /// <summary>
    /// How long a vehicle that is ready waits for its team: as long as another may take to upload and to become ready.
    /// </summary>
    private static readonly TimeSpan TeamLimit = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan HeardLimit = TimeSpan.FromSeconds(20);

    private const int IdentityAttempts = 4;
    private static readonly TimeSpan IdentityLimit = TimeSpan.FromSeconds(3);

    /// <summary>A copter needs up to 42 s from its start to an absolute position; twice that is a fault.</summary>
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(90);

    public async Task<CommandOutcome> Run(
        FlyMissionOrder order,
        IProgress<string> phase,
        CancellationToken cancellation
    )
    {
        newRecording("sortie");
        phase.Report("waits for the autopilot");
        var known = await vehicle.Telemetry.WaitUntil(
            snapshot => snapshot.Heartbeat is { Value.Status: var status } && Readiness.HasBooted(status),
            HeardLimit,
            cancellation
        );
        if (!known || vehicle.Autopilot is not { } autopilot)
        {
            return CommandOutcome.RefusedByUs("its autopilot did not start, or is none that this server commands");
        }
        return WhyNotInItsWords(order) is { } foreign
            ? CommandOutcome.RefusedByUs(foreign)
            : await CheckIdentity(order, phase, cancellation)
                ?? await CheckFailsafes(order, phase, cancellation)
                ?? await LeaveMissionMode(autopilot, phase, cancellation)
                ?? await Upload(order.Fence, MavMissionType.Fence, "fence", autopilot, phase, cancellation)
                ?? InSpiteOf(order.Demands.Warnings, await Launch(order, autopilot, phase, cancellation));
    }

    /// <summary>Who reads how it went reads what its template would have forbidden.</summary>
    private static CommandOutcome InSpiteOf(IReadOnlyList<string> warnings, CommandOutcome outcome) =>
        warnings.Count == 0
            ? outcome
            : outcome with
            {
                Text = $"{outcome.Text}; started although {string.Join(", and ", warnings)}",
            };

    /// <summary>The mission was written when it was heard last; firmware is exchanged on the dock.</summary>
    private string? WhyNotInItsWords(FlyMissionOrder order) =>
        vehicle.Telemetry.Snapshot.Heartbeat is { Value.Autopilot: var now } && now != order.Autopilot
            ? $"its mission is written for {NameOf(order.Autopilot)}, and it is {NameOf(now)} now: start again"
            : null;

    private static string NameOf(MavAutopilot autopilot) =>
        autopilot switch
        {
            MavAutopilot.Px4 => "PX4",
            MavAutopilot.Ardupilotmega => "ArduPilot",
            _ => autopilot.ToString(),
        };

    /// <summary>A board that was swapped on the dock must not fly another's mission.</summary>
    private async Task<CommandOutcome?> CheckIdentity(
        FlyMissionOrder order,
        IProgress<string> phase,
        CancellationToken cancellation
    )
    {
        if (order.HardwareUid is not { } adopted)
        {
            return null;
        }
        phase.Report("asks who it is");
        // What it said before may be from before a reboot, and from another board.
        var asked = vehicle.Connection.Time.GetUtcNow();
        for (var attempt = 0; attempt < IdentityAttempts && !HasSaid(vehicle.Telemetry.Snapshot, asked); attempt++)
        {
            await vehicle.RequestIdentity(cancellation);
            await vehicle.Telemetry.WaitUntil(snapshot => HasSaid(snapshot, asked), IdentityLimit, cancellation);
        }
        if (!HasSaid(vehicle.Telemetry.Snapshot, asked))
        {
            return new CommandOutcome(
                OutcomeKind.NoAnswer,
                "it did not say which autopilot it is (AUTOPILOT_VERSION)",
                TimeSpan.Zero
            );
        }
        return vehicle.Telemetry.Snapshot.Identity?.Value.HardwareUid == adopted
            ? null
            : CommandOutcome.RefusedByUs("its autopilot is not the one that was adopted");
    }

    private static bool HasSaid(TelemetrySnapshot snapshot, DateTimeOffset since) => snapshot.Identity?.At >= since;

    private async Task<CommandOutcome?> CheckFailsafes(
        FlyMissionOrder order,
        IProgress<string> phase,
        CancellationToken cancellation
    )
    {
        var demands = order.Demands;
        var limits = new FailsafeLimits(groundSystemId, order.ReturnAltitude?.Metres)
        {
            LinkLost = demands.LinkLost,
            BatteryLow = demands.BatteryLow,
            FenceBreach = demands.FenceBreach,
            NeedsMount = demands.NeedsMount,
        };
        var report = await new PreflightCheck(vehicle, limits, phase).Check(cancellation);
        return report.Result.End == SequenceEnd.Done ? null : VehicleOrders.Worded(report.Result);
    }

    /// <summary>
    /// After its last mission a vehicle stays in AUTO, disarmed. An upload then would change the mission of a vehicle that
    /// is, by its own word, flying one.
    /// </summary>
    private async Task<CommandOutcome?> LeaveMissionMode(
        IAutopilot autopilot,
        IProgress<string> phase,
        CancellationToken cancellation
    )
    {
        var heartbeat = vehicle.Telemetry.Snapshot.Heartbeat!.Value.Value;
        if (heartbeat.CustomMode != autopilot.MissionMode)
        {
            return null;
        }
        if (heartbeat.Armed)
        {
            return CommandOutcome.RefusedByUs("it flies a mission; nothing is uploaded while it does");
        }
        phase.Report($"leaves {autopilot.ModeName(autopilot.MissionMode)}");
        var left = await new ModeSequence(vehicle, autopilot.GuidedMode, phase).Run(cancellation);
        return left.End == SequenceEnd.Done ? null : VehicleOrders.Worded(left);
    }

    private async Task<CommandOutcome?> Upload(
        IReadOnlyList<MissionItem> items,
        MavMissionType type,
        string what,
        IAutopilot autopilot,
        IProgress<string> phase,
        CancellationToken cancellation
    )
    {
        phase.Report($"uploads the {what}");
        var home = vehicle.Telemetry.Snapshot.Home?.Value;
        (GeoPoint, AltitudeAmsl)? place = home is { } known ? (known.Point, known.Altitude) : null;
        var upload = await new MissionUpload(vehicle.Connection, autopilot, vehicle.PlanFiles).Run(
            type,
            items,
            place,
            cancellation: cancellation
        );
        if (upload.End != TransferEnd.Done)
        {
            return Failed(upload.End, $"{what} upload: {upload.Reason}");
        }
        phase.Report($"reads the {what} back");
        var verify = await new MissionVerify(vehicle.Connection, autopilot, vehicle.PlanFiles).Run(
            type,
            items,
            cancellation: cancellation
        );
        return verify switch
        {
            { End: not TransferEnd.Done } => Failed(verify.End, $"{what} read-back: {verify.Reason}"),
            { Matches: false } => CommandOutcome.RefusedByUs(
                $"the vehicle holds another {what} than it was sent: {verify.Reason}"
            ),
            _ => null,
        };
    }

    private async Task<CommandOutcome> Launch(
        FlyMissionOrder order,
        IAutopilot autopilot,
        IProgress<string> phase,
        CancellationToken cancellation
    )
    {
        var boots = vehicle.Telemetry.Snapshot.Reboots;
        if (
            await Upload(order.Mission, MavMissionType.Mission, "mission", autopilot, phase, cancellation) is { } failed
        )
        {
            return failed;
        }
        // Waiting may take a minute: what was true of the vehicle when it was asked is looked at until it arms.
        var launch = new LaunchSequence(
            vehicle,
            ReadyLimit,
            phase,
            now => LaunchObjection.For(now, boots, order.Home),
            order.WaitsForTeam ? token => WaitForTeam(order.OperationId, phase, token) : null
        );
        return VehicleOrders.Worded(await launch.Run(cancellation));
    }

    private async Task<string?> WaitForTeam(Guid launch, IProgress<string> phase, CancellationToken cancellation)
    {
        phase.Report("is ready; waits for its team");
        try
        {
            await untilLetGo(launch, cancellation).WaitAsync(TeamLimit, vehicle.Connection.Time, cancellation);
            return null;
        }
        catch (TimeoutException)
        {
            return $"its team was not ready within {TeamLimit.TotalMinutes:F0} minutes";
        }
    }

    private static CommandOutcome Failed(TransferEnd end, string text) =>
        new(
            end switch
            {
                TransferEnd.Refused => OutcomeKind.RefusedByVehicle,
                TransferEnd.Cancelled => OutcomeKind.Cancelled,
                _ => OutcomeKind.NoAnswer,
            },
            text,
            TimeSpan.Zero
        );
}
