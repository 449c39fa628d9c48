using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Tests.Support;

/// <summary>The parameter files of sitl/params, as the demo loads them.</summary>
internal static class ParameterFiles
{
    public static IReadOnlyList<(string Name, double Value)> Copter { get; } = Read("copter.parm");

    public static IReadOnlyList<(string Name, double Value)> Rover { get; } = Read("rover.parm");

    private static IReadOnlyList<(string Name, double Value)> Read(string name) =>
        ParameterFile.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "params", name)), name);
}
