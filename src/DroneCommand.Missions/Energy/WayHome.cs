using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Energy;

/// <summary>What the straight way home and the landing need.</summary>
/// <param name="LengthMetres">Over ground.</param>
/// <param name="Duration">With climb, landing and braking.</param>
/// <param name="EnergyWh">With the class's wind allowance, or more.</param>
/// <param name="EnergyPercent">Of a full battery.</param>
public sealed record WayHome(double LengthMetres, TimeSpan Duration, double EnergyWh, double EnergyPercent)
{
    /// <summary>From a place and height, at the class's cruise speed.</summary>
    /// <param name="vehicle">The class.</param>
    /// <param name="from">Where it is.</param>
    /// <param name="altitude">Its height; ignored for what drives.</param>
    /// <param name="home">Where it returns to.</param>
    /// <param name="returnAltitude">The height to which it climbs first, unless it is higher; ignored for what drives.</param>
    /// <param name="windMps">Wind to allow for; the class's allowance when that is more.</param>
    /// <exception cref="ArgumentException">A place is not on the ellipsoid or a number is not finite.</exception>
    public static WayHome From(
        VehicleClass vehicle,
        GeoPoint from,
        AltitudeAboveHome altitude,
        GeoPoint home,
        AltitudeAboveHome returnAltitude,
        double windMps = 0
    )
    {
        if (!double.IsFinite(altitude.Metres) || !double.IsFinite(returnAltitude.Metres) || !double.IsFinite(windMps))
        {
            throw new ArgumentException("Altitudes and wind must be finite numbers.");
        }

        var wind = Math.Max(windMps, vehicle.WindAllowanceMps);
        var length = Geodesic.Distance(from, home);
        var top = Math.Max(altitude.Metres, returnAltitude.Metres);
        var model = new FlightModel(vehicle, null, wind);
        var climb = model.Vertical(vehicle.ClimbMps, VerticalTimes.Climb(vehicle, top - altitude.Metres));
        var level = model.Along([new LegShape(length, 0, 180, vehicle.CruiseMps)])[0];
        var landing = model.Vertical(-vehicle.DescentMps, VerticalTimes.Landing(vehicle, top));
        var whole = climb + level + landing;
        var energy = whole.Energy.PlannedWh;
        return new WayHome(length, TimeSpan.FromSeconds(whole.Seconds), energy, energy / vehicle.BatteryWh * 100);
    }
}
