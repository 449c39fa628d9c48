using DroneCommand.Console.Shell;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Sites;
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

    /// <summary>A plan that nobody flies yet; a new one is brought into view.</summary>
    [Parameter]
    public MapPlan? Plan { get; set; }

    /// <summary>What is drawn by hand, or shown as what is planned on.</summary>
    [Parameter]
    public MapShape? Shape { get; set; }

    [Parameter]
    public EventCallback<string> VehicleClicked { get; set; }

    [Parameter]
    public EventCallback<PickedPoint> PointPicked { get; set; }

    [Parameter]
    public EventCallback GoToCancelled { get; set; }

    [Parameter]
    public EventCallback<DrawnShape> ShapeChanged { get; set; }

    [Parameter]
    public EventCallback ShapeCancelled { get; set; }

    [Inject]
    private BrowserModules Modules { get; set; } = null!;

    private MapState Wanted =>
        new(SelectedId, Camera, Route, Plan, Shape, GoToName, Target is { } target ? MapPoint.From(target) : null);

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

    /// <param name="latLon">Degrees, latitude and longitude in turn.</param>
    /// <param name="finished">True when the person finished drawing.</param>
    [JSInvokable]
    public Task OnShapeChanged(double[] latLon, bool finished)
    {
        var points = latLon.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new GeoPoint(pair[0], pair[1]));
        // As the text of a parameter keeps it: what the page then asks for is what the map shows already.
        return DrawnPlaces.Parse(DrawnPlaces.Format(points)) is { Fault: { } } or null && latLon.Length > 0
            ? Task.CompletedTask
            : InvokeAsync(() => TakeShape(DrawnPlaces.Parse(DrawnPlaces.Format(points))?.Places ?? [], finished));
    }

    [JSInvokable]
    public Task OnShapeCancelled() => InvokeAsync(() => ShapeCancelled.InvokeAsync());

    /// <summary>
    /// The map is not told what it has just told: while an answer is on its way, a further corner may have been clicked.
    /// </summary>
    private async Task TakeShape(IReadOnlyList<GeoPoint> places, bool finished)
    {
        if (told is { Shape: { } shape } && !finished)
        {
            told = told with { Shape = shape with { Points = [.. places.Select(MapPoint.From)] } };
        }

        await ShapeChanged.InvokeAsync(new DrawnShape(places, finished));
    }

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
        }

        if (before?.Shape != wanted.Shape)
        {
            await Call("setShape", wanted.Shape);
        }

        if (!ReferenceEquals(before?.Plan, wanted.Plan))
        {
            await Call("setPlan", wanted.Plan);
            if (wanted.Plan is not null)
            {
                await Call("fitPlan");
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
        MapPlan? Plan,
        MapShape? Shape,
        string? GoToName,
        MapPoint? Target
    );
}
