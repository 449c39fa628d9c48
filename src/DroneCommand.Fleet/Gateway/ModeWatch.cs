using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Telemetry;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Sees mode changes and says whose doing they are: an order of ours, the autopilot's own failsafe (by the text that comes
/// with it), a station that is attached to us, or else a pilot or a ground station that is not. Used by the link's loop only, but for
/// <see cref="StationAsked"/>.
/// </summary>
internal sealed class ModeWatch(TelemetryFold fold, OrderRunner orders, TimeProvider time)
{
    /// <summary>A failsafe's text comes this close to its mode change.</summary>
    private static readonly TimeSpan TextWindow = TimeSpan.FromSeconds(4);

    /// <summary>The mode of an autopilot that has just booted shows within this time.</summary>
    private static readonly TimeSpan FirstModeWindow = TimeSpan.FromSeconds(3);

    /// <summary>So long after its request was passed on, a mode change is the attached station's doing.</summary>
    private static readonly TimeSpan StationWindow = TimeSpan.FromSeconds(3);

    private static readonly string[] FailsafeWords =
    [
        "failsafe",
        "breached",
        "ekf variance",
        "crash",
        "battery 1 is",
        "dead reckoning",
    ];

    private string mode = "";
    private DateTimeOffset newestText;
    private DateTimeOffset? breachedSince;
    private DateTimeOffset heard;
    private DateTimeOffset backSince;
    private TimeSpan silence;
    private int reboots;
    private DateTimeOffset rebooted;
    private long stationAsked = DateTimeOffset.MinValue.UtcTicks;

    /// <summary>An attached station's request for another mode was passed on. From any thread.</summary>
    public void StationAsked() => Volatile.Write(ref stationAsked, time.GetUtcNow().UtcTicks);

    /// <summary>
    /// The change since the last one that was <see cref="Told"/>, or null. One that could not be told comes again: that
    /// a pilot took over must not get lost.
    /// </summary>
    public ModeChange? Changed(VehicleTelemetry telemetry)
    {
        if (telemetry.Boots != reboots)
        {
            reboots = telemetry.Boots;
            rebooted = time.GetUtcNow();
        }
        NoteSilence(telemetry.LastHeard);
        breachedSince = fold.Snapshot.FenceBreached is { Value: true } ? breachedSince ?? time.GetUtcNow() : null;
        if (telemetry.Mode.Length == 0 || telemetry.Mode == mode)
        {
            return null;
        }
        var (cause, reason) = CauseOf(telemetry.Mode);
        return new ModeChange(telemetry, mode, cause, reason);
    }

    /// <summary>The grain has taken this change.</summary>
    public void Told(ModeChange change) => mode = change.Telemetry.Mode;

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
        if (mode.Length == 0 || time.GetUtcNow() - rebooted < FirstModeWindow)
        {
            // An autopilot that has just booted is in its first mode: nobody changed it.
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
        if (text.Value.Text is { Length: > 0 } reason)
        {
            return (ModeChangeCause.Failsafe, reason);
        }
        // A rover says nothing when it crosses its fence; FENCE_STATUS comes just before the mode.
        if (breachedSince > since)
        {
            return (ModeChangeCause.Failsafe, "it left its fence");
        }
        if (time.GetUtcNow().UtcTicks - Volatile.Read(ref stationAsked) < StationWindow.Ticks)
        {
            return (ModeChangeCause.Station, "");
        }
        // What it said while it was not heard is lost. It heard us no better, and that is what its failsafe is for.
        return backSince > since && ModeMeanings.Of(newMode) is not (ModeMeaning.Manual or ModeMeaning.Mission)
            ? (
                ModeChangeCause.Failsafe,
                FormattableString.Invariant($"it was not heard for {silence.TotalSeconds:F0} s")
            )
            : (ModeChangeCause.Pilot, "");
    }

    private void NoteSilence(DateTimeOffset newest)
    {
        if (heard != default && newest - heard > LinkAging.LostAfter)
        {
            silence = newest - heard;
            backSince = newest;
        }
        heard = newest;
    }

    private static bool IsFailsafe(string text) =>
        !text.Contains("cleared", StringComparison.OrdinalIgnoreCase)
        && FailsafeWords.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
