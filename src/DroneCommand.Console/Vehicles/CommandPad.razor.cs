using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Vehicles;

/// <summary>
/// What a person can do with one vehicle. Hold, return and land are always offered, whatever we believe of the vehicle:
/// what we believe may be old. Each press makes one operation id.
/// </summary>
public sealed partial class CommandPad
{
    private CommandOutcome? lastOutcome;
    private string lastWhat = "";
    private Guid lastOperation;

    [Parameter, EditorRequired]
    public VehicleView View { get; set; } = null!;

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public bool MayCommand { get; set; }

    /// <summary>True while the map waits for this vehicle's go-to point.</summary>
    [Parameter]
    public bool GoingTo { get; set; }

    /// <summary>Go to… was pressed: begin or end picking a point.</summary>
    [Parameter]
    public EventCallback GoTo { get; set; }

    [Inject]
    private VehicleCommands Commands { get; set; } = null!;

    private bool OnGround => VehicleWords.IsOnGround(View.Kind);

    private bool Quarantined => View.Status == VehicleStatus.Quarantined;

    private string Home => VehicleWords.HomeName(View);

    private string WhyNotResume =>
        !MayCommand ? "Needs the operator role"
        : View.Status == VehicleStatus.OnTask ? "Already on task"
        : View.Task is null ? "It has no task to go on with"
        : "";

    private string WhyNotGoTo =>
        !MayCommand ? "Needs the operator role"
        : Quarantined ? "Nothing is sent to a quarantined vehicle"
        : View.Position is null ? "Its position is not known"
        : !View.Armed ? "It is not armed"
        : VehicleWords.Freshness(View, Now) is not LinkState.Live ? "It is not heard"
        : "";

    private Task Hold() => Send(Guid.NewGuid(), "Hold", (grain, request) => grain.Hold(request));

    private Task Resume() => Send(Guid.NewGuid(), "Resume", (grain, request) => grain.Resume(request));

    private Task Return(Guid operation) =>
        Send(operation, $"Return to {Home}", (grain, request) => grain.Return(request));

    private Task Land(Guid operation) => Send(operation, "Land", (grain, request) => grain.Land(request));

    private Task MotorsOff(Guid operation) =>
        Send(operation, "Motors off", (grain, request) => grain.MotorsOff(request));

    /// <summary>A later command's outcome is not overwritten by an earlier one that ends after it.</summary>
    private async Task Send(
        Guid operation,
        string what,
        Func<IVehicleGrain, CommandRequest, Task<CommandOutcome>> order
    )
    {
        (lastOperation, lastWhat, lastOutcome) = (operation, what, null);
        StateHasChanged();
        var outcome = await Commands.Send(View.VehicleId, operation, what, order);
        if (lastOperation == operation)
        {
            lastOutcome = outcome;
        }
    }
}
