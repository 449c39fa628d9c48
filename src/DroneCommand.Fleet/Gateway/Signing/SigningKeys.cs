using System.Collections.Concurrent;
using System.Security.Cryptography;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>
/// Which vehicle signs with which key. Administrators give and take keys; the record says who did, never what the key is.
/// The links of this silo look up here, without waiting, what a vehicle's frames must be signed with. A service and no
/// grain, so that no key ever travels in a message.
/// </summary>
/// <remarks>Changes run one at a time; lookups come from the links' receive threads.</remarks>
public sealed partial class SigningKeys : BackgroundService, ISigningKeys
{
    private static readonly TimeSpan PersistEvery = TimeSpan.FromSeconds(1);

    private readonly SigningKeyStore store;
    private readonly IGrainFactory grains;
    private readonly ICallerRoles roles;
    private readonly IAuditLog audit;
    private readonly TimeProvider time;
    private readonly ILogger<SigningKeys> logger;
    private readonly SemaphoreSlim changing = new(1);
    private readonly ConcurrentDictionary<(string Network, byte SystemId), VehicleSigning> byAddress = new();

    /// <summary>One per vehicle for the life of the process, whatever keys come and go: it must never run backwards.</summary>
    private readonly ConcurrentDictionary<string, SigningClock> clocks = new();
    private int version;

    internal SigningKeys(
        SigningKeyStore store,
        IGrainFactory grains,
        ICallerRoles roles,
        IAuditLog audit,
        TimeProvider time,
        ILogger<SigningKeys> logger
    ) =>
        (this.store, this.grains, this.roles, this.audit, this.time, this.logger) = (
            store,
            grains,
            roles,
            audit,
            time,
            logger
        );

    /// <summary>Rises with every change, so that a link knows when to look up again.</summary>
    internal int Version => Volatile.Read(ref version);

    /// <summary>Null for an address whose vehicle has no key.</summary>
    internal VehicleSigning? Find(string network, byte systemId) => byAddress.GetValueOrDefault((network, systemId));

    /// <summary>Null where no change is open.</summary>
    internal PendingChange? FindChange(string network, byte systemId) => changes.GetValueOrDefault((network, systemId));

    public SigningStatus StatusOf(string network, byte systemId)
    {
        var signing = Find(network, systemId);
        return new SigningStatus(
            signing is not null,
            signing?.Key is not null,
            signing?.SetUpHere ?? false,
            signing?.Since,
            FindChange(network, systemId) switch
            {
                null => OpenChange.None,
                { TurnsOff: true } => OpenChange.TurningOff,
                _ => OpenChange.SettingUp,
            }
        );
    }

    /// <summary>
    /// Gives an adopted vehicle its key (administrators only). From the next frame on only what is signed with it counts,
    /// and what is sent to the vehicle is signed. The vehicle must have the key already.
    /// </summary>
    /// <param name="request">Who asks, and the operation's id.</param>
    /// <param name="vehicleId">The vehicle's permanent id.</param>
    /// <param name="key">Copied; the caller clears its own.</param>
    public async Task<CommandOutcome> ImportKey(CommandRequest request, string vehicleId, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        // Another station with our ids and the same key must not use our stream, and most of them use low link ids.
        var linkId = NewLinkId();
        return await Change(
            request,
            vehicleId,
            "import signing key",
            $"link id {linkId}",
            async vehicle =>
            {
                var since = time.GetUtcNow();
                await store.Put(vehicleId, key, linkId, since);
                Forget(vehicle);
                await Publish(vehicle, new StoredSigningKey(vehicleId, Copy(key), linkId) { Since = since });
            }
        );
    }

    /// <summary>Takes a vehicle's key away (administrators only): its frames are judged as before it had one.</summary>
    public Task<CommandOutcome> RemoveKey(CommandRequest request, string vehicleId) =>
        Change(
            request,
            vehicleId,
            "remove signing key",
            "",
            async vehicle =>
            {
                await store.Remove(vehicleId);
                Forget(vehicle);
                byAddress.TryRemove((vehicle.Network, vehicle.SystemId), out _);
                Interlocked.Increment(ref version);
            }
        );

