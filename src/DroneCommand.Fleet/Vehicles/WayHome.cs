using DroneCommand.Fleet.Patrols;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>What the straight way home and the landing take from where a vehicle is.</summary>
public static class WayHome
{
    /// <summary>In percent of a full battery; null while position or home are not known, or motors are off.</summary>
    public static double? BatteryPercent(VehicleTelemetry telemetry)
    {
        if (
            telemetry is not { Armed: true, Position: { IsValid: true } here, Home: { IsValid: true } home }
            || MissionDesk.FamilyOf(telemetry.Kind) is not { } family
        )
        {
            return null;
        }
        var height = telemetry.AboveHome ?? new AltitudeAboveHome(0);
        return Missions.Energy.WayHome.From(VehicleClass.Of(family), here, height, home, height).EnergyPercent;
    }
}
