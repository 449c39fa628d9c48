using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Sees mode changes and says whose doing they are: an order of ours, the autopilot's own failsafe (by the text that comes
/// with it), or else a pilot or another ground station. Used by the link's loop only.
/// </summary>
internal sealed class ModeWatch(TelemetryFold fold, OrderRunner orders, TimeProvider time)
{
    /// <summary>A failsafe's text comes this close to its mode change.</summary>
    private static readonly TimeSpan TextWindow = TimeSpan.FromSeconds(4);

    private static readonly string[] FailsafeWords = ["failsafe", "fence breached", "ekf variance", "crash"];

    private string mode = "";
    private DateTimeOffset newestText;

    /// <summary>The change since the last call, or null.</summary>
    public ModeChange? Changed(VehicleTelemetry telemetry)
    {
        if (telemetry.Mode.Length == 0 || telemetry.Mode == mode)
        {
            return null;
        }
        var (cause, reason) = CauseOf(telemetry.Mode);
        var change = new ModeChange(telemetry, mode, cause, reason);
        mode = telemetry.Mode;
        return change;
    }

    /// <summary>Texts that came since the last call, oldest first.</summary>
    public IReadOnlyList<Timed<StatusTextPart>> NewTexts()
    {
        var texts = fold.Snapshot.Texts;
        Timed<StatusTextPart>[] fresh = [.. texts.Where(text => text.At > newestText).Reverse()];
        if (fresh.Length > 0)
        {
            newestText = fresh[^1].At;
        }
        return fresh;
    }

    private (ModeChangeCause Cause, string Reason) CauseOf(string newMode)
    {
        if (mode.Length == 0)
        {
            return (ModeChangeCause.FirstHeard, "");
        }
        if (orders.LeadsTo(newMode))
        {
            return (ModeChangeCause.Ours, "");
        }
        var since = time.GetUtcNow() - TextWindow;
        var text = fold.Snapshot.Texts.FirstOrDefault(candidate =>
            candidate.At > since && IsFailsafe(candidate.Value.Text)
        );
        return text.Value.Text is { Length: > 0 } reason
            ? (ModeChangeCause.Failsafe, reason)
            : (ModeChangeCause.Pilot, "");
    }

    private static bool IsFailsafe(string text) =>
        FailsafeWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
