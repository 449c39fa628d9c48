using DroneCommand.Console.Shell;
using DroneCommand.Mavlink.Units;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DroneCommand.Console.Live;

/// <summary>A point that somebody picked on the map.</summary>
/// <param name="Point">Where.</param>
/// <param name="Low">True in the map's lower half: what is shown about it belongs above.</param>
public readonly record struct PickedPoint(GeoPoint Point, bool Low);

/// <summary>
/// The map as a component. It draws by itself from the telemetry socket; a rendering here only tells it what changed of
/// selection, route and tools, never positions.
/// </summary>
public sealed partial class SiteMapView : IAsyncDisposable
{
    private ElementReference host;
    private DotNetObjectReference<SiteMapView>? self;
    private IJSObjectReference? map;
    private string failure = "";
    private MapState? told;
    private bool telling;

    [Parameter, EditorRequired]
    public string SiteId { get; set; } = "";

    [Parameter]
    public string Label { get; set; } = "Map of the site";

    /// <summary>True to draw the fleet from the live telemetry.</summary>
    [Parameter]
    public bool Live { get; set; }

    [Parameter]
    public string? SelectedId { get; set; }

    /// <summary>True to draw the selected vehicle's camera wedge.</summary>
    [Parameter]
    public bool Camera { get; set; }

    [Parameter]
    public MapRoute? Route { get; set; }

    /// <summary>Name of the vehicle that a point is picked for; null while none is.</summary>
    [Parameter]
    public string? GoToName { get; set; }

    [Parameter]
    public GeoPoint? Target { get; set; }

    /// <summary>True to bring a new route into view.</summary>
    [Parameter]
    public bool FitRoute { get; set; }

    [Parameter]
    public EventCallback<string> VehicleClicked { get; set; }

    [Parameter]
    public EventCallback<PickedPoint> PointPicked { get; set; }

    [Parameter]
    public EventCallback GoToCancelled { get; set; }

    [Inject]
    private BrowserModules Modules { get; set; } = null!;

    private MapState Wanted =>
        new(SelectedId, Camera, Route, GoToName, Target is { } target ? MapPoint.From(target) : null);

    [JSInvokable]
    public Task OnVehicleClicked(string id) => InvokeAsync(() => VehicleClicked.InvokeAsync(id));

    [JSInvokable]
    public Task OnMapPoint(double latitude, double longitude, bool low)
    {
        var point = new GeoPoint(latitude, longitude);
        return point.IsValid
            ? InvokeAsync(() => PointPicked.InvokeAsync(new PickedPoint(point, low)))
            : Task.CompletedTask;
    }

    [JSInvokable]
    public Task OnGoToCancelled() => InvokeAsync(() => GoToCancelled.InvokeAsync());

    /// <summary>Brings a vehicle into the middle.</summary>
    public Task ShowVehicle(string id) => Call("show", id);

    public async ValueTask DisposeAsync()
    {
        if (map is { } drawn)
        {
            map = null;
            await BrowserModules.Quietly(async () =>
            {
                await drawn.InvokeVoidAsync("dispose");
                await drawn.DisposeAsync();
            });
        }

        self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await BrowserModules.Quietly(Create);
        }

        if (map is not null && !telling)
        {
            await Tell();
        }
    }

    private async Task Create()
    {
        self = DotNetObjectReference.Create(this);
        var options = new { sitePath = $"sites/{SiteId}.geojson", telemetryPath = Live ? "live/telemetry" : null };
        try
        {
            var module = await Modules.Map();
            map = await module.InvokeAsync<IJSObjectReference>("create", host, self, options);
        }
        catch (JSException error)
        {
            failure = $"The map cannot be drawn here: {error.Message.Split('\n')[0]}";
            StateHasChanged();
        }
    }

    /// <summary>Tells the map what differs from what it was told; renderings that come meanwhile are caught up with.</summary>
    private async Task Tell()
    {
        telling = true;
        try
        {
            while (map is not null && told != Wanted)
            {
                var (before, wanted) = (told, Wanted);
                told = wanted;
                await TellDifference(before, wanted);
            }
        }
        finally
        {
            telling = false;
        }
    }

    private async Task TellDifference(MapState? before, MapState wanted)
    {
        if (before?.SelectedId != wanted.SelectedId || before?.Camera != wanted.Camera)
        {
            await Call("select", wanted.SelectedId, wanted.Camera);
        }

        if (before?.Route != wanted.Route)
        {
            await Call("setRoute", wanted.Route);
            if (FitRoute && wanted.Route is not null)
            {
                await Call("fitRoute");
            }
        }

        if (before?.GoToName != wanted.GoToName)
        {
            await Call("setGoTo", wanted.GoToName);
        }

        if (before?.Target != wanted.Target)
        {
            await Call("setTarget", wanted.Target);
        }
    }

    private Task Call(string method, params object?[] arguments) =>
        map is { } drawn
            ? BrowserModules.Quietly(async () => await drawn.InvokeVoidAsync(method, arguments))
            : Task.CompletedTask;

    private sealed record MapState(
        string? SelectedId,
        bool Camera,
        MapRoute? Route,
        string? GoToName,
        MapPoint? Target
    );
}
