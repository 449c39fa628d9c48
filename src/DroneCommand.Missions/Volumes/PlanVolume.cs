using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Volumes;

/// <summary>
/// A piece of the airspace that a plan may be in during some time: what another plan must stay out of. Volumes follow ASTM
/// F3548 in that what overlaps by less than a centimetre does not overlap, and that a plan has 10,000 vertices at most.
/// </summary>
/// <param name="Leg">Index in <see cref="Plan.Legs"/> of the leg that it is about.</param>
/// <param name="Footprint">Corners of a convex area, anticlockwise, without closing point.</param>
/// <param name="Floor">Lowest altitude.</param>
/// <param name="Ceiling">Highest altitude.</param>
/// <param name="From">When it may be entered first, from the plan's start.</param>
/// <param name="To">When it has been left at the latest.</param>
public sealed record PlanVolume(
    int Leg,
    IReadOnlyList<GeoPoint> Footprint,
    AltitudeAmsl Floor,
    AltitudeAmsl Ceiling,
    TimeSpan From,
    TimeSpan To
);

/// <summary>How far a vehicle may be from where and when its plan has it.</summary>
/// <param name="SideMetres">Beside its way.</param>
/// <param name="HeightMetres">Above and below.</param>
/// <param name="StartSeconds">Late or early at the start.</param>
/// <param name="Share">And by so much of the time since.</param>
public sealed record VolumeMargins(double SideMetres, double HeightMetres, double StartSeconds, double Share)
{
    /// <summary>
    /// What 95 % of the time is not exceeded: GNSS, wind and corners flown wide for the sides; barometers that differ and
    /// drift for the height; 1.645 times the standard deviation of a plan's time for the share.
    /// </summary>
    public static VolumeMargins Of(Vehicles.VehicleClass vehicle)
    {
        ArgumentNullException.ThrowIfNull(vehicle);
        const double share = 1.645 * Energy.EnergyEstimate.TimeSigma;
        return vehicle.Family switch
        {
            Vehicles.VehicleFamily.Rover => new(2, 3, 5, share),
            Vehicles.VehicleFamily.Plane => new(20, 10, 5, share),
            _ => new(5, 5, 5, share),
        };
    }
}

/// <summary>Two plans that may be in the same place at the same time.</summary>
/// <param name="First">The first plan's volume.</param>
/// <param name="Second">The second plan's volume.</param>
/// <param name="Place">In the middle of what they share.</param>
/// <param name="Altitude">In the middle of the altitudes that they share.</param>
/// <param name="From">When it begins, on the first plan's clock.</param>
/// <param name="To">When it ends.</param>
public sealed record VolumeConflict(
    PlanVolume First,
    PlanVolume Second,
    GeoPoint Place,
    AltitudeAmsl Altitude,
    TimeSpan From,
    TimeSpan To
);
