using System.Net;
using DroneCommand.Mavlink.Links;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// Owns the sockets of this silo: one UDP port per MAVLink network. What is heard goes to a <see cref="VehicleLink"/> per
/// (network, system id).
/// </summary>
public sealed class VehicleGateway(
    IOptions<GatewayOptions> options,
    VehicleLinkServices services,
    ILogger<VehicleGateway> logger
) : IHostedService, IAsyncDisposable
{
    private readonly List<NetworkListener> listeners = [];

    /// <exception cref="LinkUnavailableException">A port is in use or an address is not this machine's.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, network) in options.Value.Networks)
        {
            var socket = UdpLink.Listen(new IPEndPoint(IPAddress.Parse(network.Address), network.Port), services.Time);
            listeners.Add(new NetworkListener(name, network, socket, options.Value, services));
            logger.LogInformation("network {Network}: listening on UDP {EndPoint}", name, socket.LocalEndPoint);
        }
        foreach (var listener in listeners)
        {
            listener.Start();
        }
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }
        listeners.Clear();
    }
}
