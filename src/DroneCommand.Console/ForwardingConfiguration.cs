using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Mavlink.Links;

namespace DroneCommand.Console;

/// <summary>Reads the endpoints at which other ground stations attach, and names what is wrong in them.</summary>
public static class ForwardingConfiguration
{
    public static IServiceCollection AddForwarding(this IServiceCollection services, IConfiguration configuration)
    {
        var endpoints = configuration.GetSection(ForwardingOptions.Section).GetChildren().Select(Read).ToList();
        services
            .AddOptions<GatewayOptions>()
            .Configure(options =>
            {
                foreach (var (name, endpoint) in endpoints)
                {
                    options.Forwarding[name] = endpoint;
                }
            })
            .PostConfigure(RequireNetworks);
        return services;
    }

    private static (string Name, ForwardingOptions Endpoint) Read(IConfigurationSection section)
    {
        var network = Text(section, "Network");
        var vehicle = Text(section, "Vehicle");
        if (network is null == vehicle is null)
        {
            throw new ConfigurationProblemException(
                $"{section.Path} needs either Network, for all vehicles of one, or Vehicle, for one vehicle"
            );
        }
        return (
            section.Key,
            new ForwardingOptions
            {
                Listen = ReadListen(section),
                Network = network,
                Vehicle = vehicle,
                Account = Text(section, "Account"),
                Maintenance = ReadRoles(section),
            }
        );
    }

    private static LinkAddress ReadListen(IConfigurationSection section)
    {
        var text = Text(section, "Listen");
        if (text is null)
        {
            throw new ConfigurationProblemException($"{section.Path}:Listen is missing: udp://:14560 or tcpin://:5790");
        }
        if (!LinkAddress.TryParse(text, out var address, out var problem))
        {
            throw new ConfigurationProblemException($"{section.Path}:Listen: {problem}");
        }
        return address.Kind is LinkKind.UdpListen or LinkKind.TcpListen
            ? address
            : throw new ConfigurationProblemException(
                $"{section.Path}:Listen '{address}' does not wait for stations: udp://:PORT or tcpin://:PORT does"
            );
    }

    /// <summary>Names, separated by commas.</summary>
    private static bool ReadRoles(IConfigurationSection section)
    {
        var roles = (Text(section, "Roles") ?? "").Split(
            ',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        var unknown = Array.Find(roles, role => role != ForwardingOptions.MaintenanceRole);
        return unknown is null
            ? roles.Length > 0
            : throw new ConfigurationProblemException(
                $"{section.Path}:Roles names '{unknown}'; the only role of an endpoint is {ForwardingOptions.MaintenanceRole}"
            );
    }

    /// <summary>When all networks are known, the demo's too.</summary>
    private static void RequireNetworks(GatewayOptions options)
    {
        foreach (var (name, endpoint) in options.Forwarding)
        {
            if (endpoint.Network is { } network && !options.Networks.ContainsKey(network))
            {
                throw new ConfigurationProblemException(
                    $"{ForwardingOptions.Section}:{name}:Network is '{network}'; the networks are "
                        + string.Join(", ", options.Networks.Keys)
                );
            }
        }
    }

    private static string? Text(IConfigurationSection section, string key) =>
        section[key]?.Trim() is { Length: > 0 } text ? text : null;
}
