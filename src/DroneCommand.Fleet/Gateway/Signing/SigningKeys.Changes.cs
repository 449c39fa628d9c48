using System.Collections.Concurrent;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway.Signing;

// Changes that are sent to vehicles: what is open, and what becomes of it.
public sealed partial class SigningKeys
{
    private readonly ConcurrentDictionary<(string Network, byte SystemId), PendingChange> changes = new();

    /// <summary>What the links have seen and the database does not know yet.</summary>
    private readonly ConcurrentDictionary<string, Settled> unstored = new();

    /// <summary>
    /// Makes ready to send: a new key, or the end of signing, is stored before anything leaves, so that no end of the
    /// server can leave a vehicle with a key that nobody has. What is open already is taken up again.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">It is not stored for certain: nothing may be sent.</exception>
    /// <returns>Without a change the refusal says for people why it cannot be begun now.</returns>
    internal async Task<(PendingChange? Change, string Refusal)> Prepare(string network, byte systemId, bool turnOff)
    {
        await changing.WaitAsync();
        try
        {
            var vehicle = (await Registry.List()).FirstOrDefault(known =>
                known.Network == network && known.SystemId == systemId
            );
            if (vehicle is null)
            {
                return (null, "it is not adopted");
            }
            var present = Find(network, systemId);
            if (WhyNotPrepare(present, FindChange(network, systemId), turnOff) is { } why)
            {
                return (null, why);
            }
            if (FindChange(network, systemId) is { } open)
            {
                open.Sent();
                return (open, "");
            }
            var after = turnOff ? null : SigningKey.Generate();
            var linkId = present?.LinkId ?? NewLinkId();
            await store.Prepare(vehicle.VehicleId, after, linkId);
            var prepared = Open(vehicle, after, linkId, await ClockOf(vehicle.VehicleId));
            Interlocked.Increment(ref version);
            return (prepared, "");
        }
        finally
        {
            changing.Release();
        }
    }

    private static string? WhyNotPrepare(VehicleSigning? present, PendingChange? open, bool turnOff) =>
        present is { Key: null } ? "its present key cannot be decrypted: import it first"
        : open is not null && open.TurnsOff != turnOff
            ? "another change of its signing is open: it is not known yet whether the vehicle took it"
        : turnOff && present is null ? "it has no key here"
        : null;

    private PendingChange Open(RegisteredVehicle vehicle, SigningKey? after, byte linkId, SigningClock clock)
    {
        var before = Find(vehicle.Network, vehicle.SystemId)?.Key;
        return changes[(vehicle.Network, vehicle.SystemId)] = new PendingChange(
            vehicle,
            before,
            after,
            linkId,
            clock,
            time,
            Settle
        );
    }

    /// <summary>
    /// On a receive thread: what was seen counts from the next frame on. The database is told afterwards; should it never
    /// be, the change is open again after a restart, and is proven again.
    /// </summary>
    private void Settle(PendingChange change, bool taken)
    {
        var vehicle = change.Vehicle;
        var address = (vehicle.Network, vehicle.SystemId);
        if (!changes.TryRemove(new(address, change)))
        {
            return;
        }
        var now = time.GetUtcNow();
        if (taken && change.Change.After is { } key)
        {
            byAddress[address] = new VehicleSigning(key, change.Change.LinkId, change.Change.Clock)
            {
                Since = now,
                SetUpHere = true,
            };
        }
        else if (taken)
        {
            byAddress.TryRemove(address, out _);
        }
        Interlocked.Increment(ref version);
        unstored[vehicle.VehicleId] = new Settled(taken ? change.Change.After : null, taken, now);
        logger.LogInformation(
            "{Name} ({VehicleId}): {What}",
            vehicle.Name,
            vehicle.VehicleId,
            (taken, change.TurnsOff) switch
            {
                (true, false) => "was seen to sign with its new key, which counts from now on",
                (true, true) => "was seen to sign no more, and need not from now on",
                _ => "goes on as before; the change of its signing is taken back",
            }
        );
    }

    private void Forget(RegisteredVehicle vehicle)
    {
        changes.TryRemove((vehicle.Network, vehicle.SystemId), out _);
        unstored.TryRemove(vehicle.VehicleId, out _);
    }

    private async Task StoreSettled()
    {
        foreach (var (vehicleId, settled) in unstored)
        {
            await changing.WaitAsync();
            try
            {
                // A key that was imported meanwhile counts, and has taken this away.
                if (unstored.ContainsKey(vehicleId))
                {
                    await store.Settle(vehicleId, settled.After, settled.Taken, settled.At);
                    unstored.TryRemove(new(vehicleId, settled));
                }
            }
            catch (DatabaseUnavailableException unavailable)
            {
                logger.LogWarning(unavailable, "{VehicleId}: its signing could not be stored yet", vehicleId);
            }
            finally
            {
                changing.Release();
            }
        }
    }

    private sealed record Settled(SigningKey? After, bool Taken, DateTimeOffset At);
}
