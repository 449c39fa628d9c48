using System.Globalization;
using System.Net;
using System.Text;
using DroneCommand.Mavlink.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DroneCommand.Simulator.Camera;

/// <summary>
/// Serves the pictures on loopback: <c>/cameras/SYSID.mjpg</c> as a stream that any browser shows, <c>/cameras/SYSID.jpg</c>
/// as one frame.
/// </summary>
public sealed class CameraServer : IAsyncDisposable
{
    private const string Boundary = "frame";

    private readonly WebApplication _app;

    private CameraServer(WebApplication app, int port) => (_app, Port) = (app, port);

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>Address of a camera's stream.</summary>
    public static string UriOf(int port, byte systemId) =>
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/cameras/{systemId}.mjpg");

    /// <summary>Opens the port, 0 for any free one. Pictures come from the pump as soon as there is one.</summary>
    /// <exception cref="LinkUnavailableException">The port is in use.</exception>
    public static async Task<CameraServer> Start(int port, Func<CameraPump?> pump)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        app.Run(context => Answer(context, pump()));
        try
        {
            await app.StartAsync();
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new LinkUnavailableException($"camera port {port} cannot be opened: another program has it", e);
        }

        return new CameraServer(app, new Uri(app.Urls.First()).Port);
    }

    public async ValueTask DisposeAsync()
    {
        // Streams never end by themselves: closing does not wait for their viewers.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static async Task Answer(HttpContext context, CameraPump? pump)
    {
        if (CameraOf(context.Request.Path.Value ?? "") is not { } camera || pump?.Has(camera.SystemId) != true)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            await Send(context, pump, camera.SystemId, camera.Stream);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The viewer went away.
        }
    }

    private static async Task Send(HttpContext context, CameraPump pump, byte systemId, bool stream)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.ContentType = stream ? $"multipart/x-mixed-replace; boundary={Boundary}" : "image/jpeg";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await foreach (var picture in pump.Watch(systemId, context.RequestAborted))
        {
            if (!stream)
            {
                await response.Body.WriteAsync(picture, context.RequestAborted);
                return;
            }

            var head = $"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {picture.Length}\r\n\r\n";
            await response.Body.WriteAsync(Encoding.ASCII.GetBytes(head), context.RequestAborted);
            await response.Body.WriteAsync(picture, context.RequestAborted);
            await response.Body.WriteAsync("\r\n"u8.ToArray(), context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static (byte SystemId, bool Stream)? CameraOf(string path)
    {
        const string Prefix = "/cameras/";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var stream = path.EndsWith(".mjpg", StringComparison.Ordinal);
        var name = Path.GetFileNameWithoutExtension(path);
        var known = stream || path.EndsWith(".jpg", StringComparison.Ordinal);
        return known && byte.TryParse(name, CultureInfo.InvariantCulture, out var id) ? (id, stream) : null;
    }
}
