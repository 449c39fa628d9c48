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
);

/// <summary>
/// The signing keys of vehicles in the database: encrypted with the server's Data Protection keys and bound to their
/// vehicle, so that a row copied to another vehicle opens nothing. Beside each lies its signing time, which stays when the
/// key is taken away.
/// </summary>
internal sealed class SigningKeyStore(DatabaseReader reader, DatabaseWriter writer, IDataProtectionProvider protection)
{
    private const string Purpose = "DroneCommand.SigningKeys.v1";

    /// <summary>Every vehicle that was given a key.</summary>
    /// <exception cref="DatabaseUnavailableException">The database gives no answer.</exception>
    public async Task<IReadOnlyList<StoredSigningKey>> List(CancellationToken cancellation = default)
    {
        var rows = await reader.Read(
            database => database.SigningKeys.Where(row => row.ProtectedKey != null).ToList(),
            cancellation
        );
        return [.. rows.Select(Open)];
    }

    /// <summary>Gives the vehicle a key, or another one; its signing time goes on.</summary>
    /// <exception cref="DatabaseUnavailableException">It is not stored for certain.</exception>
    public Task Put(string vehicleId, SigningKey key, byte linkId, CancellationToken cancellation = default)
    {
        var closed = Close(vehicleId, key);
        return writer.Write(
            database =>
            {
                if (database.SigningKeys.Find(vehicleId) is { } present)
                {
                    present.ProtectedKey = closed;
                    present.LinkId = linkId;
                }
                else
                {
                    database.Add(
                        new SigningKeyRow
                        {
                            VehicleId = vehicleId,
                            ProtectedKey = closed,
                            LinkId = linkId,
                        }
                    );
                }
                return database.SaveChanges();
            },
            cancellation
        );
    }

    /// <summary>Takes the key away, so that nobody can decrypt it later.</summary>
    /// <exception cref="DatabaseUnavailableException">It may still be stored.</exception>
    public Task Remove(string vehicleId, CancellationToken cancellation = default) =>
        writer.Write(
            database =>
                database
                    .SigningKeys.Where(row => row.VehicleId == vehicleId)
                    .ExecuteUpdate(set => set.SetProperty(row => row.ProtectedKey, (byte[]?)null)),
            cancellation
        );

    /// <summary>Where the signing time of a vehicle that was given a key is kept.</summary>
    public ISigningTimeStore TimeOf(string vehicleId) => new StoredTime(reader, writer, vehicleId);

    private IDataProtector ProtectorOf(string vehicleId) => protection.CreateProtector(Purpose, vehicleId);

    private byte[] Close(string vehicleId, SigningKey key)
    {
        var secret = new byte[SigningKey.Length];
        try
        {
            key.CopyTo(secret);
            return ProtectorOf(vehicleId).Protect(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private StoredSigningKey Open(SigningKeyRow row)
    {
        byte[] secret = [];
        try
        {
            secret = ProtectorOf(row.VehicleId).Unprotect(row.ProtectedKey!);
            return new StoredSigningKey(row.VehicleId, new SigningKey(secret), row.LinkId);
        }
        catch (CryptographicException fault)
        {
            return new StoredSigningKey(row.VehicleId, null, row.LinkId, fault);
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
