using DroneCommand.Fleet.Patrols;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>What the straight way home and the landing take from here.</summary>
public static class WayHome
{
    /// <summary>In percent of a full battery; null while position or home are not known, or motors are off.</summary>
    public static double? BatteryPercent(VehicleTelemetry telemetry)
    {
        if (
            telemetry is not { Armed: true, Position: { } here, Home: { } home }
            || MissionDesk.FamilyOf(telemetry.Kind) is not { } family
        )
        {
            return null;
        }
        var vehicle = VehicleClass.Of(family);
        var cruise = Geodesic.Distance(here, home) / vehicle.CruiseMps;
        var wh = vehicle.Power.Watts(vehicle.CruiseMps, vehicle.WindAllowanceMps, 0) * cruise / 3600;
        if (family == VehicleFamily.Copter)
        {
            wh +=
                vehicle.Power.Watts(0, vehicle.WindAllowanceMps, 0)
                * LandingSeconds(vehicle, telemetry.AboveHome)
                / 3600;
        }
        return wh / vehicle.BatteryWh * 100;
    }

    private static double LandingSeconds(VehicleClass vehicle, AltitudeAboveHome? aboveHome)
    {
        var height = Math.Max(0, aboveHome?.Metres ?? 0);
        var slow = Math.Min(height, vehicle.FinalDescentMetres);
        return vehicle.LoiterOverHome.TotalSeconds
            + (height - slow) / vehicle.DescentMps
            + slow / vehicle.FinalDescentMps;
    }
}
