using DroneCommand.Console.Patrols;
using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace DroneCommand.Console.Live;

/// <summary>
/// The Live page. It alone reads the feed, four times a second at most, and hands one drawing's views to its parts; what
/// moves on the map comes past it, over the telemetry socket.
/// </summary>
public sealed partial class LivePage : IAsyncDisposable
{
    private static readonly TimeSpan PatrolsEvery = TimeSpan.FromSeconds(5);

    private FleetWatch? watch;
    private ITimer? patrolTimer;
    private IReadOnlyList<VehicleView> vehicles = [];
    private VehicleView? selected;
    private PatrolReading patrols = PatrolReading.Empty;
    private DateTimeOffset now;
    private string? selectedId;
    private string? userId;
    private bool mayCommand;
    private bool goingTo;
    private PickedPoint? target;
    private SiteMapView? map;
    private ElementReference sheet;
    private ElementReference handle;
    private IJSObjectReference? sheetBinding;
    private string? boundFor;

    /// <summary>The vehicle to open with, from the address.</summary>
    [Parameter]
    public string? VehicleId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IFleetFeed Feed { get; set; } = null!;

    [Inject]
    private ISiteCatalog Sites { get; set; } = null!;

    [Inject]
    private PatrolBoard Board { get; set; } = null!;

    [Inject]
    private BrowserModules Modules { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private TimeZoneInfo Zone => Sites.Default.TimeZone;

    private MapRoute? Route =>
        selected is { Route.Count: > 1 } view ? MapRoute.Flown(view.Route, view.Task?.Fraction ?? 0) : null;

    public async ValueTask DisposeAsync()
    {
        watch?.Dispose();
        if (patrolTimer is not null)
        {
            await patrolTimer.DisposeAsync();
        }

        await UnbindSheet();
    }

    protected override async Task OnInitializedAsync()
    {
        selectedId = VehicleId;
        Read();
        watch = new FleetWatch(Feed, Time, () => _ = InvokeAsync(Redraw));
        await ReadPatrols();
        patrolTimer = Time.CreateTimer(_ => InvokeAsync(ReadPatrols), null, PatrolsEvery, PatrolsEvery);
    }

    /// <summary>Roles change while the page is open: the cascade brings the new ones.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        userId = CurrentCaller.From(user)?.UserId;
        mayCommand = CurrentCaller.MayCommand(user);
    }

    /// <summary>The phone's sheet handle comes and goes with the panel.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (boundFor == selected?.VehicleId)
        {
            return;
        }

        var fresh = boundFor is null;
        boundFor = selected?.VehicleId;
        if (boundFor is null)
        {
            await UnbindSheet();
        }
        else if (fresh)
        {
            await BrowserModules.Quietly(async () =>
            {
                var module = await Modules.Console();
                sheetBinding = await module.InvokeAsync<IJSObjectReference>("attachSheet", handle, sheet);
            });
        }
    }

    private async Task UnbindSheet()
    {
        if (sheetBinding is { } bound)
        {
            sheetBinding = null;
            await BrowserModules.Quietly(async () =>
            {
                await bound.InvokeVoidAsync("dispose");
                await bound.DisposeAsync();
            });
        }
    }

    private void Redraw()
    {
        Read();
        StateHasChanged();
    }

    private void Read()
    {
        now = Time.GetUtcNow();
        vehicles = Feed.Vehicles;
        selected = selectedId is { } id ? Feed.Find(id) : null;
    }

    private async Task ReadPatrols()
    {
        patrols = await Board.Read(Sites.Default.Id, TonightStrip.Back, patrols);
        StateHasChanged();
    }

    private async Task Select(string vehicleId)
    {
        if (selectedId != vehicleId)
        {
            EndGoTo();
        }

        selectedId = vehicleId;
        Read();
        if (map is not null)
        {
            await map.ShowVehicle(vehicleId);
        }
    }

    private void ToggleGoTo()
    {
        if (goingTo)
        {
            EndGoTo();
        }
        else
        {
            (goingTo, target) = (true, null);
        }
    }

    private void Picked(PickedPoint picked)
    {
        if (goingTo)
        {
            target = picked;
        }
    }

    private void EndGoTo() => (goingTo, target) = (false, null);
}
