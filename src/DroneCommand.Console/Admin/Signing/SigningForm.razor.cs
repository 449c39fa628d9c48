using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Admin.Signing;

/// <summary>One change of one vehicle's signing, opened anew for each.</summary>
public sealed partial class SigningForm
{
    private Guid operationId = Guid.NewGuid();
    private string text = "";
    private bool passphrase;
    private bool confirmed;
    private bool forgetOnly;
    private bool busy;

    [Parameter, EditorRequired]
    public SigningAction Action { get; set; }

    [Parameter, EditorRequired]
    public RegisteredVehicle Vehicle { get; set; } = null!;

    /// <summary>Configuration says that keys may cross its link.</summary>
    [Parameter]
    public bool LinkIsSafe { get; set; }

    [Parameter]
    public EventCallback<(CommandOutcome Outcome, string Text)> OnDone { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Inject]
    private ISigningKeys Keys { get; set; } = null!;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private CurrentCaller Caller { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<SigningForm> Logger { get; set; } = null!;

    private string Title =>
        Action switch
        {
            SigningAction.SetUp => $"Set up a new key in {Vehicle.Name}",
            SigningAction.Import => $"Import the key of {Vehicle.Name}",
            _ => $"Turn signing of {Vehicle.Name} off",
        };

    private string Verb =>
        Action switch
        {
            SigningAction.SetUp => "Set up new key",
            SigningAction.Import => "Import key",
            _ => forgetOnly ? "Forget the key here" : "Turn signing off",
        };

    private bool MaySubmit => Action != SigningAction.SetUp || LinkIsSafe || confirmed;

    private async Task Submit()
    {
        if (busy || !MaySubmit || await Caller.Get() is not { } who)
        {
            return;
        }

        busy = true;
        var request = new CommandRequest(operationId, who);
        var outcome = await GrainCommand.Run(() => Apply(request), Time, Logger);
        busy = false;
        // A refused attempt is over too: the next press is a new operation.
        operationId = Guid.NewGuid();
        await OnDone.InvokeAsync((outcome, $"{Vehicle.Name}: {Show.Outcome(outcome)}"));
    }

    private Task<CommandOutcome> Apply(CommandRequest request)
    {
        var grain = Grains.GetGrain<IVehicleGrain>(Vehicle.VehicleId);
        return Action switch
        {
            SigningAction.SetUp => grain.SetUpSigning(request, confirmed),
            SigningAction.Import => Import(request),
            _ when forgetOnly => Keys.RemoveKey(request, Vehicle.VehicleId),
            _ => grain.TurnSigningOff(request),
        };
    }

    private async Task<CommandOutcome> Import(CommandRequest request)
    {
        try
        {
            using var key = passphrase ? SigningKey.FromPassphrase(text.Trim()) : SigningKey.FromHex(text.Trim());
            text = "";
            return await Keys.ImportKey(request, Vehicle.VehicleId, key);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            return CommandOutcome.RefusedByUs(wrong.Message);
        }
    }
}
