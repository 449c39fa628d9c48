using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>Whether a vehicle may be sent to a point, with the straight way home from there. Pure but for the sites.</summary>
public static class GoToCheck
{
    /// <summary>Lower than this what flies would be landed, not sent; home's height is known to about a metre.</summary>
    private const double LeastHeightM = 2;

    /// <summary>Null when it may go; otherwise the reasons with their places.</summary>
    public static string? WhyNot(
        ISiteCatalog sites,
        VehicleState state,
        VehicleTelemetry? telemetry,
        GeoPoint target,
        AltitudeAboveHome? altitude
    )
    {
        if (state.Registration is not { } registration || MissionDesk.FamilyOf(registration.Kind) is not { } family)
        {
            return "it is not known how this vehicle moves";
        }
        if (telemetry is not { Armed: true, Position: { } here })
        {
            return "it is not under way: start a patrol first";
        }
        if (telemetry.Autopilot == MavAutopilot.Px4)
        {
            // It goes to a point in AUTO.LOITER, the mode in which it also holds: a Hold on the way would change nothing.
            return "its autopilot, PX4, could not be held on the way there: hold it, or return it";
        }
        if (altitude is not { } height)
        {
            return "its height above home is not known";
        }
        if (family != VehicleFamily.Rover && !(height.Metres >= LeastHeightM))
        {
            return $"{height.Metres:F0} m above home is too low: at least {LeastHeightM:F0} m";
        }
        var site = sites.Find(state.Sortie?.SiteId ?? sites.Default.Id) ?? sites.Default;
        var problems = FeasibilityCheck.CheckGoTo(
            site,
            family,
            here,
            telemetry.AboveHome ?? new AltitudeAboveHome(0),
            target,
            height,
            telemetry.Home,
            FailsafeRequirements.For(site, family).ReturnAltitude
        );
        return problems.Count == 0 ? null : string.Join(" ", problems.Select(problem => problem.Reason));
    }
}
