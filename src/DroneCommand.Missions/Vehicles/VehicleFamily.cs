namespace DroneCommand.Missions.Vehicles;

/// <summary>How a vehicle moves, as far as planning cares.</summary>
public enum VehicleFamily
{
    /// <summary>Flies, hovers, turns on the spot.</summary>
    Copter,

    /// <summary>Drives on the ground, turns within its own length.</summary>
    Rover,

    /// <summary>Flies on wings: never slower than its stall, turns in circles, cannot wait in one place.</summary>
    Plane,
}

/// <summary>The families by the names that site files and templates use.</summary>
public static class VehicleFamilies
{
    /// <summary>Every name that a file may use, for messages.</summary>
    public static IReadOnlyList<string> Names { get; } = ["copter", "rover", "plane"];

    /// <summary>The family of a name, or null.</summary>
    public static VehicleFamily? Parse(string name) =>
        name switch
        {
            "copter" => VehicleFamily.Copter,
            "rover" => VehicleFamily.Rover,
            "plane" => VehicleFamily.Plane,
            _ => null,
        };

    /// <summary>The name of a family in files.</summary>
    public static string NameOf(VehicleFamily family) =>
        family switch
        {
            VehicleFamily.Copter => "copter",
            VehicleFamily.Rover => "rover",
            VehicleFamily.Plane => "plane",
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Not a family of vehicles."),
        };
}
