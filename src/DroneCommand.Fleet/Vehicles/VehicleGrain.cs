using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Sites;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>What a <see cref="VehicleGrain"/> works with; one per silo.</summary>
/// <param name="Time">The only clock.</param>
/// <param name="Roles">What callers may do now.</param>
/// <param name="Audit">The append-only record.</param>
/// <param name="Epochs">Fences an older activation.</param>
/// <param name="Sites">The sites, for feasibility.</param>
public sealed record VehicleGrainServices(
    TimeProvider Time,
    ICallerRoles Roles,
    IAuditLog Audit,
    VehicleEpochs Epochs,
    ISiteCatalog Sites
);

/// <summary>
/// One vehicle. Reentrant, so that a safety command never waits behind anything: every method rechecks what it relies on
/// after each await. State is touched on the grain's scheduler only.
/// </summary>
[Reentrant]
public sealed partial class VehicleGrain(
    [PersistentState("vehicle")] IPersistentState<VehicleState> stored,
    VehicleGrainServices services,
    ILogger<VehicleGrain> logger
) : Grain, IVehicleGrain, IVehicleUplink, IVehicleAssignment, IVehicleRegistration
{
    private const int MessagesKept = 20;

    private readonly List<VehicleMessage> messages = [];
    private readonly AttentionDates attention = new();
    private static readonly TimeSpan PersistAgainAfter = TimeSpan.FromSeconds(5);

    private static readonly CommandOutcome StoppedMeanwhile = new(
        OutcomeKind.NoAnswer,
        "the server stopped while it was under way",
        TimeSpan.Zero
    );

    private IVehicleDownlink? link;
    private VehicleTelemetry? telemetry;
    private long epoch;
    private long revision;
    private Task persisting = Task.CompletedTask;
    private bool dirty;
    private DateTimeOffset persistFailed;

    private VehicleState State => stored.State;

    private DateTimeOffset Now => services.Time.GetUtcNow();

    private string VehicleId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The epoch starts from the clock's ticks, so that activations of one vehicle never share one.
        revision = Now.UtcTicks;
        epoch = await services.Epochs.Next(VehicleId, cancellationToken);
        foreach (var unfinished in State.Commands.Where(entry => entry.Outcome is null).ToList())
        {
            Conclude(unfinished.OperationId, StoppedMeanwhile);
        }
        await base.OnActivateAsync(cancellationToken);
    }

    public Task<VehicleView> View() => Task.FromResult(BuildView());

    public Task<VehicleReadiness?> Readiness() =>
        Task.FromResult(
            State.Registration is { } registration
                ? new VehicleReadiness(
                    registration,
                    IsHeard,
                    State.Sortie is not null,
                    telemetry?.Home,
                    telemetry?.HomeAmsl,
                    telemetry?.BatteryPercent
                )
                {
                    WindMps = telemetry?.WindMps,
                    GpsFix = telemetry?.GpsFix ?? "unknown",
                    FollowsTerrain = telemetry?.FollowsTerrain,
                    HasCamera = telemetry?.HasCamera ?? false,
                    HasThermalCamera = telemetry?.HasThermalCamera ?? false,
                    Autopilot = telemetry?.Autopilot,
                }
                : null
        );

    public async Task Register(RegisteredVehicle registration)
    {
        State.Registration = registration;
        State.QuarantineReason = null;
        settledClash = telemetry?.Clash;
        await Persist();
    }

    public async Task Ensure(RegisteredVehicle registration)
    {
        if (State.Registration is null)
        {
            State.Registration = registration;
            await Persist();
        }
    }

    private bool IsHeard =>
        link is not null && telemetry is { } heard && Now - heard.LastHeard < Telemetry.LinkAging.LostAfter;

    private AuthorityView AuthorityInForce => AuthorityRules.InForce(State.Authority, Now);

    private VehicleView BuildView()
    {
        var view = VehicleViewBuilder.Build(VehicleId, State, telemetry, messages, AuthorityInForce, Now);
        return view with { Revision = ++revision, NeedsYou = attention.Dated(WithStationChange(view.NeedsYou), Now) };
    }

    /// <summary>Writes the state; calls that come while a write runs share the next one.</summary>
    private Task Persist()
    {
        dirty = true;
        return persisting.IsCompleted ? persisting = WriteWhileDirty() : persisting;
    }

    private async Task WriteWhileDirty()
    {
        while (dirty)
        {
            dirty = false;
            try
            {
                await stored.WriteStateAsync();
            }
            catch (InconsistentStateException stale)
            {
                // Another activation decided since: this one must not go on from what it believes.
                logger.LogError(stale, "{VehicleId}: state was written by another activation; giving way", VehicleId);
                DeactivateOnIdle();
                throw;
            }
            catch (Exception)
            {
                dirty = true;
                persistFailed = Now;
                throw;
            }
        }
    }

    /// <summary>Null when the state is written; otherwise why not, for people. It is tried again with later reports.</summary>
    private async Task<string?> WhyNotPersisted()
    {
        try
        {
            await Persist();
            return null;
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "{VehicleId}: its state could not be written", VehicleId);
            return failure.Message;
        }
    }

    private void PersistAgain()
    {
        if (dirty && persisting.IsCompleted && Now - persistFailed >= PersistAgainAfter)
        {
            PersistInBackground();
        }
    }

    /// <summary>Persists without making the caller wait or fail: for safety commands and for what is only observed.</summary>
    private void PersistInBackground() => Observe(Persist(), "persist the vehicle's state");

    private void Observe(Task task, string what) =>
        task.ContinueWith(
            failed => logger.LogError(failed.Exception, "{VehicleId}: could not {What}", VehicleId, what),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Current
        );
}
