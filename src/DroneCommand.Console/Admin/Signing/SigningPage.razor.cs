using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Admin.Signing;

/// <summary>What an administrator is about to do to a vehicle's signing.</summary>
public enum SigningAction
{
    SetUp,
    Import,
    TurnOff,
}

/// <summary>The vehicles with the state of their signing, and one form at a time to change it.</summary>
public sealed partial class SigningPage : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private IReadOnlyList<RegisteredVehicle>? vehicles;
    private RegisteredVehicle? chosen;
    private SigningAction action;
    private CommandOutcome? outcome;
    private string outcomeText = "";
    private string problem = "";
    private ITimer? timer;

    // Each opening is a form of its own: a key that was typed into the last one is gone with it.
    private object formKey = new();

    [Inject]
    private ISigningKeys Keys { get; set; } = null!;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private ISiteCatalog Sites { get; set; } = null!;

    [Inject]
    private IOptions<GatewayOptions> Gateway { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<SigningPage> Logger { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        await Read();
        timer = Time.CreateTimer(_ => InvokeAsync(Read), null, Every, Every);
    }

    private async Task Read()
    {
        try
        {
            var registry = Grains.GetGrain<IVehicleRegistryGrain>("fleet");
            vehicles = [.. (await registry.List()).OrderBy(each => each.Name, StringComparer.OrdinalIgnoreCase)];
            problem = "";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Logger.LogWarning(failure, "the registry could not be read");
            problem = $"The list of vehicles cannot be read now: {failure.Message}";
        }

        StateHasChanged();
    }

    private bool IsSafe(RegisteredVehicle vehicle) =>
        Gateway.Value.Networks.TryGetValue(vehicle.Network, out var network) && network.SafeForKeys;

    private void Open(SigningAction what, RegisteredVehicle vehicle)
    {
        (action, chosen, outcome) = (what, vehicle, null);
        formKey = new object();
    }

    private void Close() => chosen = null;

    private void Finish((CommandOutcome Outcome, string Text) end)
    {
        (outcome, outcomeText) = end;
        if (end.Outcome.Kind == OutcomeKind.Done)
        {
            Close();
        }
    }
}
