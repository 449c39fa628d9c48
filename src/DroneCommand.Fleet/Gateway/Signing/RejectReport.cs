using System.Globalization;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>
/// Tells people which frames of an address were not accepted: in the log and on the vehicle's page, the first at once and
/// then once a minute, however many come. Thread-safe.
/// </summary>
internal sealed class RejectReport(
    string network,
    byte systemId,
    IGrainFactory grains,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly SortedDictionary<SignatureVerdict, int> counts = [];
    private TimeSpan behind;
    private DateTimeOffset told;

    /// <param name="verdict">Why.</param>
    /// <param name="late">How far the frame's signing time was behind ours.</param>
    public void Count(SignatureVerdict verdict, TimeSpan late = default)
    {
        var now = time.GetUtcNow();
        string text;
        lock (gate)
        {
            counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
            behind = late > behind ? late : behind;
            if (now - told < TellEvery && now >= told)
            {
                return;
            }
            told = now;
            text = "not accepted: " + string.Join(", ", counts.Select(Describe));
            counts.Clear();
            behind = default;
        }
        logger.LogWarning("{Network}/{SystemId}: {Text}", network, systemId, text);
        _ = TellVehicle(new VehicleMessage(now, Severity.Error, text));
    }

    private string Describe(KeyValuePair<SignatureVerdict, int> rejected) =>
        string.Create(CultureInfo.InvariantCulture, $"{rejected.Value} {Reason(rejected.Key)}");

    private string Reason(SignatureVerdict verdict) =>
        verdict switch
        {
            SignatureVerdict.BadSignature => "signed with another key than the vehicle's",
            SignatureVerdict.Replay or SignatureVerdict.TooOld => string.Create(
                CultureInfo.InvariantCulture,
                $"with a signing time that is up to {behind.TotalMinutes:F0} min behind"
            ),
            SignatureVerdict.UnsignedRefused => "unsigned, though the vehicle has a signing key",
            SignatureVerdict.SignedRefused => "signed, which its network refuses",
            SignatureVerdict.NoKey => "for want of a signing key that can be used",
            _ => verdict.ToString(),
        };

    /// <summary>Only an adopted vehicle has a page.</summary>
    private async Task TellVehicle(VehicleMessage message)
    {
        try
        {
            var registry = grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key);
            if (await registry.Find(network, systemId) is { } vehicle)
            {
                await grains.GetGrain<IVehicleUplink>(vehicle.VehicleId).ReportMessage(message);
            }
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "{Network}/{SystemId}: its grain did not take a message", network, systemId);
        }
    }
}
