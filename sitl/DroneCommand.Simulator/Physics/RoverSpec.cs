namespace DroneCommand.Simulator.Physics;

/// <summary>The numbers of a ground robot that steers like a tank (skid steering).</summary>
public sealed record RoverSpec
{
    public static RoverSpec Default { get; } = new();

    /// <summary>Fastest speed, m/s.</summary>
    public double MaxSpeedMps { get; init; } = 5;

    /// <summary>Most acceleration the motors give, m/s².</summary>
    public double MaxAccelMps2 { get; init; } = 2.5;

    /// <summary>Rolling friction that stops it without power, 1/s.</summary>
    public double RollingFriction { get; init; } = 0.55;

    /// <summary>Fastest turn, degrees per second.</summary>
    public double MaxTurnDegPerS { get; init; } = 120;

    /// <summary>Electronics, watts.</summary>
    public double AvionicsWatts { get; init; } = 8;

    /// <summary>Power per m/s of speed, watts.</summary>
    public double WattsPerMps { get; init; } = 31;

    public BatterySpec Battery { get; init; } = new(Cells: 3, CapacityAh: 10, ResistanceOhm: 0.012);
}
