using System.Net;
using System.Net.Sockets;
using DroneCommand.Console.Admin;
using DroneCommand.Console.Demo;
using DroneCommand.Console.Feeds;
using DroneCommand.Console.Live;
using DroneCommand.Console.Shell;
using DroneCommand.Fleet;
using DroneCommand.Fleet.Persistence;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;

namespace DroneCommand.Console;

/// <summary>The composition root: one process that is silo, gateway and console.</summary>
public static class ConsoleHost
{
    private const int Failed = 1;

    /// <summary>Runs until the process is asked to end. What a person can mend is said in one line.</summary>
    public static async Task<int> Run(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await PortCheck.Run(app.Services, app.Configuration);
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure) when (StartupProblem.Explain(failure) is { } line)
        {
            await System.Console.Error.WriteLineAsync($"dronecommand: {line}");
            return Failed;
        }
    }

    /// <summary>Builds the host; tests start it in their own process.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        // Package and map assets are served from the build's output too, not only when published.
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        var data = DataFolder.Open(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddFleetPersistence(data);
        builder.Services.AddConsolePages();
        builder.Services.AddAccounts(data);
        builder.Services.AddSites(builder.Configuration);
        builder.Services.AddDemo(builder.Configuration);
        builder.Services.AddNetworks(builder.Configuration);
        builder.Services.AddForwarding(builder.Configuration);
        builder.AddFleet(FreePort());
        builder.Services.AddHttpClient(nameof(CameraRelay));
        builder.Services.AddHostedService<ReadyBanner>();

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseNotFoundPage();
        app.UseWebSockets();
        app.UseAccounts();
        app.MapTelemetrySocket();
        app.MapCameraRelay();
        app.MapAccounts();
        app.MapConsolePages();
        return app;
    }

    /// <summary>The silo talks to nobody else yet; any port will do.</summary>
    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
