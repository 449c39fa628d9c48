namespace DroneCommand.Fleet.Vehicles;

/// <summary>What about a vehicle needs a person now, worst first. Pure.</summary>
public static class Attention
{
    /// <summary>Battery beyond what the way home needs at which the operator is told, in percent.</summary>
    private const double HomeMarginPercent = 8;

    public static IReadOnlyList<AttentionItem> For(VehicleState state, VehicleTelemetry? telemetry)
    {
        var items = new List<AttentionItem>();
        if (state.QuarantineReason is { } reason)
        {
            items.Add(
                new(Severity.Error, "Quarantined", reason, telemetry?.LastHeard ?? default, SuggestedAction.None)
            );
        }
        if (telemetry is { Clash: { } clash })
        {
            items.Add(ClashItem(clash, state, telemetry));
        }
        if (state.Standing is { } standing)
        {
            items.Add(standing);
        }
        if (telemetry is { CannotCommand: true })
        {
            items.Add(
                new(
                    telemetry.Armed ? Severity.Critical : Severity.Error,
                    "Cannot command",
                    "It is heard, but nothing that is sent reaches it. Its own failsafe governs.",
                    telemetry.LastHeard,
                    SuggestedAction.None
                )
            );
        }
        if (telemetry is { Competitor: { } competitor })
        {
            items.Add(
                new(
                    Severity.Warning,
                    "Another ground station sets its rates",
                    $"{char.ToUpperInvariant(competitor[0])}{competitor[1..]}. Attach it to the server instead, or what is shown here comes late.",
                    telemetry.LastHeard,
                    SuggestedAction.None
                )
            );
        }
        if (telemetry is { Armed: true })
        {
            AddBattery(items, telemetry);
            AddPosition(items, telemetry);
            AddHolding(items, state, telemetry);
        }
        items.Sort((a, b) => b.Severity.CompareTo(a.Severity));
        return items;
    }

    private static AttentionItem ClashItem(ClashReport clash, VehicleState state, VehicleTelemetry telemetry)
    {
        var at = state.Registration;
        var reach = clash.IsKnown(at?.HardwareUid)
            ? "Hold, Return and Land still reach this one; all else is refused"
            : "It is not known which of them is this one, so nothing is sent";
        return new(
            Severity.Critical,
            "Two vehicles with one system id",
            $"{clash.InWords($"{at?.Network}, system {at?.SystemId}")}. {reach}, until one is gone or has another id.",
            telemetry.LastHeard,
            SuggestedAction.None
        );
    }

    private static void AddBattery(List<AttentionItem> items, VehicleTelemetry telemetry)
    {
        if (
            telemetry.BatteryPercent is { } has
            && WayHome.BatteryPercent(telemetry) is { } needs
            && has < needs + HomeMarginPercent
            && ModeMeanings.Of(telemetry.Mode) is not (ModeMeaning.Returning or ModeMeaning.Landing)
        )
        {
            items.Add(
                new(
                    Severity.Error,
                    "Battery only for the way home",
                    $"Home needs {needs:F0} %, has {has:F0} %.",
                    telemetry.LastHeard,
                    SuggestedAction.Return
                )
            );
        }
    }

    private static void AddPosition(List<AttentionItem> items, VehicleTelemetry telemetry)
    {
        if (!telemetry.HasAbsolutePosition)
        {
            items.Add(
                new(
                    Severity.Critical,
                    "Lost its position",
                    $"GPS: {telemetry.GpsFix}. It cannot navigate; its own failsafe governs.",
                    telemetry.LastHeard,
                    SuggestedAction.Land
                )
            );
        }
    }

    private static void AddHolding(List<AttentionItem> items, VehicleState state, VehicleTelemetry telemetry)
    {
        if (
            state.Sortie is { Phase: SortiePhase.Holding } sortie
            && state.Standing is null
            && GoTo.Ahead(state, telemetry) is null
        )
        {
            items.Add(
                new(
                    Severity.Info,
                    "Holds",
                    $"{sortie.Title} waits for you ({telemetry.Mode}).",
                    telemetry.LastHeard,
                    SuggestedAction.Resume
                )
            );
        }
    }
}

/// <summary>Remembers since when something needs a person, as long as it goes on. Not thread-safe.</summary>
public sealed class AttentionDates
{
    private Dictionary<string, DateTimeOffset> since = [];

    /// <summary>The same items with the time at which each was first seen.</summary>
    public IReadOnlyList<AttentionItem> Dated(IReadOnlyList<AttentionItem> items, DateTimeOffset now)
    {
        var next = new Dictionary<string, DateTimeOffset>();
        foreach (var item in items)
        {
            next.TryAdd(item.Title, since.GetValueOrDefault(item.Title, now));
        }
        since = next;
        return [.. items.Select(item => item with { Since = next[item.Title] })];
    }
}
