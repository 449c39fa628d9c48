using System.Net.WebSockets;
using System.Reflection;
using DroneCommand.Console.Shell;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Missions.Sites;
using Microsoft.AspNetCore.Authentication;

static string Known(string key) =>
    typeof(SampleFleet)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == key)
        .Value!;

var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions
    {
        Args = args,
        EnvironmentName = Environments.Development,
        WebRootPath = Path.Combine(Known("ConsoleRoot"), "wwwroot"),
    }
);
var feed = new ScriptedFeed();
var grains = new FakeGrains();
var runs = new FakeRunLog();
var start = TimeProvider.System.GetUtcNow();
grains.Patrols.AddRange([
    SamplePatrols.FenceLine(start),
    SamplePatrols.YardRound(start),
    SamplePatrols.ByHand(start),
    SamplePatrols.Pair(start),
]);
grains.Registered.AddRange(SampleRegistry.Registered());
grains.Discovered.AddRange(SampleRegistry.Discovered(start));
runs.Runs.AddRange([SamplePatrols.Pair(start).LastRun!, .. SamplePatrols.Runs(start)]);

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<IFleetFeed>(feed);
builder.Services.AddSingleton(grains.Factory);
builder.Services.AddSingleton<ISigningKeys>(
    new FakeSigningKeys(grains)
    {
        States =
        {
            [1] = new SigningStatus(true, true, true, start.AddDays(-2), OpenChange.None),
            [2] = new SigningStatus(true, true, false, start.AddHours(-1), OpenChange.None),
            [3] = new SigningStatus(false, false, false, null, OpenChange.SettingUp),
        },
    }
);
builder.Services.AddSingleton<IPatrolRunLog>(runs);
builder.Services.AddSingleton<IAuditLog>(new FakeAuditLog());
builder.Services.AddSingleton<ISiteCatalog>(new SiteCatalog([DemoSite.FilePath]));
builder.Services.AddSingleton(new TemplateCatalog(args.FirstOrDefault(Directory.Exists) ?? Known("TemplateFolder")));
builder.Services.AddSingleton(new DemoMode(On: true));
builder
    .Services.AddAuthentication(ViewerAuthentication.SchemeName)
    .AddScheme<AuthenticationSchemeOptions, ViewerAuthentication>(ViewerAuthentication.SchemeName, null);
builder.Services.AddAuthorization();
builder.Services.AddConsolePages();

var app = builder.Build();
app.Use(
    (http, next) =>
    {
        // The same policy as the console's, so that what it would forbid shows here first.
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'self'; form-action 'self'";
        return next(http);
    }
);
app.UseWebSockets();
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.Map("/live/telemetry", SendTelemetry);
app.MapGet("/feeds/{vehicleId}", (HttpContext http, TimeProvider time) => SampleCamera.Stream(http, time));
app.MapConsolePages();

var site = app.Services.GetRequiredService<ISiteCatalog>().Default;
feed.MoveTo(start, site);
await using var moving = TimeProvider.System.CreateTimer(
    _ => feed.MoveTo(TimeProvider.System.GetUtcNow(), site),
    null,
    TimeSpan.Zero,
    TimeSpan.FromMilliseconds(100)
);
await app.RunAsync();

async Task SendTelemetry(HttpContext http)
{
    using var socket = await http.WebSockets.AcceptWebSocketAsync();
    var encoder = new TelemetryFrameEncoder();
    using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
    try
    {
        while (await pace.WaitForNextTickAsync(http.RequestAborted))
        {
            foreach (var message in encoder.Encode(feed.Vehicles, TimeProvider.System.GetUtcNow()))
            {
                await socket.SendAsync(message, WebSocketMessageType.Binary, true, http.RequestAborted);
            }
        }
    }
    catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
    {
        // The browser went away.
    }
}
