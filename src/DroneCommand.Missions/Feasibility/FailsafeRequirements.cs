using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Feasibility;

/// <summary>What a vehicle's own failsafes must be set to before it may leave its dock on a site.</summary>
/// <param name="ReturnAltitude">Return to Launch must be flown at least so high; 0 for what drives.</param>
/// <param name="TallestObstacle">Title of what asks for that altitude; null when nothing stands in the way.</param>
/// <param name="HighestReturnAltitude">And at most so high: the site's limit.</param>
/// <param name="GcsFailsafe">Lost heartbeats must make it return or hold.</param>
/// <param name="BatteryFailsafe">A low battery must make it return or land.</param>
/// <param name="Fence">The site's boundary must be in the vehicle and switched on.</param>
public sealed record FailsafeRequirements(
    AltitudeAboveHome ReturnAltitude,
    string? TallestObstacle,
    AltitudeAboveHome HighestReturnAltitude,
    bool GcsFailsafe,
    bool BatteryFailsafe,
    bool Fence
)
{
    /// <summary>For any flight within the boundary: a vehicle may be sent anywhere by hand.</summary>
    public static FailsafeRequirements For(Site site, VehicleFamily family) => Over(site, family, site.Boundary.Local);

    /// <summary>For one plan: over its route and every straight way home from it.</summary>
    public static FailsafeRequirements For(Site site, Plan plan)
    {
        var home = site.Frame.ToCoordinate(plan.Home);
        var points = plan.Route.Select(point => site.Frame.ToCoordinate(point.Position)).ToList();
        var fans = points.Zip(points.Skip(1), (from, to) => PlanarShapes.Fan(from, to, home));
        return Over(site, plan.Family, PlanarShapes.Factory.CreateGeometryCollection([.. fans]));
    }

    private static FailsafeRequirements Over(Site site, VehicleFamily family, Geometry ground)
    {
        var tallest = family == VehicleFamily.Rover ? null : new Hazards(site, family).HighestUnder(ground);
        return new FailsafeRequirements(
            new AltitudeAboveHome(tallest?.Ceiling ?? 0),
            tallest?.Feature.Title,
            site.AltitudeLimit,
            GcsFailsafe: true,
            BatteryFailsafe: true,
            Fence: true
        );
    }
}
