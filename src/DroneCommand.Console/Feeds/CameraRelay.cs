using System.Net;
using DroneCommand.Fleet.Gateway;

namespace DroneCommand.Console.Feeds;

/// <summary>
/// Relays a vehicle's announced MJPEG stream to signed-in browsers, so that nobody but the server talks to cameras. It
/// connects only to the host at which the vehicle itself is heard.
/// </summary>
public static class CameraRelay
{
    /// <summary>Path of a vehicle's pictures on this server.</summary>
    public const string Route = "/feeds/{vehicleId}";

    private const int BufferBytes = 32 * 1024;

    public static void MapCameraRelay(this IEndpointRouteBuilder app) =>
        app.MapGet(Route, Relay).RequireAuthorization();

    private static async Task Relay(
        HttpContext http,
        string vehicleId,
        CameraStreams streams,
        IHttpClientFactory clients
    )
    {
        if (streams.Find(vehicleId) is not { } source)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("this vehicle announced no camera stream", http.RequestAborted);
            return;
        }
        using var client = clients.CreateClient(nameof(CameraRelay));
        using var request = new HttpRequestMessage(HttpMethod.Get, source);
        try
        {
            using var response = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                http.RequestAborted
            );
            if (response.StatusCode != HttpStatusCode.OK || !IsMjpeg(response))
            {
                http.Response.StatusCode = StatusCodes.Status502BadGateway;
                await http.Response.WriteAsync("the camera did not answer with MJPEG", http.RequestAborted);
                return;
            }
            http.Response.ContentType = response.Content.Headers.ContentType!.ToString();
            http.Response.Headers.CacheControl = "no-store";
            await using var pictures = await response.Content.ReadAsStreamAsync(http.RequestAborted);
            await Copy(pictures, http);
        }
        catch (HttpRequestException failure) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status502BadGateway;
            await http.Response.WriteAsync($"the camera cannot be reached: {failure.Message}", http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The viewer closed the picture: the normal end of a relay.
        }
    }

    private static bool IsMjpeg(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType == "multipart/x-mixed-replace";

    private static async Task Copy(Stream pictures, HttpContext http)
    {
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await pictures.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }
}
