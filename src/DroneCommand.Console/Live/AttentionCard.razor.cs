using DroneCommand.Console.Vehicles;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Live;

/// <summary>One thing that needs a person: what, why, how long, and the one button that helps as the primary.</summary>
public sealed partial class AttentionCard
{
    private string what = "";
    private CommandOutcome? outcome;

    [Parameter, EditorRequired]
    public VehicleView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public AttentionItem Item { get; set; } = null!;

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public bool MayCommand { get; set; }

    [Parameter]
    public EventCallback<string> Selected { get; set; }

    [Inject]
    private VehicleCommands Commands { get; set; } = null!;

    private string Home => VehicleWords.HomeName(View);

    private async Task Send(
        Guid operation,
        string command,
        Func<IVehicleGrain, CommandRequest, Task<CommandOutcome>> order
    )
    {
        (what, outcome) = (command, null);
        outcome = await Commands.Send(View.VehicleId, operation, command, order);
    }
}
