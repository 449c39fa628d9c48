using System.Security.Cryptography;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Fleet.Gateway.Signing;

/// <summary>A vehicle's signing key as it was found at rest.</summary>
/// <param name="VehicleId">The vehicle's permanent id.</param>
/// <param name="Key">Null when it cannot be decrypted.</param>
/// <param name="LinkId">Ours towards this vehicle.</param>
/// <param name="Fault">Why it cannot be decrypted.</param>
internal sealed record StoredSigningKey(
    string VehicleId,
    SigningKey? Key,
    byte LinkId,
    CryptographicException? Fault = null
)
{
    /// <summary>False for a vehicle that has no key so far, only an open change.</summary>
    public bool HasKey { get; init; } = true;

    /// <summary>Since when the key counts; null where it was imported before that was kept.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>True when this server set it up in the vehicle, false when it was imported.</summary>
    public bool SetUpHere { get; init; }

    /// <summary>What was sent to the vehicle and is neither proven nor taken back.</summary>
    public StoredChange? Change { get; init; }
}

/// <summary>An open change of a vehicle's signing.</summary>
/// <param name="After">The new key; null: no signing any more.</param>
internal sealed record StoredChange(SigningKey? After);

/// <summary>
/// The signing keys of vehicles in the database: encrypted with the server's Data Protection keys and bound to their
/// vehicle, so that a row copied to another vehicle opens nothing. Beside each lies its signing time, which stays when the
/// key is taken away.
/// </summary>
internal sealed class SigningKeyStore(DatabaseReader reader, DatabaseWriter writer, IDataProtectionProvider protection)
{
    private const string Purpose = "DroneCommand.SigningKeys.v1";

    /// <summary>Every vehicle that was given a key, or may have taken one.</summary>
    /// <exception cref="DatabaseUnavailableException">The database gives no answer.</exception>
    public async Task<IReadOnlyList<StoredSigningKey>> List(CancellationToken cancellation = default)
    {
        var rows = await reader.Read(
            database => database.SigningKeys.Where(row => row.ProtectedKey != null || row.PendingKey != null).ToList(),
            cancellation
        );
        return [.. rows.Select(Open)];
    }

    /// <summary>Gives the vehicle a key, or another one; its signing time goes on, and no change is open any more.</summary>
    /// <exception cref="DatabaseUnavailableException">It is not stored for certain.</exception>
    public Task Put(string vehicleId, SigningKey key, byte linkId, DateTimeOffset since)
    {
        var closed = Close(vehicleId, key);
        return Change(
            vehicleId,
            row =>
            {
                (row.ProtectedKey, row.PendingKey, row.LinkId) = (closed, null, linkId);
                (row.KeySince, row.SetUpHere) = (since, false);
            }
        );
    }

    /// <summary>Keeps a change that is about to be sent: should the server die now, the next one knows both states.</summary>
    /// <exception cref="DatabaseUnavailableException">It is not stored for certain: it must not be sent.</exception>
    public Task Prepare(string vehicleId, SigningKey? after, byte linkId)
    {
        var closed = Close(vehicleId, after);
        return Change(vehicleId, row => (row.PendingKey, row.LinkId) = (closed, linkId));
    }

    /// <summary>The vehicle has taken the open change, or has not.</summary>
    /// <exception cref="DatabaseUnavailableException">It may still be open at rest.</exception>
    public Task Settle(string vehicleId, SigningKey? after, bool taken, DateTimeOffset since)
    {
        var closed = after is null ? null : Close(vehicleId, after);
        return Change(
            vehicleId,
            row =>
            {
                row.PendingKey = null;
                if (taken)
                {
                    (row.ProtectedKey, row.KeySince, row.SetUpHere) = (closed, since, true);
                }
            }
        );
    }

    /// <summary>Takes the key away, so that nobody can decrypt it later.</summary>
    /// <exception cref="DatabaseUnavailableException">It may still be stored.</exception>
    public Task Remove(string vehicleId, CancellationToken cancellation = default) =>
        writer.Write(
            database =>
                database
                    .SigningKeys.Where(row => row.VehicleId == vehicleId)
                    .ExecuteUpdate(set =>
                        set.SetProperty(row => row.ProtectedKey, (byte[]?)null)
                            .SetProperty(row => row.PendingKey, (byte[]?)null)
                    ),
            cancellation
        );

    /// <summary>Where the signing time of a vehicle that was given a key is kept.</summary>
    public ISigningTimeStore TimeOf(string vehicleId) => new StoredTime(reader, writer, vehicleId);

    private IDataProtector ProtectorOf(string vehicleId) => protection.CreateProtector(Purpose, vehicleId);

    private Task<int> Change(string vehicleId, Action<SigningKeyRow> change) =>
        writer.Write(database =>
        {
            if (database.SigningKeys.Find(vehicleId) is not { } row)
            {
                database.Add(row = new SigningKeyRow { VehicleId = vehicleId });
            }
            change(row);
            return database.SaveChanges();
        });

    private byte[] Close(string vehicleId, SigningKey? key)
    {
        var secret = new byte[SigningKey.Length];
        try
        {
            key?.CopyTo(secret);
            return ProtectorOf(vehicleId).Protect(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private StoredSigningKey Open(SigningKeyRow row)
    {
        CryptographicException? fault = null;
        var key = row.ProtectedKey is { } closed ? Open(row.VehicleId, closed, ref fault) : null;
        var pending = row.PendingKey is { } open ? Open(row.VehicleId, open, ref fault) : null;
        return new StoredSigningKey(row.VehicleId, key, row.LinkId, fault)
        {
            HasKey = row.ProtectedKey is not null,
            Since = row.KeySince,
            SetUpHere = row.SetUpHere,
            Change = row.PendingKey is not null && fault is null ? new StoredChange(pending) : null,
        };
    }

    /// <summary>Null for zeros, and for what cannot be decrypted.</summary>
    private SigningKey? Open(string vehicleId, byte[] closed, ref CryptographicException? fault)
    {
        byte[] secret = [];
        try
        {
            secret = ProtectorOf(vehicleId).Unprotect(closed);
            return secret.AsSpan().ContainsAnyExcept((byte)0) ? new SigningKey(secret) : null;
        }
        catch (CryptographicException unreadable)
        {
            fault = unreadable;
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private sealed class StoredTime(DatabaseReader reader, DatabaseWriter writer, string vehicleId) : ISigningTimeStore
    {
        public Task<long> Load(CancellationToken cancellation = default) =>
            reader.Read(
                database =>
                    database
                        .SigningKeys.Where(row => row.VehicleId == vehicleId)
                        .Select(row => row.SigningTime)
                        .SingleOrDefault(),
                cancellation
            );

        public async Task Save(long timestamp, CancellationToken cancellation = default)
        {
            var saved = await writer.Write(
                database =>
                    database
                        .SigningKeys.Where(row => row.VehicleId == vehicleId)
                        .ExecuteUpdate(set => set.SetProperty(row => row.SigningTime, timestamp)),
                cancellation
            );
            if (saved == 0)
            {
                throw new InvalidOperationException($"{vehicleId} was never given a signing key");
            }
        }
    }
}
