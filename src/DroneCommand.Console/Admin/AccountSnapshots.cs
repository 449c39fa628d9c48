using System.Collections.Concurrent;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Console.Admin;

/// <summary>What decides over a session and a command: read from the database, never from the session itself.</summary>
/// <param name="UserId">The account's key.</param>
/// <param name="Name">Sign-in name.</param>
/// <param name="Enabled">False when an administrator disabled it.</param>
/// <param name="SecurityStamp">Changes when sessions begun before must end.</param>
/// <param name="Roles">Names as in <see cref="Fleet.Audit.Roles"/>.</param>
public sealed record AccountSnapshot(
    string UserId,
    string Name,
    bool Enabled,
    string? SecurityStamp,
    IReadOnlySet<string> Roles
);

/// <summary>
/// Accounts as they stand now. An answer is at most <see cref="MaxAge"/> old, and new at once after a change made by
/// this server. While the database cannot be read the last answer stands, since no change could have been stored
/// either: hold, return and land must not fail with the disk. Thread-safe.
/// </summary>
public sealed class AccountSnapshots(IDbContextFactory<AccountsDbContext> contexts, TimeProvider time)
    : ICallerRoles,
        IAccountNames
{
    /// <summary>With the sessions' check every two seconds, a change made elsewhere acts within five.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan MaxAgeWithoutDatabase = TimeSpan.FromMinutes(10);
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    private readonly ConcurrentDictionary<string, (AccountSnapshot? Account, long ReadAt)> _known = new();

    /// <summary>Null when there is no such account.</summary>
    /// <exception cref="DatabaseUnavailableException">It cannot be read, and no recent answer is known.</exception>
    public ValueTask<AccountSnapshot?> Find(string userId, CancellationToken cancellation = default)
    {
        var isKnown = _known.TryGetValue(userId, out var known);
        return isKnown && time.GetElapsedTime(known.ReadAt) < MaxAge
            ? ValueTask.FromResult(known.Account)
            : new ValueTask<AccountSnapshot?>(Read(userId, cancellation));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlySet<string>> RolesOf(string userId, CancellationToken cancellation = default) =>
        await Find(userId, cancellation) is { Enabled: true } account ? account.Roles : None;

    /// <inheritdoc/>
    public async ValueTask<string?> UserIdOf(string signInName, CancellationToken cancellation = default)
    {
        var normalized = signInName.Normalize().ToUpperInvariant();
        return await Task.Run(
            () =>
            {
                using var database = contexts.CreateDbContext();
                return database
                    .Users.Where(user => user.NormalizedUserName == normalized)
                    .Select(user => user.Id)
                    .SingleOrDefault();
            },
            cancellation
        );
    }

    /// <summary>The account was changed: the next answer comes from the database.</summary>
    public void Forget(string userId) => _known.TryRemove(userId, out _);

    private async Task<AccountSnapshot?> Read(string userId, CancellationToken cancellation)
    {
        // Taken before the read: a change during it makes the answer old from then on.
        var readAt = time.GetTimestamp();
        try
        {
            var account = await Task.Run(() => ReadNow(userId), cancellation);
            _known[userId] = (account, readAt);
            return account;
        }
        catch (Exception fault) when (SqliteProvider.Unavailability(fault) is { } reason)
        {
            if (_known.TryGetValue(userId, out var last) && time.GetElapsedTime(last.ReadAt) < MaxAgeWithoutDatabase)
                return last.Account;
            throw new DatabaseUnavailableException(reason, fault);
        }
    }

    private AccountSnapshot? ReadNow(string userId)
    {
        using var database = contexts.CreateDbContext();
        var account = database.Users.AsNoTracking().SingleOrDefault(user => user.Id == userId);
        if (account is null)
            return null;
        var roles = database
            .UserRoles.Where(link => link.UserId == userId)
            .Join(database.Roles, link => link.RoleId, role => role.Id, (_, role) => role.Name!)
            .ToHashSet();
        return new AccountSnapshot(userId, account.UserName!, account.Enabled, account.SecurityStamp, roles);
    }
}
