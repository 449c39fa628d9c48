using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DroneCommand.Fleet.Persistence;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Demo;

/// <summary>How the simulator that lies beside the console is started for the demo fleet.</summary>
public sealed class SimulatorCommand
{
    /// <summary>A crashed server has this long to come back to its flying fleet.</summary>
    private const string SilenceLimitSeconds = "600";

    private const string Assembly = "DroneCommand.Simulator.dll";

    private readonly string assemblyPath;

    public SimulatorCommand(IOptions<DemoOptions> options, DataFolder data, DemoFleet fleet)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "simulator");
        assemblyPath = Path.Combine(folder, Assembly);
        var demo = options.Value;
        var fleetFile = Path.Combine(data.Path, "demo-fleet.json");
        if (demo.Enabled)
        {
            File.WriteAllText(fleetFile, JsonSerializer.Serialize(fleet.SimulatedVehicles(), JsonOptions));
        }
        Arguments =
        [
            assemblyPath,
            "--fleet",
            fleetFile,
            "--site",
            fleet.SitePath,
            "--params",
            Path.Combine(AppContext.BaseDirectory, "params"),
            "--to",
            string.Create(CultureInfo.InvariantCulture, $"udpout://127.0.0.1:{demo.Port}"),
            "--camera-port",
            "0",
            "--silence-limit",
            SilenceLimitSeconds,
            "--speedup",
            demo.Speedup.ToString(CultureInfo.InvariantCulture),
            .. demo.SimulatorArguments,
        ];
    }

    /// <summary>The .NET host that runs this process runs the simulator too.</summary>
    public string Executable { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    public IReadOnlyList<string> Arguments { get; }

    /// <summary>True when <paramref name="process"/> is this simulator, and not another process that got its old id.</summary>
    public bool IsRunningAs(Process process)
    {
        var commandLine = $"/proc/{process.Id}/cmdline";
        return File.Exists(commandLine)
            ? File.ReadAllText(commandLine).Split('\0').Contains(assemblyPath)
            : process.ProcessName.Contains("dotnet", StringComparison.OrdinalIgnoreCase);
    }

    private static JsonSerializerOptions JsonOptions { get; } =
        new(JsonSerializerDefaults.Web) { WriteIndented = true };
}

/// <summary>One simulated vehicle as the simulator's fleet file has it.</summary>
/// <param name="Name">For its camera's picture.</param>
/// <param name="Kind">copter or rover.</param>
/// <param name="SystemId">MAVLink system id.</param>
/// <param name="Home">Where it stands at the start.</param>
/// <param name="Uid">Hardware uid that it reports, as hex.</param>
public sealed record SimulatedVehicle(string Name, string Kind, byte SystemId, SimulatedHome Home, string Uid);

/// <summary>A simulated vehicle's start: degrees, metres above mean sea level, degrees clockwise from true north.</summary>
public sealed record SimulatedHome(double Lat, double Lon, double AmslM, double HeadingDeg);
