using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
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
    private IVehicleDownlink? link;
    private VehicleTelemetry? telemetry;
    private long epoch;
    private long revision;
    private Task persisting = Task.CompletedTask;
    private bool dirty;

    private VehicleState State => stored.State;

    private DateTimeOffset Now => services.Time.GetUtcNow();

    private string VehicleId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // The epoch starts from the clock's ticks, so that activations of one vehicle never share one.
        revision = Now.UtcTicks;
        epoch = await services.Epochs.Next(VehicleId, cancellationToken);
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
                : null
        );

    public async Task Register(RegisteredVehicle registration)
    {
        State.Registration = registration;
        State.QuarantineReason = null;
        await Persist();
    }

    private bool IsHeard =>
        link is not null && telemetry is { } heard && Now - heard.LastHeard < Telemetry.LinkAging.LostAfter;

    private AuthorityView AuthorityInForce => AuthorityRules.InForce(State.Authority, Now);

    private VehicleView BuildView() =>
        VehicleViewBuilder.Build(VehicleId, State, telemetry, messages, AuthorityInForce, Now) with
        {
            Revision = ++revision,
        };

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

    private void ReportRunEnd(Sortie sortie, PatrolRunState state, string reason) =>
        Observe(
            GrainFactory.GetGrain<IPatrolRuns>(sortie.PatrolId).RunEnded(sortie.Slot, state, reason),
            "tell the patrol that its run ended"
        );
}
