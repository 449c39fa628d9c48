using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>Whether a vehicle can be armed, by what it says of itself.</summary>
public static class Readiness
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(3.5);

    /// <summary>
    /// What it still waits for, as an operator would say it; null when it is ready. The pre-arm bit alone is not asked,
    /// because it holds for the present mode only: navigating modes need an absolute position too.
    /// </summary>
    public static string? WaitsFor(TelemetrySnapshot s, DateTimeOffset now)
    {
        if (s.Silence(now) is not { } silence || silence > Stale)
            return "waits to be heard";
        if (s.Heartbeat is not { Value: var heartbeat } || !HasBooted(heartbeat.Status))
            return "waits for the autopilot's start";
        if (!KnowsWhereItIs(s))
            return "waits for a position fix";
        if (s.Home == null)
            return "waits for its home position";
        if (s.System is not { } system)
            return "waits for its checks";
        return system.Value.PreArmPasses == false ? "waits for its pre-arm checks" + LastObjection(s) : null;
    }

    /// <summary>
    /// Before that ArduPilot accepts a mode and overwrites it when its start ends.
    /// </summary>
    public static bool HasBooted(MavState status) =>
        status is MavState.Standby or MavState.Active or MavState.Critical or MavState.Emergency;

    /// <summary>
    /// By its estimator's own word. PX4 can be set to send none; it has a position only where it has a global one, and a home
    /// only with that.
    /// </summary>
    public static bool KnowsWhereItIs(TelemetrySnapshot s) =>
        s.Estimator is { Value: var estimator }
            ? estimator.HasAbsolutePosition
            : s
                is {
                    Heartbeat.Value.Autopilot: MavAutopilot.Px4,
                    Position: not null,
                    Home: not null,
                    Gps.Value.Fix: >= GpsFixType.Type3dFix
                };

    private static string LastObjection(TelemetrySnapshot s)
    {
        foreach (var text in s.Texts)
            if (text.Value.Text.StartsWith("PreArm: ", StringComparison.Ordinal))
                return ": " + text.Value.Text["PreArm: ".Length..];
        return "";
    }
}
