using System.CommandLine;
using System.Globalization;
using System.Net;
using DroneCommand.Missions.Sites;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator;

/// <summary>The command line, read and checked.</summary>
public sealed record SimulatorOptions
{
    public required Site Site { get; init; }

    public required IReadOnlyList<VehicleSpec> Fleet { get; init; }

    public required IPEndPoint Server { get; init; }

    public required FleetOptions Vehicles { get; init; }

    public required IReadOnlyList<FaultSpec> Faults { get; init; }

    public required double Speedup { get; init; }

    /// <summary>Port of the camera pictures; 0 for any free one, null for no cameras.</summary>
    public int? CameraPort { get; init; }

    /// <summary>Without a ground station's frame for so long the process ends; null: never.</summary>
    public TimeSpan? SilenceLimit { get; init; }

    /// <summary>The process whose end ends this one; null for none.</summary>
    public int? ParentPid { get; init; }
}

/// <summary>The options of the command line and how they become <see cref="SimulatorOptions"/>.</summary>
internal sealed class SimulatorCommandLine
{
    private readonly Option<FileInfo?> _fleet = new("--fleet")
    {
        Description = "JSON file with the vehicles (instead of --copters and --rovers)",
    };
    private readonly Option<int> _copters = new("--copters")
    {
        Description = "number of copters at the site's docks",
        DefaultValueFactory = _ => 3,
    };
    private readonly Option<int> _rovers = new("--rovers")
    {
        Description = "number of rovers at the site's docks",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<int> _firstSysId = new("--first-sysid")
    {
        Description = "system id of the first copter; rovers begin ten higher",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<FileInfo?> _site = new("--site")
    {
        Description = "GeoJSON of the site (default: the demo site)",
    };
    private readonly Option<string> _to = new("--to")
    {
        Description = "where the vehicles send to: udpout://ADDRESS:PORT",
        DefaultValueFactory = _ => "udpout://127.0.0.1:14550",
    };
    private readonly Option<int> _cameraPort = new("--camera-port")
    {
        Description = "loopback port of the camera pictures, 0 for any free one (default: no cameras)",
        DefaultValueFactory = _ => -1,
    };
    private readonly Option<double> _speedup = new("--speedup")
    {
        Description = "simulated seconds per second",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "the same seed gives the same run",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string[]> _fault = new("--fault")
    {
        Description = "NAME[=ARG][@SECONDS][#SYSID], repeatable",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<double> _boot = new("--boot-seconds")
    {
        Description = "seconds until a vehicle has its position (real: 42)",
        DefaultValueFactory = _ => BootTimeline.RealPositionSeconds,
    };
    private readonly Option<string?> _params = new("--params")
    {
        Description = "parameter file, or directory with copter.parm and rover.parm",
    };
    private readonly Option<string> _wind = new("--wind")
    {
        Description = "SPEED[/GUST][@FROM] in m/s and degrees",
        DefaultValueFactory = _ => "2/0.6@240",
    };
    private readonly Option<double> _dockWatts = new("--dock-watts")
    {
        Description = "power of the docks' chargers, watts (0: they do not charge)",
        DefaultValueFactory = _ => 500,
    };
    private readonly Option<double> _silence = new("--silence-limit")
    {
        Description = "end when no ground station was heard for so many seconds (0: never)",
    };
    private readonly Option<int> _parentPid = new("--parent-pid") { Description = "end when this process is gone" };

    public SimulatorCommandLine()
    {
        var faults = string.Join("", FaultCatalogue.All.Select(f => $"\n  {f.Syntax}: {f.Help}"));
        Root = new RootCommand($"Simulated vehicles that speak MAVLink as ArduPilot does.\n\nFaults:{faults}")
        {
            _fleet,
            _copters,
            _rovers,
            _firstSysId,
            _site,
            _to,
            _cameraPort,
            _speedup,
            _seed,
            _fault,
            _boot,
            _params,
            _wind,
            _dockWatts,
            _silence,
            _parentPid,
        };
    }

    public RootCommand Root { get; }

    /// <summary>Reads files and checks values.</summary>
    /// <exception cref="FormatException">Something is wrong with an argument or a file; the message is one line.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public SimulatorOptions Read(ParseResult result, DateTimeOffset now)
    {
        var site = ReadSite(result.GetValue(_site));
        var camera = result.GetValue(_cameraPort);
        return new SimulatorOptions
        {
            Site = site,
            Fleet = ReadFleet(result, site),
            Server = ReadEndPoint(result.GetValue(_to)!),
            Faults = [.. result.GetValue(_fault)!.Select(FaultSpec.Parse)],
            Speedup = InRange("--speedup", result.GetValue(_speedup), 0.1, 100),
            CameraPort = camera < 0 ? null : (int)InRange("--camera-port", camera, 0, 65535),
            SilenceLimit = result.GetValue(_silence) is > 0 and var silence ? TimeSpan.FromSeconds(silence) : null,
            ParentPid = result.GetValue(_parentPid) is > 0 and var pid ? pid : null,
            Vehicles = ReadVehicles(result, now),
        };
    }

    private FleetOptions ReadVehicles(ParseResult result, DateTimeOffset now)
    {
        var (speed, gust, from) = ReadWind(result.GetValue(_wind)!);
        return new FleetOptions
        {
            Seed = result.GetValue(_seed),
            BootSeconds = InRange("--boot-seconds", result.GetValue(_boot), 0, 600),
            StartUtc = now,
            WindMps = speed,
            GustMps = gust,
            WindFromDeg = from,
            DockWatts = InRange("--dock-watts", result.GetValue(_dockWatts), 0, 100_000),
            CopterParameters = ReadParameters(result.GetValue(_params), "copter.parm"),
            RoverParameters = ReadParameters(result.GetValue(_params), "rover.parm"),
        };
    }

    private IReadOnlyList<VehicleSpec> ReadFleet(ParseResult result, Site site)
    {
        if (result.GetValue(_fleet) is { } file)
        {
            return FleetFile.Parse(File.ReadAllText(file.FullName), file.Name);
        }

        var copters = (int)InRange("--copters", result.GetValue(_copters), 0, 240);
        var rovers = (int)InRange("--rovers", result.GetValue(_rovers), 0, 240);
        return copters + rovers == 0
            ? throw new FormatException("--copters and --rovers are both 0: there is nothing to simulate")
            : FleetFile.AtDocks(
                site,
                copters,
                rovers,
                (int)InRange("--first-sysid", result.GetValue(_firstSysId), 1, 250)
            );
    }

    private static Site ReadSite(FileInfo? file)
    {
        if (file is null)
        {
            return DemoSite.Load();
        }

        var read = SiteReader.Read(File.ReadAllText(file.FullName), file.Name);
        if (read.Site is { } site)
        {
            return site;
        }

        var first = read.Problems[0];
        throw new FormatException($"{first.File}, line {first.Line}: {first.Reason}");
    }

    private static IPEndPoint ReadEndPoint(string text)
    {
        const string Scheme = "udpout://";
        var rest = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : "";
        return IPEndPoint.TryParse(rest, out var endPoint) && endPoint.Port > 0
            ? endPoint
            : throw new FormatException($"--to '{text}' should look like udpout://127.0.0.1:14550");
    }

    private static IReadOnlyList<(string Name, double Value)> ReadParameters(string? path, string fileName)
    {
        if (path is null)
        {
            return [];
        }

        var file = Directory.Exists(path) ? Path.Combine(path, fileName) : path;
        return ParameterFile.Parse(File.ReadAllText(file), Path.GetFileName(file));
    }

    private static (double Speed, double Gust, double From) ReadWind(string text)
    {
        var parts = text.Split('@');
        var speeds = parts[0].Split('/');
        var from = parts.Length > 1 ? Number(text, parts[1]) : 0;
        return (Number(text, speeds[0]), speeds.Length > 1 ? Number(text, speeds[1]) : 0, from);
    }

    private static double Number(string whole, string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 360
            ? value
            : throw new FormatException($"--wind '{whole}' should look like 3/0.5@240");

    private static double InRange(string name, double value, double low, double high) =>
        value >= low && value <= high
            ? value
            : throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"{name} {value} should be from {low} to {high}")
            );
}
