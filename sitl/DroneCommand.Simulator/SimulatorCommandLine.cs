using System.CommandLine;
using System.Globalization;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire.Signing;
using DroneCommand.Missions.Sites;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator;

/// <summary>The options of the command line and how they become <see cref="SimulatorOptions"/>.</summary>
public sealed class SimulatorCommandLine
{
    private const double FastestAgainstWallTime = 3;
    private const int DefaultCopters = 3;
    private const int DefaultRovers = 1;

    private readonly Option<FileInfo?> _fleet = new("--fleet")
    {
        Description = "JSON file with the vehicles (instead of --copters and --rovers)",
    };
    private readonly Option<int?> _copters = new("--copters")
    {
        Description = "number of copters (without it and --rovers: 3, and a rover)",
    };
    private readonly Option<int?> _rovers = new("--rovers") { Description = "number of rovers" };
    private readonly Option<int> _firstSysId = new("--first-sysid")
    {
        Description = "system id of the first copter of each network; rovers begin ten higher",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string?> _at = new("--at")
    {
        Description = "where the vehicles stand: LAT,LON[,ALT[,HDG]] (default: at the site's docks)",
    };
    private readonly Option<double> _spacing = new("--spacing")
    {
        Description = "metres between them, with --at",
        DefaultValueFactory = _ => 5,
    };
    private readonly Option<FileInfo?> _site = new("--site")
    {
        Description = "GeoJSON of the site (default: the demo site)",
    };
    private readonly Option<string[]> _to = new("--to")
    {
        Description =
            "where the vehicles send to: udpout://HOST:PORT, tcp://HOST:PORT, …; repeated, the fleet is shared out as networks",
        DefaultValueFactory = _ => ["udpout://127.0.0.1:14550"],
    };
    private readonly Option<int> _cameraPort = new("--camera-port")
    {
        Description = "loopback port of the camera pictures, 0 for any free one (default: no cameras)",
        DefaultValueFactory = _ => -1,
    };
    private readonly Option<int> _controlPort = new("--control-port")
    {
        Description = "loopback port that takes 'fault …' and 'clear …', 0 for any free one (default: none)",
        DefaultValueFactory = _ => -1,
    };
    private readonly Option<double> _speedup = new("--speedup")
    {
        Description = "simulated seconds per second; more than 3 only with --scaled-ends",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<bool> _scaledEnds = new("--scaled-ends")
    {
        Description = "the other end's clock is sped up too, heartbeats and timeouts included",
    };
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "the same seed gives the same vehicles, wind and luck",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string[]> _fault = new("--fault")
    {
        Description = "NAME[=ARG][@SECONDS][#SYSID], repeatable",
        DefaultValueFactory = _ => [],
    };
    private readonly Option<FileInfo?> _scenario = new("--scenario")
    {
        Description = "YAML file with faults on a timeline",
    };
    private readonly Option<FileInfo?> _key = new("--key")
    {
        Description = "file with the signing key that the vehicles hold, 64 hexadecimal digits (default: none)",
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
    private readonly Option<FileInfo?> _terrain = new("--terrain")
    {
        Description = "heights of the ground, an ESRI ASCII grid in degrees (default: flat)",
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

    /// <summary>What the command does, with the catalogue of faults.</summary>
    public static string Description { get; } =
        "Simulated vehicles that speak MAVLink as ArduPilot does.\n\nFaults:"
        + string.Join("", FaultCatalogue.All.Select(f => $"\n  {f.Syntax}: {f.Help}"));

    /// <summary>Gives a command all options.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
        [
            _copters,
            _rovers,
            _fleet,
            _at,
            _spacing,
            _site,
            _to,
            _firstSysId,
            _speedup,
            _scaledEnds,
            _seed,
            _fault,
            _scenario,
            _controlPort,
            _key,
            _cameraPort,
            _boot,
            _params,
            _wind,
            _terrain,
            _dockWatts,
            _silence,
            _parentPid,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads files and checks values.</summary>
    /// <exception cref="FormatException">Something is wrong with an argument or a file; the message is one line.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public SimulatorOptions Read(ParseResult result, DateTimeOffset now)
    {
        var site = ReadSite(result.GetValue(_site));
        var camera = result.GetValue(_cameraPort);
        var control = result.GetValue(_controlPort);
        return new SimulatorOptions
        {
            Site = site,
            Networks = ReadNetworks(result, site),
            Faults = [.. result.GetValue(_fault)!.Select(FaultSpec.Parse)],
            Scenario = result.GetValue(_scenario) is { } file ? ReadScenario(file) : null,
            Speedup = ReadSpeedup(result),
            CameraPort = camera < 0 ? null : (int)OptionText.InRange("--camera-port", camera, 0, 65535),
            ControlPort = control < 0 ? null : (int)OptionText.InRange("--control-port", control, 0, 65535),
            SilenceLimit = result.GetValue(_silence) is > 0 and var silence ? TimeSpan.FromSeconds(silence) : null,
            ParentPid = result.GetValue(_parentPid) is > 0 and var pid ? pid : null,
            Vehicles = ReadVehicles(result, now),
        };
    }

    private double ReadSpeedup(ParseResult result)
    {
        var speedup = OptionText.InRange("--speedup", result.GetValue(_speedup), 0.1, 100);
        return speedup <= FastestAgainstWallTime || result.GetValue(_scaledEnds)
            ? speedup
            : throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--speedup {speedup}: at more than {FastestAgainstWallTime} a server on wall time beats too seldom for "
                        + $"the vehicles' failsafes; --scaled-ends says that the other end is sped up too"
                )
            );
    }

    private FleetOptions ReadVehicles(ParseResult result, DateTimeOffset now)
    {
        var (speed, gust, from) = OptionText.Wind(result.GetValue(_wind)!);
        return new FleetOptions
        {
            Seed = result.GetValue(_seed),
            BootSeconds = OptionText.InRange("--boot-seconds", result.GetValue(_boot), 0, 600),
            StartUtc = now,
            WindMps = speed,
            GustMps = gust,
            WindFromDeg = from,
            Terrain = result.GetValue(_terrain) is { } terrain
                ? TerrainMap.Parse(File.ReadAllText(terrain.FullName))
                : null,
            SigningSecret = result.GetValue(_key) is { } key ? ReadKey(key) : null,
            DockWatts = OptionText.InRange("--dock-watts", result.GetValue(_dockWatts), 0, 100_000),
            CopterParameters = ReadParameters(result.GetValue(_params), "copter.parm"),
            RoverParameters = ReadParameters(result.GetValue(_params), "rover.parm"),
        };
    }

    private IReadOnlyList<SimulatedNetwork> ReadNetworks(ParseResult result, Site site)
    {
        var links = result.GetValue(_to)!.Select(ReadLink).ToList();
        if (result.GetValue(_fleet) is { } file)
        {
            return links.Count == 1
                ? [new SimulatedNetwork(links[0], FleetFile.Parse(File.ReadAllText(file.FullName), file.Name))]
                : throw new FormatException("--fleet names the vehicles of one network: it goes with one --to");
        }

        var counted = result.GetValue(_copters) ?? result.GetValue(_rovers);
        var most = 240 * links.Count;
        var copters = result.GetValue(_copters) ?? (counted is null ? DefaultCopters : 0);
        var rovers = result.GetValue(_rovers) ?? (counted is null ? DefaultRovers : 0);
        OptionText.InRange("--copters", copters, 0, most);
        OptionText.InRange("--rovers", rovers, 0, most);
        if (copters + rovers == 0)
        {
            throw new FormatException("--copters and --rovers are both 0: there is nothing to simulate");
        }

        var first = (int)OptionText.InRange("--first-sysid", result.GetValue(_firstSysId), 1, 250);
        var fleets = FleetFile.Share(PlaceOf(result, site, copters, rovers), copters, rovers, links.Count, first);
        return [.. links.Zip(fleets, (link, fleet) => new SimulatedNetwork(link, fleet))];
    }

    private Func<Missions.Vehicles.VehicleFamily, int, VehicleSpec> PlaceOf(
        ParseResult result,
        Site site,
        int copters,
        int rovers
    )
    {
        if (result.GetValue(_at) is not { } at)
        {
            return (family, index) => FleetFile.AtDock(site, family, index);
        }

        var (place, amslM, headingDeg) = OptionText.Place(at);
        var spacing = OptionText.InRange("--spacing", result.GetValue(_spacing), 0.5, 10_000);
        return FleetFile.InABlock(place, amslM, headingDeg, spacing, copters, copters + rovers);
    }

    private static LinkAddress ReadLink(string text)
    {
        if (!LinkAddress.TryParse(text, out var address, out var problem))
        {
            throw new FormatException($"--to {problem}");
        }

        return address.Kind != LinkKind.Recording
            ? address
            : throw new FormatException($"--to '{text}': nothing can be sent to a recording");
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

    private static byte[] ReadKey(FileInfo file)
    {
        try
        {
            using var key = SigningKey.FromHex(File.ReadAllText(file.FullName).Trim());
            var secret = new byte[SigningKey.Length];
            key.CopyTo(secret);
            return secret;
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new FormatException($"--key {file.Name}: {e.Message}");
        }
    }

    private static Scenario ReadScenario(FileInfo file)
    {
        var read = ScenarioReader.Read(File.ReadAllText(file.FullName), file.Name);
        return read.Scenario ?? throw new FormatException(read.Problems[0].ToString());
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
}
