using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DroneCommand.FlightCards.Cards;
using DroneCommand.Mavlink.Links;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.FlightCards.Flights;

/// <summary>
/// Flies each card with an ArduPilot of its own: a simulator binary (SITL) is started in an empty folder at the card's dock,
/// with ArduPilot's defaults for it, sitl/params and the card's parameters, and is stopped after the flight.
/// </summary>
/// <param name="place">The binary, or the folder that holds arducopter, ardurover and arduplane.</param>
/// <param name="defaults">ArduPilot's own defaults for the simulated airframe; null looks for them near the binary.</param>
/// <param name="speedup">How much faster than real it is simulated; our clock goes faster with it.</param>
public sealed class ArduPilotFlights(string place, string? defaults = null, double speedup = 1) : IFlights
{
    private const byte SystemId = 1;
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(60);

    private readonly TimeProvider time = speedup > 1 ? new ScaledTime(speedup) : TimeProvider.System;

    public string Name => "ArduPilot SITL";

    private string? Defaults => defaults is null ? null : Path.GetFullPath(defaults);

    public async Task<CardResult> Fly(FlightCard card, Stream? tlog, CancellationToken stop)
    {
        var binary = BinaryFor(card.Vehicle);
        if (binary is null)
        {
            return CardResult.NotFlown(
                card,
                Name,
                $"{place} holds no ArduPilot for a {VehicleFamilies.NameOf(card.Vehicle)}"
            );
        }

        if ((Defaults ?? DefaultsNear(Path.GetFullPath(binary), card.Vehicle)) is not { } airframe)
        {
            return CardResult.NotFlown(
                card,
                Name,
                $"ArduPilot's default parameters for {Path.GetFileName(binary)} are not near it: name them"
            );
        }

        var port = FreePort();
        await using var process = ArduPilotProcess.Start(binary, Arguments(card, airframe, port), CardParameters(card));
        var address = LinkAddress.Parse($"udp://127.0.0.1:{port}");
        await using var vehicle = await LinkedVehicle.Open(address, SystemId, HeardWithin, time, tlog, stop);
        if (vehicle is null)
        {
            return CardResult.NotFlown(card, Name, $"{Path.GetFileName(binary)} was not heard: {process.LastWords}");
        }

        await using var flight = new CardFlight(card, vehicle.Services, new SitlFaults(vehicle), vehicle.Second);
        await flight.Until(s => s.Heartbeat is not null, HeardWithin, stop);
        var label = await LinkFlights.Label(vehicle.Services, Name, stop);
        return await new CardRunner(flight, label + " (SITL)").Run(stop);
    }

    private string? BinaryFor(VehicleFamily family)
    {
        var name = "ardu" + VehicleFamilies.NameOf(family);
        var path = Directory.Exists(place) ? Path.Combine(place, name) : place;
        return File.Exists(path) && Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal) ? path : null;
    }

    /// <summary>Beside the binary, in a folder params next to its own, or in the source tree that it was built in.</summary>
    private static string? DefaultsNear(string binary, VehicleFamily family)
    {
        var name = VehicleFamilies.NameOf(family) + ".parm";
        for (var folder = new FileInfo(binary).Directory; folder is not null; folder = folder.Parent)
        {
            string[] places =
            [
                folder.FullName,
                Path.Combine(folder.FullName, "params"),
                Path.Combine(folder.FullName, "Tools", "autotest", "default_params"),
                Path.Combine(folder.FullName, "Tools", "autotest", "models"),
            ];
            if (Array.Find(places, p => File.Exists(Path.Combine(p, name))) is { } found)
            {
                // Skid steering has a file more.
                var skid = Path.Combine(found, "rover-skid.parm");
                var common = Path.Combine(found, name);
                return family == VehicleFamily.Rover && File.Exists(skid) ? $"{common},{skid}" : common;
            }
        }

        return null;
    }

    private string[] Arguments(FlightCard card, string airframe, int port)
    {
        var home = string.Create(
            CultureInfo.InvariantCulture,
            $"{card.Dock.Position.LatitudeDeg:F7},{card.Dock.Position.LongitudeDeg:F7},{card.Site.GroundAltitude.Metres},{card.Dock.HeadingDeg}"
        );
        var files = string.Join(',', airframe, VehicleParameters.PathOf(card.Vehicle), ArduPilotProcess.ParameterFile);
        return
        [
            "--model",
            ModelOf(card.Vehicle),
            "--home",
            home,
            "--sysid",
            SystemId.ToString(CultureInfo.InvariantCulture),
            // Ports that it opens for other purposes are counted from this number.
            $"-I{20 + (port % 200)}",
            "--serial0",
            $"udpclient:127.0.0.1:{port}",
            "--serial1",
            "none:0",
            "--serial2",
            "none:0",
            "--speedup",
            speedup.ToString(CultureInfo.InvariantCulture),
            "--defaults",
            files,
        ];
    }

    private static string ModelOf(VehicleFamily family) =>
        family switch
        {
            VehicleFamily.Copter => "quad",
            VehicleFamily.Rover => "rover-skid",
            VehicleFamily.Plane => "plane",
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Not a family of vehicles."),
        };

    private static IEnumerable<(string Name, double Value)> CardParameters(FlightCard card)
    {
        var given = card.Given;
        (string, double)[] wind =
            given.WindMps > 0 || given.GustMps > 0
                ?
                [
                    ("SIM_WIND_SPD", given.WindMps),
                    ("SIM_WIND_DIR", given.WindFromDeg),
                    ("SIM_WIND_TURB", given.GustMps),
                ]
                : [];
        return [.. wind, .. given.Parameters.Select(p => (p.Key, p.Value))];
    }

    private static int FreePort()
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.Client.LocalEndPoint!).Port;
    }
}
