using DroneCommand.Fleet.Telemetry;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>Puts together what people see of a vehicle from decisions and telemetry. Pure.</summary>
public static class VehicleViewBuilder
{
    public static VehicleView Build(
        string vehicleId,
        VehicleState state,
        VehicleTelemetry? telemetry,
        IReadOnlyList<VehicleMessage> messages,
        AuthorityView authority,
        DateTimeOffset now
    )
    {
        var registration = state.Registration;
        var status = StatusOf(state, telemetry);
        var view = new VehicleView
        {
            VehicleId = vehicleId,
            Name = registration?.Name ?? vehicleId,
            Kind = registration?.Kind ?? telemetry?.Kind ?? VehicleKind.Unknown,
            Status = status,
            StatusLine = StatusLines.For(status, state, telemetry, messages),
            Authority = authority,
            NeedsYou = Attention.For(state, telemetry),
            Messages = [.. messages],
            Commands = [.. state.Commands],
            DockName = registration?.DockName,
            Simulated = registration?.Simulated ?? false,
            Task = state.Sortie is { } sortie ? SortieTracker.Progress(sortie, telemetry) : null,
            Route = state.Sortie?.Route() ?? [],
            GoingTo = GoTo.Ahead(state, telemetry)?.Target,
        };
        return LinkAging.At(telemetry is null ? view : WithTelemetry(view, telemetry), now);
    }

    private static VehicleView WithTelemetry(VehicleView view, VehicleTelemetry telemetry) =>
        view with
        {
            Mode = telemetry.Mode,
            Armed = telemetry.Armed,
            BatteryPercent = telemetry.BatteryPercent,
            BatteryVolts = telemetry.BatteryVolts,
            HomeNeedsPercent = WayHome.BatteryPercent(telemetry),
            GpsFix = telemetry.GpsFix,
            Satellites = telemetry.Satellites,
            LastHeard = telemetry.LastHeard,
            LinkQualityPercent = telemetry.LinkQualityPercent,
            Position = telemetry.Position,
            PositionHeard = telemetry.PositionHeard,
            AboveHome = telemetry.AboveHome,
            Amsl = telemetry.Amsl,
            GroundSpeedMps = telemetry.GroundSpeedMps,
            ClimbMps = telemetry.ClimbMps,
            HeadingDeg = telemetry.HeadingDeg,
            FeedPath = telemetry.FeedPath,
            Home = telemetry.Home,
            Stations = [.. telemetry.Stations.Select(station => StationAuthority.Seen(station, view.Authority))],
        };

    private static VehicleStatus StatusOf(VehicleState state, VehicleTelemetry? telemetry)
    {
        if (state.QuarantineReason is not null || telemetry?.Clash is not null)
        {
            return VehicleStatus.Quarantined;
        }
        if (telemetry is null)
        {
            return VehicleStatus.Missing;
        }
        if (state.Sortie is { } sortie)
        {
            return sortie.Phase switch
            {
                SortiePhase.Preparing => VehicleStatus.Preparing,
                SortiePhase.OnTask => VehicleStatus.OnTask,
                SortiePhase.Holding => Held(state, telemetry),
                SortiePhase.Returning => VehicleStatus.Returning,
                SortiePhase.Landing => VehicleStatus.Landing,
                _ => VehicleStatus.PilotFlies,
            };
        }
        if (!telemetry.Armed)
        {
            return telemetry is { PreArmHealthy: true, HasAbsolutePosition: true }
                ? VehicleStatus.Ready
                : VehicleStatus.NotReady;
        }
        return ModeMeanings.Of(telemetry.Mode) switch
        {
            ModeMeaning.Returning => VehicleStatus.Returning,
            ModeMeaning.Landing => VehicleStatus.Landing,
            ModeMeaning.Holding => Held(state, telemetry),
            ModeMeaning.Mission => VehicleStatus.OnTask,
            _ => VehicleStatus.PilotFlies,
        };
    }

    /// <summary>What is on its way to a point holds nothing yet.</summary>
    private static VehicleStatus Held(VehicleState state, VehicleTelemetry telemetry) =>
        GoTo.Ahead(state, telemetry) is null ? VehicleStatus.Holding : VehicleStatus.OnTask;
}

