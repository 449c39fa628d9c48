namespace DroneCommand.Console.Demo;

/// <summary>
/// The simulated fleet that comes with the console: on by default, off by <c>DroneCommand:Demo:Enabled=false</c>. It lives
/// in a MAVLink network of its own, so that it never meets the system ids of real vehicles.
/// </summary>
public sealed class DemoOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "DroneCommand:Demo";

    public bool Enabled { get; set; } = true;

    /// <summary>Name of the demo fleet's MAVLink network.</summary>
    public string Network { get; set; } = "demo";

    /// <summary>UDP port on loopback at which the server hears the demo fleet.</summary>
    public int Port { get; set; } = 14650;

    /// <summary>Simulated seconds per second; 1 is real time.</summary>
    public double Speedup { get; set; } = 1;

    /// <summary>Further arguments for the simulator, for example <c>--fault loss=0.1</c>.</summary>
    public IList<string> SimulatorArguments { get; } = [];
}
