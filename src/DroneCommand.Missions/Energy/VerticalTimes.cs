using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Energy;

/// <summary>How long a vehicle goes up and down over its home.</summary>
internal static class VerticalTimes
{
    /// <summary>Seconds of a climb by so many metres; 0 for what does not fly.</summary>
    public static double Climb(VehicleClass vehicle, double metres) =>
        vehicle.ClimbMps > 0 ? Math.Max(0, metres) / vehicle.ClimbMps : 0;

    /// <summary>Seconds over home and down from a height, the last metres slowly; 0 for what does not fly.</summary>
    public static double Landing(VehicleClass vehicle, double metres)
    {
        if (vehicle.DescentMps <= 0)
        {
            return 0;
        }

        var slow = Math.Clamp(metres, 0, vehicle.FinalDescentMetres);
        var fast = Math.Max(0, metres) - slow;
        return vehicle.LoiterOverHome.TotalSeconds + fast / vehicle.DescentMps + slow / vehicle.FinalDescentMps;
    }
}
