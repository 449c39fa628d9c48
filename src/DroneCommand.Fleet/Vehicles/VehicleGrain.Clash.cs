using DroneCommand.Fleet.Audit;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Vehicles;

// Two autopilots with one system id: which of them a command would reach must be known, or none is sent.
public sealed partial class VehicleGrain
{
    /// <summary>The clash that a person has decided about by adopting the vehicle anew; kept as long as this activation.</summary>
    private ClashReport? settledClash;

    /// <summary>
    /// Why nothing may be sent to it; null when it may. Hold, return and land go on in a clash while the autopilot that
    /// they would reach has said that it is the adopted one: any other may be somebody else's vehicle.
    /// </summary>
    private string? WhyQuarantined(bool forSafety = false) =>
        State.QuarantineReason
        ?? (
            telemetry?.Clash is { } clash && !(forSafety && clash.IsKnown(State.Registration?.HardwareUid))
                ? $"quarantined: {ClashInWords(clash)}"
                : null
        );

    private string ClashInWords(ClashReport clash) =>
        clash.InWords(State.Registration is { } at ? $"{at.Network}, system {at.SystemId}" : VehicleId)
        + "; switch one off or give it another system id, or adopt the one that is listened to anew";

    /// <summary>The report without a clash that is decided.</summary>
    private VehicleTelemetry WatchClash(VehicleTelemetry report)
    {
        if (report.Clash is not { } clash)
        {
            if (telemetry?.Clash is not null)
            {
                RecordClash("end of quarantine", "no other autopilot speaks with its system id any more");
            }
            return report;
        }
        if (
            settledClash is { } settled
            && settled.OtherLink == clash.OtherLink
            && settled.OtherUid == clash.OtherUid
            && settled.OwnUid == clash.OwnUid
        )
        {
            return report with { Clash = null };
        }
        if (telemetry?.Clash is null)
        {
            RecordClash("quarantine", ClashInWords(clash));
        }
        return report;
    }

    /// <summary>The server decides it by itself: that is on record too.</summary>
    private void RecordClash(string action, string what)
    {
        logger.LogWarning("{VehicleId}: {Action}: {What}", VehicleId, action, what);
        services.Audit.Spool(
            new AuditRecord(0, Now, Guid.NewGuid(), "server", "server", VehicleId, action, what, "Done")
        );
    }
}
