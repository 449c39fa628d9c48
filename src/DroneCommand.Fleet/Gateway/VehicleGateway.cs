using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Mavlink.Links;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Owns the links of this silo, by MAVLink network. What is heard goes to a <see cref="VehicleLink"/> per (network, system
/// id); other ground stations attach beside them.
/// </summary>
public sealed class VehicleGateway(
    IOptions<GatewayOptions> options,
    VehicleLinkServices services,
    ILogger<VehicleGateway> logger
) : IHostedService, IAsyncDisposable
{
    private readonly List<NetworkListener> listeners = [];

    /// <exception cref="LinkUnavailableException">A port is in use, an address not this machine's, a device missing.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, network) in options.Value.Networks)
        {
            var signing = new NetworkSigning(name, network, options.Value, services);
            var links = await network.Open(services.Time, signing.Judge);
            listeners.Add(new NetworkListener(name, links, signing, options.Value, services));
            foreach (var link in links)
            {
                logger.LogInformation("network {Network}: {Link}", name, link);
            }
        }
        foreach (var listener in listeners)
        {
            listener.Start();
        }
        await services.Stations.Open();
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await services.Stations.DisposeAsync();
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }
        listeners.Clear();
    }
}