    /// <summary>Loads every key before the gateway opens its sockets.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var registered = await Registry.List();
        foreach (var stored in await store.List(cancellationToken))
        {
            if (registered.FirstOrDefault(known => known.VehicleId == stored.VehicleId) is { } vehicle)
            {
                await Publish(vehicle, stored);
            }
        }
        await base.StartAsync(cancellationToken);
    }

    /// <summary>After the gateway has ended: stores the signing times that were really used.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await StoreSettled();
        await Each("its signing time could not be stored at the end", clock => clock.Close(cancellationToken));
    }

    public override void Dispose()
    {
        changing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PersistEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Each("its signing time could not be stored; signing goes on", clock => clock.Persist(stoppingToken));
            await StoreSettled();
        }
    }

    private IVehicleRegistryGrain Registry => grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key);

    /// <summary>All at once, so that the database takes them as one write.</summary>
    private Task Each(string problem, Func<SigningClock, Task> action) =>
        Task.WhenAll(
            clocks.Select(async entry =>
            {
                try
                {
                    await action(entry.Value);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    logger.LogWarning(failure, "{VehicleId}: {Problem}", entry.Key, problem);
                }
            })
        );

    private async Task<CommandOutcome> Change(
        CommandRequest request,
        string vehicleId,
        string action,
        string detail,
        Func<RegisteredVehicle, Task> change
    )
    {
        var begun = Record(request, vehicleId, action, detail, null);
        var (vehicle, refusal) = await Allowed(request.Caller, vehicleId);
        if (vehicle is null)
        {
            return Concluded(begun, CommandOutcome.RefusedByUs(refusal));
        }
        if (await audit.WhyNotBegin(begun) is { } unrecorded)
        {
            return CommandOutcome.RefusedByUs(unrecorded);
        }
        await changing.WaitAsync();
        try
        {
            await change(vehicle);
            return Concluded(begun, new CommandOutcome(OutcomeKind.Done, "stored", TimeSpan.Zero));
        }
        catch (DatabaseUnavailableException unavailable)
        {
            // The key and the first reserve of its time are two writes: one of them may have passed.
            var text = $"it may be stored or not, try again: {unavailable.Message}";
            return Concluded(begun, new CommandOutcome(OutcomeKind.NoAnswer, text, TimeSpan.Zero));
        }
        finally
        {
            changing.Release();
        }
    }

    private async Task<(RegisteredVehicle? Vehicle, string Refusal)> Allowed(Caller caller, string vehicleId)
    {
        if (!(await roles.RolesOf(caller.UserId)).Contains(Roles.Administrator))
        {
            return (null, "your account does not have the administrator role");
        }
        var vehicle = (await Registry.List()).FirstOrDefault(known => known.VehicleId == vehicleId);
        return (vehicle, $"no vehicle {vehicleId} is adopted");
    }

    private async Task Publish(RegisteredVehicle vehicle, StoredSigningKey stored)
    {
        if (stored.Fault is not null)
        {
            logger.LogError(
                stored.Fault,
                "{Name} ({VehicleId}): its signing key cannot be decrypted, since the server's keys are not those that it "
                    + "was stored with. Nothing of it is accepted and nothing is sent to it until an administrator imports "
                    + "its key again",
                vehicle.Name,
                vehicle.VehicleId
            );
        }
        var clock = await ClockOf(vehicle.VehicleId);
        if (stored.HasKey)
        {
            byAddress[(vehicle.Network, vehicle.SystemId)] = new VehicleSigning(stored.Key, stored.LinkId, clock)
            {
                Since = stored.Since,
                SetUpHere = stored.SetUpHere,
            };
        }
        if (stored.Change is { } open)
        {
            Open(vehicle, open.After, stored.LinkId, clock);
        }
        Interlocked.Increment(ref version);
    }

    private async Task<SigningClock> ClockOf(string vehicleId)
    {
        if (!clocks.TryGetValue(vehicleId, out var clock))
        {
            clock = await SigningClock.Open(store.TimeOf(vehicleId), time);
            clocks[vehicleId] = clock;
        }
        return clock;
    }

    private CommandOutcome Concluded(AuditRecord begun, CommandOutcome outcome)
    {
        audit.Spool(begun with { Time = time.GetUtcNow(), Outcome = $"{outcome.Kind}: {outcome.Text}" });
        return outcome;
    }

    private AuditRecord Record(
        CommandRequest request,
        string vehicleId,
        string action,
        string detail,
        string? outcome
    ) =>
        new(
            0,
            time.GetUtcNow(),
            request.OperationId,
            request.Caller.UserId,
            request.Caller.Name,
            vehicleId,
            action,
            detail,
            outcome
        );

    private static byte NewLinkId() => (byte)RandomNumberGenerator.GetInt32(16, 256);

    private static SigningKey Copy(SigningKey key)
    {
        Span<byte> secret = stackalloc byte[SigningKey.Length];
        try
        {
            key.CopyTo(secret);
            return new SigningKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
