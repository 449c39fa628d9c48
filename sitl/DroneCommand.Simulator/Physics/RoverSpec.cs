namespace DroneCommand.Simulator.Physics;

/// <summary>The numbers of a ground robot: the planner's 30 kg class, 360 Wh.</summary>
public sealed record RoverSpec
{
    /// <summary>One that steers like a tank, with its left and right wheels.</summary>
    public static RoverSpec Skid { get; } = new();

    /// <summary>One that steers like a car, with its front wheels.</summary>
    public static RoverSpec Ackermann { get; } = new() { TurnRadiusM = 0.9, MaxSpeedMps = 8 };

    /// <summary>Tightest turn of a vehicle that steers with its wheels, metres; 0 for one that turns on the spot.</summary>
    public double TurnRadiusM { get; init; }

    /// <summary>Fastest speed, m/s.</summary>
    public double MaxSpeedMps { get; init; } = 4;

    /// <summary>Most acceleration the motors give, m/s².</summary>
    public double MaxAccelMps2 { get; init; } = 2.5;

    /// <summary>Rolling friction that stops it without power, 1/s.</summary>
    public double RollingFriction { get; init; } = 0.55;

    /// <summary>Fastest turn, degrees per second.</summary>
    public double MaxTurnDegPerS { get; init; } = 120;

    /// <summary>Between the wheels of the two sides, metres.</summary>
    public double TrackM { get; init; } = 0.6;

    /// <summary>Electronics, watts.</summary>
    public double AvionicsWatts { get; init; } = 25;

    /// <summary>Rolling resistance, newtons.</summary>
    public double RollingNewtons { get; init; } = 14.7;

    /// <summary>Mass, kg.</summary>
    public double MassKg { get; init; } = 30;

    /// <summary>Share of the battery's power that reaches the wheels.</summary>
    public double DriveEfficiency { get; init; } = 0.6;

    public BatterySpec Battery { get; init; } = new(Cells: 6, CapacityAh: 16, ResistanceOhm: 0.02);
}
