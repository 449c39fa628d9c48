using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Fleet.Gateway;

/// <summary>What forbids a launch that was prepared already. Pure.</summary>
internal static class LaunchObjection
{
    /// <summary>Null when nothing does.</summary>
    /// <param name="now">The vehicle as it is.</param>
    /// <param name="bootsAtVerification">How often it had been seen to reboot when its mission was verified.</param>
    /// <param name="plannedHome">Where the plan begins and ends.</param>
    public static string? For(TelemetrySnapshot now, int bootsAtVerification, GeoPoint plannedHome)
    {
        if (now.Reboots != bootsAtVerification)
        {
            return "it rebooted after its mission was verified: start again";
        }
        // Before the estimator is sure, a position may be anywhere; then it is waited for.
        if (!Readiness.KnowsWhereItIs(now))
        {
            return null;
        }
        return TooFar("it stands", now.Position?.Value.Point, plannedHome)
            ?? TooFar("its home is", now.Home?.Value.Point, plannedHome);
    }

    private static string? TooFar(string what, GeoPoint? place, GeoPoint plannedHome) =>
        place is { } here && Geodesic.Distance(here, plannedHome) is var metres and > SortieTracker.SamePlaceM
            ? FormattableString.Invariant(
                $"{what} {metres:F0} m from where its plan begins ({plannedHome}): put it there, or start again"
            )
            : null;
}
