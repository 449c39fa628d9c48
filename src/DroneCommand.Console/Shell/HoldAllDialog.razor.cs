using DroneCommand.Console.Vehicles;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace DroneCommand.Console.Shell;

/// <summary>Sends Hold to every vehicle that is out, after a confirmation, and shows each one's outcome.</summary>
public sealed partial class HoldAllDialog
{
    private readonly Dictionary<string, CommandOutcome> outcomes = [];
    private IReadOnlyList<VehicleView> vehicles = [];
    private IReadOnlyList<string> pilots = [];
    private bool sent;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private IFleetFeed Feed { get; set; } = null!;

    [Inject]
    private VehicleCommands Commands { get; set; } = null!;

    protected override void OnInitialized()
    {
        vehicles = [.. Feed.Vehicles.Where(VehicleWords.IsOut)];
        pilots = [.. Feed.Vehicles.Where(view => view.Status == VehicleStatus.PilotFlies).Select(view => view.Name)];
    }

    private void Cancel() => Dialog.Close();

    private async Task Hold()
    {
        if (sent)
        {
            return;
        }

        sent = true;
        // All at once: no vehicle waits for another one's answer.
        await Task.WhenAll(vehicles.Select(HoldOne));
    }

    private async Task HoldOne(VehicleView view)
    {
        var outcome = await Commands.Send(
            view.VehicleId,
            Guid.NewGuid(),
            "Hold",
            (grain, request) => grain.Hold(request)
        );
        outcomes[view.VehicleId] = outcome;
        StateHasChanged();
    }
}
