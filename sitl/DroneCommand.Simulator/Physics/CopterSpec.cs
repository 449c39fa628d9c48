namespace DroneCommand.Simulator.Physics;

/// <summary>
/// The numbers of a copter's airframe. The default is the class that the planner reckons with: 4.5 kg, six cells, 178 Wh.
/// </summary>
public sealed record CopterSpec
{
    public static CopterSpec Default { get; } = new();

    /// <summary>Power to hover, watts.</summary>
    public double HoverWatts { get; init; } = 420;

    /// <summary>Electronics without motors, watts.</summary>
    public double AvionicsWatts { get; init; } = 6;

    /// <summary>Motors idling on the ground, watts.</summary>
    public double IdleWatts { get; init; } = 14;

    /// <summary>Seconds that attitude and thrust lag behind the demand.</summary>
    public double ResponseSeconds { get; init; } = 0.12;

    /// <summary>Drag of the rotors: m/s² per m/s of air speed.</summary>
    public double Drag { get; init; } = 0.25;

    /// <summary>Drag of the body: m/s² per (m/s)² of air speed. Together they are what SITL's quad has: 45° at 15 m/s.</summary>
    public double DragSquared { get; init; } = 0.027;

    /// <summary>Steepest lean, degrees.</summary>
    public double MaxLeanDeg { get; init; } = 30;

    /// <summary>Share of the throttle that hovers, 0 to 1.</summary>
    public double HoverThrottle { get; init; } = 0.39;

    /// <summary>Seconds from the first demand for thrust until the rotors carry the vehicle.</summary>
    public double SpoolUpSeconds { get; init; } = 0.95;

    public BatterySpec Battery { get; init; } = new(Cells: 6, CapacityAh: 8, ResistanceOhm: 0.022);
}
