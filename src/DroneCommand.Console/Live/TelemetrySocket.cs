using System.Net.WebSockets;
using System.Threading.Channels;
using DroneCommand.Console.Admin;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Telemetry;

namespace DroneCommand.Console.Live;

/// <summary>
/// The binary feed of the map: one WebSocket per browser, ten messages a second at most, each with what changed. A browser
/// that reads slowly skips values; nothing is queued for it.
/// </summary>
public static class TelemetrySocket
{
    /// <summary>Path of the feed.</summary>
    public const string Route = "/live/telemetry";

    private static readonly TimeSpan FullEvery = TimeSpan.FromSeconds(2);

    public static void MapTelemetrySocket(this IEndpointRouteBuilder app) =>
        app.Map(Route, Accept).RequireAuthorization();

    private static async Task Accept(
        HttpContext http,
        IFleetFeed feed,
        ICallerRoles roles,
        TimeProvider time,
        IHostApplicationLifetime lifetime
    )
    {
        var userId = http.User.ToCaller().UserId;
        // Pages of other sites are kept out before this, by the same-origin guard.
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(
            http.RequestAborted,
            lifetime.ApplicationStopping
        );
        var reading = EndWhenClosed(socket, ending);
        try
        {
            await Send(socket, feed, () => MaySee(roles, userId, ending.Token), time, ending.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // The browser went away or the server stops: either way this feed ends here.
        }
        await ending.CancelAsync();
        await reading;
    }

    /// <summary>An account that was disabled, or lost its last role, sees nothing more within seconds.</summary>
    private static async Task<bool> MaySee(ICallerRoles roles, string userId, CancellationToken ending) =>
        (await roles.RolesOf(userId, ending)).Count > 0;

    private static async Task Send(
        WebSocket socket,
        IFleetFeed feed,
        Func<Task<bool>> maySee,
        TimeProvider time,
        CancellationToken ending
    )
    {
        var encoder = new TelemetryFrameEncoder();
        // Capacity one, newest wins: while a send is slow, changed ids gather in the set.
        var wake = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
        );
        var pending = new HashSet<string>();
        using var subscription = feed.Subscribe(ids =>
        {
            lock (pending)
            {
                pending.UnionWith(ids);
            }
            wake.Writer.TryWrite(true);
        });
        var fullAt = DateTimeOffset.MinValue;
        while (true)
        {
            var now = time.GetUtcNow();
            var vehicles = feed.Vehicles;
            if (now >= fullAt)
            {
                fullAt = now + FullEvery;
                if (!await maySee())
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "signed out", ending);
                    return;
                }
            }
            else
            {
                string[] ids;
                lock (pending)
                {
                    ids = [.. pending];
                    pending.Clear();
                }
                vehicles = [.. vehicles.Where(vehicle => ids.Contains(vehicle.VehicleId))];
            }
            foreach (var message in encoder.Encode(vehicles, now))
            {
                await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, ending);
            }
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ending);
            limit.CancelAfter(FullEvery);
            await WaitForChange(wake.Reader, limit.Token, ending);
        }
    }

    private static async Task WaitForChange(ChannelReader<bool> wake, CancellationToken limit, CancellationToken ending)
    {
        try
        {
            await wake.ReadAsync(limit);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            // Nothing changed for a while: the full set is due.
        }
    }

    private static async Task EndWhenClosed(WebSocket socket, CancellationTokenSource ending)
    {
        var buffer = new byte[256];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var received = await socket.ReceiveAsync(buffer, ending.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ending.Token);
                    break;
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // The same end by another way.
        }
        await ending.CancelAsync();
    }
}
