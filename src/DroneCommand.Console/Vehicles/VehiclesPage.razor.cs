using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace DroneCommand.Console.Vehicles;

/// <summary>The adopted vehicles with their addresses, and those that are heard but belong to nobody yet.</summary>
public sealed partial class VehiclesPage : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private IReadOnlyList<RegisteredVehicle> registered = [];
    private IReadOnlyList<DiscoveredVehicle> discovered = [];
    private DateTimeOffset now;
    private string problem = "";
    private bool mayAdopt;
    private ITimer? timer;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private IFleetFeed Feed { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ILogger<VehiclesPage> Logger { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        now = Time.GetUtcNow();
        await Read();
        timer = Time.CreateTimer(_ => InvokeAsync(Read), null, Every, Every);
    }

    /// <summary>Roles change while the page is open: the cascade brings the new ones.</summary>
    protected override async Task OnParametersSetAsync() =>
        mayAdopt = CurrentCaller.MayAdopt((await Authentication).User);

    private async Task Read()
    {
        try
        {
            var registry = Grains.GetGrain<IVehicleRegistryGrain>("fleet");
            registered =
            [
                .. (await registry.List()).OrderBy(vehicle => vehicle.Name, StringComparer.OrdinalIgnoreCase),
            ];
            discovered = [.. (await registry.Discovered()).OrderBy(vehicle => (vehicle.Network, vehicle.SystemId))];
            problem = "";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Logger.LogWarning(failure, "the registry could not be read");
            problem = $"The list of vehicles cannot be read now: {failure.Message}";
        }

        now = Time.GetUtcNow();
        StateHasChanged();
    }

    private async Task Adopt(DiscoveredVehicle vehicle)
    {
        var parameters = new DialogParameters<AdoptDialog> { { dialog => dialog.Vehicle, vehicle } };
        var shown = await Dialogs.ShowAsync<AdoptDialog>("Adopt", parameters);
        await shown.Result;
        await Read();
    }
}
