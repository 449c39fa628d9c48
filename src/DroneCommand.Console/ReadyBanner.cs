using DroneCommand.Console.Demo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console;

/// <summary>Says on the terminal where the console is, once it serves.</summary>
public sealed class ReadyBanner(IServer server, IHostApplicationLifetime lifetime, IOptions<DemoOptions> demo)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Print);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Print()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        System.Console.WriteLine();
        System.Console.WriteLine($"  DroneCommand is ready: {string.Join("  ", addresses)}");
        if (demo.Value.Enabled)
        {
            System.Console.WriteLine(
                "  Demo mode: the fleet is simulated (DroneCommand:Demo:Enabled=false turns it off)."
            );
        }
        System.Console.WriteLine();
    }
}
