using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace DroneCommand.Console.Vehicles;

/// <summary>Gives a discovered vehicle a name and a dock; the nearest free-standing dock of its family is proposed.</summary>
public sealed partial class AdoptDialog
{
    private const string NoDock = "";

    private string name = "";
    private string dock = NoDock;
    private bool waiting;
    private CommandOutcome? outcome;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public DiscoveredVehicle Vehicle { get; set; } = null!;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private ISiteCatalog Sites { get; set; } = null!;

    [Inject]
    private CurrentCaller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<AdoptDialog> Logger { get; set; } = null!;

    private IEnumerable<Dock> Docks => Sites.Default.Docks.Where(each => each.Fits(VehicleWords.Family(Vehicle.Kind)));

    protected override void OnInitialized()
    {
        name = $"{(VehicleWords.IsOnGround(Vehicle.Kind) ? "Rover" : "Copter")} {Vehicle.SystemId}";
        if (Vehicle.Position is { } at)
        {
            dock = Docks.MinBy(each => Geodesic.Distance(each.Position, at))?.Name ?? NoDock;
        }
    }

    private async Task Adopt()
    {
        if (waiting || await Caller.Get() is not { } who)
        {
            return;
        }

        waiting = true;
        var request = new CommandRequest(Guid.NewGuid(), who);
        var registry = Grains.GetGrain<IVehicleRegistryGrain>("fleet");
        var chosen = dock == NoDock ? null : dock;
        outcome = await GrainCommand.Run(
            () => registry.Adopt(request, Vehicle.Network, Vehicle.SystemId, name.Trim(), chosen),
            Time,
            Logger
        );
        waiting = false;
        if (outcome.Kind == OutcomeKind.Done)
        {
            Dialog.Close();
        }
    }
}
