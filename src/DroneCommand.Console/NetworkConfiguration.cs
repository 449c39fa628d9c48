using System.Globalization;
using System.Net;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Console;

/// <summary>Reads the MAVLink networks and the vehicles that configuration adopts, and names what is wrong in them.</summary>
public static class NetworkConfiguration
{
    private static readonly Dictionary<string, UnsignedMessages> MayComeUnsigned = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HEARTBEAT"] = UnsignedMessages.Heartbeat,
        ["RADIO_STATUS"] = UnsignedMessages.RadioStatus,
        ["ADSB_VEHICLE"] = UnsignedMessages.AdsbVehicle,
        ["COLLISION"] = UnsignedMessages.Collision,
    };

    public static IServiceCollection AddNetworks(this IServiceCollection services, IConfiguration configuration)
    {
        var networks = configuration.GetSection(GatewayOptions.NetworksSection).GetChildren().Select(Read).ToList();
        services.Configure<GatewayOptions>(options =>
        {
            foreach (var (name, network) in networks)
            {
                options.Networks[name] = network;
            }
        });
        services.AddOptions<GatewayOptions>().Configure<DataFolder>((options, data) => options.TlogFolder = data.Tlogs);
        var vehicles = configuration.GetSection("DroneCommand:Vehicles").GetChildren().Select(ReadVehicle).ToList();
        services.Configure<ConfiguredVehicles>(configured =>
        {
            foreach (var vehicle in vehicles)
            {
                configured.Vehicles.Add(vehicle);
            }
        });
        return services;
    }

    private static (string Name, NetworkOptions Network) Read(IConfigurationSection section)
    {
        var address = section["Address"] ?? "127.0.0.1";
        if (!IPAddress.TryParse(address, out _))
        {
            throw new ConfigurationProblemException($"{section.Path}:Address '{address}' is no IP address");
        }
        var links = section.GetSection("Links").GetChildren().Select(ReadLink).ToList();
        // Where links are listed, a port is one more.
        var port =
            links.Count > 0 && string.IsNullOrEmpty(section["Port"]) ? null : (int?)Number(section, "Port", 0, 65535);
        var network = new NetworkOptions
        {
            Address = address,
            Port = port,
            Signing = ReadSigning(section),
            LetThroughUnsigned = ReadLetThrough(section),
            SafeForKeys = ReadFlag(section, "SafeForKeys"),
        };
        foreach (var link in links)
        {
            network.Links.Add(link);
        }
        return (section.Key, network);
    }

    private static LinkAddress ReadLink(IConfigurationSection section)
    {
        if (!LinkAddress.TryParse(section.Value ?? "", out var link, out var problem))
        {
            throw new ConfigurationProblemException($"{section.Path}: {problem}");
        }
        // What was true when it was recorded must not show as the state of a vehicle now.
        return link.Kind != LinkKind.Recording
            ? link
            : throw new ConfigurationProblemException(
                $"{section.Path}: '{link}' is a recording, which is no live link"
            );
    }

    private static SigningMode ReadSigning(IConfigurationSection section) =>
        section["Signing"] switch
        {
            null or "" => SigningMode.Accept,
            { } text when Enum.TryParse<SigningMode>(text, ignoreCase: true, out var mode) && Enum.IsDefined(mode) =>
                mode,
            var other => throw new ConfigurationProblemException(
                $"{section.Path}:Signing is refuse, accept or require, not '{other}'"
            ),
        };

    /// <summary>Names as MAVLink writes them, separated by commas.</summary>
    private static UnsignedMessages ReadLetThrough(IConfigurationSection section)
    {
        var names = section["LetThroughUnsigned"]?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return names
            .Where(name => name.Length > 0)
            .Select(name =>
                MayComeUnsigned.TryGetValue(name, out var message)
                    ? message
                    : throw new ConfigurationProblemException(
                        $"{section.Path}:LetThroughUnsigned names '{name}'; "
                            + $"only {string.Join(", ", MayComeUnsigned.Keys)} may come unsigned"
                    )
            )
            .Aggregate(UnsignedMessages.None, (all, message) => all | message);
    }

    private static bool ReadFlag(IConfigurationSection section, string key) =>
        section[key] switch
        {
            null or "" => false,
            { } text when bool.TryParse(text, out var flag) => flag,
            var other => throw new ConfigurationProblemException(
                $"{section.Path}:{key} is true or false, not '{other}'"
            ),
        };

    private static ConfiguredVehicle ReadVehicle(IConfigurationSection section)
    {
        var name = section["Name"];
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ConfigurationProblemException($"{section.Path}:Name is missing");
        }
        if (!Enum.TryParse<VehicleKind>(section["Kind"], ignoreCase: true, out var kind))
        {
            throw new ConfigurationProblemException($"{section.Path}:Kind is copter or rover, not '{section["Kind"]}'");
        }
        var systemId = (byte)Number(section, "SystemId", 1, 254);
        var network = section["Network"] ?? "field";
        var id = section["Id"] ?? $"{network}-{systemId}";
        return new ConfiguredVehicle(id, name, network, systemId, kind, section["Dock"], Simulated: false);
    }

    private static int Number(IConfigurationSection section, string key, int least, int most)
    {
        var text = section[key];
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw new ConfigurationProblemException(
                $"{section.Path}:{key} is '{text}'; a number from {least} to {most} is needed"
            );
    }
}
