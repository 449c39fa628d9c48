using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Feasibility;

/// <summary>The ways between homes and routes on one site, remembered by family and height.</summary>
/// <param name="site">The site.</param>
/// <param name="known">The vehicles' return altitude as read from them; null takes what the site asks for.</param>
internal sealed class SiteWays(Site site, AltitudeAboveHome? known)
{
    private readonly Dictionary<(VehicleFamily, double), ClearWays> ways = [];
    private readonly Dictionary<VehicleFamily, double> returnAltitudes = [];

    /// <summary>Corners of the way between a route and home; none where it is straight, or where there is no clear one.</summary>
    public IReadOnlyList<GeoPoint> Between(VehicleFamily family, GeoPoint from, GeoPoint to, AltitudeAboveHome altitude)
    {
        var hazards = new Hazards(site, family);
        var (start, end) = (site.Frame.ToCoordinate(from), site.Frame.ToCoordinate(to));
        var band = family == VehicleFamily.Rover ? AltitudeBand.Ground : AltitudeBand.At(altitude.Metres);
        if (start.Equals2D(end) || !hazards.Meeting(PlanarShapes.Segment(start, end), band, start).Any())
        {
            return [];
        }

        if (!ways.TryGetValue((family, altitude.Metres), out var clear))
        {
            ways[(family, altitude.Metres)] = clear = new ClearWays(site, family, altitude);
        }

        return clear.Between(from, to) ?? [];
    }

    /// <summary>The height to which a return climbs first, metres above home.</summary>
    public double ReturnAltitude(VehicleFamily family)
    {
        if (!returnAltitudes.TryGetValue(family, out var metres))
        {
            var altitude = known ?? FailsafeRequirements.For(site, family).ReturnAltitude;
            returnAltitudes[family] = metres = altitude.Metres;
        }

        return metres;
    }
}
