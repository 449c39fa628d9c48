using System.Net;
using System.Net.Sockets;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Mavlink.Links;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console;

/// <summary>
/// Looks at every port before anything starts, so that one in use is said in one line instead of by a server that breaks
/// off in the middle of its start.
/// </summary>
public static class PortCheck
{
    /// <exception cref="LinkUnavailableException">A link of a MAVLink network, or an endpoint, cannot be opened.</exception>
    /// <exception cref="ConfigurationProblemException">The console's own address cannot be opened.</exception>
    public static async Task Run(IServiceProvider services, IConfiguration configuration)
    {
        foreach (var (name, network) in services.GetRequiredService<IOptions<GatewayOptions>>().Value.Networks)
        {
            try
            {
                foreach (var link in await network.Open(TimeProvider.System))
                {
                    await link.DisposeAsync();
                }
            }
            catch (LinkUnavailableException unavailable)
            {
                throw new LinkUnavailableException($"MAVLink network '{name}': {unavailable.Message}", unavailable);
            }
        }
        foreach (var (name, endpoint) in services.GetRequiredService<IOptions<GatewayOptions>>().Value.Forwarding)
        {
            try
            {
                await endpoint.Open(TimeProvider.System).DisposeAsync();
            }
            catch (LinkUnavailableException unavailable)
            {
                throw new LinkUnavailableException(
                    $"{ForwardingOptions.Section}:{name}:Listen: {unavailable.Message}",
                    unavailable
                );
            }
        }
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            CheckConsole(url);
        }
    }

    private static void CheckConsole(string url)
    {
        // Names and wildcards are left to the web server; what people and tests use are addresses.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IPAddress.TryParse(uri.Host, out var address))
        {
            return;
        }
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        // As the web server does: a connection that is still closing does not block the port.
        probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            probe.Bind(new IPEndPoint(address, uri.Port));
            probe.Listen(1);
        }
        catch (SocketException inUse)
        {
            throw new ConfigurationProblemException(
                $"the console cannot be served at {url}: {inUse.Message}. Stop the other server, or set another address with --urls."
            );
        }
    }
}
