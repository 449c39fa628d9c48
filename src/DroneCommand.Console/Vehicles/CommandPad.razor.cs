using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Vehicles;

/// <summary>
/// What a person can do with one vehicle. Hold, return and land are always offered, whatever we believe of the vehicle:
/// what we believe may be old. Each press makes one operation id.
/// </summary>
public sealed partial class CommandPad
{
    private ElementReference goTo;
    private bool wasGoingTo;

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

    private CommandEntry? Last => Commands.Latest(View.VehicleId);

    private string WhyNotResume =>
        !MayCommand ? "Needs the operator role"
        : View.Status == VehicleStatus.Preparing ? "It is being started"
        : View is { Status: VehicleStatus.OnTask, GoingTo: null } ? "Already on task"
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

    /// <summary>When the go-to's card closes, the keyboard goes on where it was opened.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var ended = wasGoingTo && !GoingTo;
        wasGoingTo = GoingTo;
        if (ended)
        {
            await BrowserModules.Quietly(async () => await goTo.FocusAsync(preventScroll: true));
        }
    }

    private async Task Send(
        Guid operation,
        string what,
        Func<IVehicleGrain, CommandRequest, Task<CommandOutcome>> order
    ) => await Commands.Send(View.VehicleId, operation, what, order);
}