/// <summary>A go-to that is under way. Pure.</summary>
public static class GoTo
{
    /// <summary>As close as this to its target, in metres, it is there.</summary>
    private const double ArrivedM = 4;

    /// <summary>The target and the metres to it; null when there is none, or it is there.</summary>
    public static (GeoPoint Target, double Metres)? Ahead(VehicleState state, VehicleTelemetry? telemetry) =>
        state.GoingTo is { } target
        && telemetry is { Armed: true, Position: { } here }
        && ModeMeanings.GoesWhereSent(telemetry.Mode)
        && Geodesic.Distance(here, target) is var metres and > ArrivedM
            ? (target, metres)
            : null;
}

/// <summary>The sentence under a vehicle's name.</summary>
public static class StatusLines
{
    public static string For(
        VehicleStatus status,
        VehicleState state,
        VehicleTelemetry? telemetry,
        IReadOnlyList<VehicleMessage> messages
    )
    {
        var title = state.Sortie?.Title;
        var dock = state.Registration?.DockName;
        if (status == VehicleStatus.OnTask && GoTo.Ahead(state, telemetry) is { } ahead)
        {
            var waits = title is null ? "" : $" · {title} waits";
            return FormattableString.Invariant($"goes to the point it was sent to, {ahead.Metres:F0} m ahead{waits}");
        }
        return status switch
        {
            VehicleStatus.Quarantined => state.QuarantineReason ?? "quarantined: another autopilot has its system id",
            VehicleStatus.Preparing => $"{title} · {state.Sortie!.Activity}",
            VehicleStatus.OnTask
            or VehicleStatus.Returning
            or VehicleStatus.Holding
            or VehicleStatus.Landing when state.Sortie is { } sortie => Progress(sortie, telemetry),
            VehicleStatus.PilotFlies => $"its pilot flies · {telemetry?.Mode}",
            VehicleStatus.Ready when AwayFromHomeM(telemetry) is { } away => FormattableString.Invariant(
                $"stands {away:F0} m from its home · checks passed"
            ),
            VehicleStatus.Ready => dock is null ? "checks passed" : $"{dock} · checks passed",
            VehicleStatus.NotReady => telemetry is { HasAbsolutePosition: false }
                ? "waits for a position"
                : "its pre-arm checks do not pass yet" + LastObjection(messages),
            VehicleStatus.Missing => dock is null ? "not heard" : $"not heard · belongs to {dock}",
            _ => telemetry?.Mode ?? "",
        };
    }

    /// <summary>The autopilot repeats what it objects to each half minute.</summary>
    private static string LastObjection(IReadOnlyList<VehicleMessage> messages) =>
        messages.FirstOrDefault(message => message.Text.StartsWith(PreArm, StringComparison.Ordinal)) is { } newest
            ? $": {newest.Text[PreArm.Length..]}{(newest.Text == NoFence ? " (a start uploads the site's fence first)" : "")}"
            : "";

    private const string PreArm = "PreArm: ";

    /// <summary>ArduPilot's words while a fence is enabled that nobody has uploaded; they do not say that a start mends it.</summary>
    private const string NoFence = PreArm + "Fences enabled, but none selected";

    /// <summary>Metres to where it set out from, when it landed somewhere else.</summary>
    private static double? AwayFromHomeM(VehicleTelemetry? telemetry) =>
        telemetry is { Position: { } here, Home: { } home }
        && Geodesic.Distance(here, home) is var metres and > SortieTracker.SamePlaceM
            ? metres
            : null;

    private static string Progress(Sortie sortie, VehicleTelemetry? telemetry)
    {
        var progress = SortieTracker.Progress(sortie, telemetry);
        var where = progress.Leg > 0 ? $"leg {progress.Leg} of {progress.Legs}" : progress.Phase;
        return sortie.Phase switch
        {
            SortiePhase.Holding => $"{sortie.Title} · holds on {where}",
            SortiePhase.Returning => $"{sortie.Title} · on the way home",
            SortiePhase.Landing => $"{sortie.Title} · lands",
            _ => $"{sortie.Title} · {where}",
        };
    }
}
