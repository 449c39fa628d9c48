using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Console.Admin;

/// <summary>An account as the Users page shows it.</summary>
public sealed record AccountView(
    string UserId,
    string Name,
    bool Enabled,
    DateTimeOffset? LockedUntil,
    bool PasswordIsInitial,
    IReadOnlyList<string> Roles
);

/// <summary>
/// Changes accounts for an administrator. Every call looks up the caller's present roles, is on record before it acts,
/// and is not executed twice for one operation id. Changes run one after another, so that two administrators cannot
/// take the last role from each other at once. Thread-safe.
/// </summary>
public sealed class AccountAdministration(
    IServiceScopeFactory scopes,
    AccountSnapshots snapshots,
    IAuditLog audit,
    TimeProvider time
) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>All accounts by name; empty for a caller who is no administrator.</summary>
    public async Task<IReadOnlyList<AccountView>> List(Caller caller, CancellationToken cancellation = default)
    {
        if (!await IsAdministrator(caller, cancellation))
            return [];
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var roles = await database
            .UserRoles.Join(
                database.Roles,
                link => link.RoleId,
                role => role.Id,
                (link, role) => new { link.UserId, role.Name }
            )
            .ToListAsync(cancellation);
        var byAccount = roles.ToLookup(link => link.UserId, link => link.Name!);
        var accounts = await database
            .Users.AsNoTracking()
            .OrderBy(account => account.NormalizedUserName)
            .ToListAsync(cancellation);
        return
        [
            .. accounts.Select(account => new AccountView(
                account.Id,
                account.UserName!,
                account.Enabled,
                account.LockoutEnd > time.GetUtcNow() ? account.LockoutEnd : null,
                account.PasswordIsInitial,
                [.. Roles.All.Where(byAccount[account.Id].Contains)]
            )),
        ];
    }

    /// <summary>Creates an account with an initial password, which its owner is asked to change.</summary>
    public Task<CommandOutcome> Create(
        CommandRequest request,
        string name,
        string initialPassword,
        IReadOnlyCollection<string> roles
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        var account = new Account { UserName = name.Trim(), PasswordIsInitial = true };
        return Change(
            request,
            "account created",
            $"{account.UserName}: {Listed(roles)}",
            account.Id,
            async accounts =>
                Unknown(roles)
                ?? Refusal(await accounts.CreateAsync(account, initialPassword))
                ?? Refusal(await accounts.AddToRolesAsync(account, roles))
        );
    }

    /// <summary>Lets an account sign in and act, or stops it: its sessions end within seconds.</summary>
    public Task<CommandOutcome> SetEnabled(CommandRequest request, string userId, bool enabled) =>
        ChangeExisting(
            request,
            enabled ? "account enabled" : "account disabled",
            userId,
            null,
            async (accounts, account) =>
            {
                if (!enabled && account.Id == request.Caller.UserId)
                    return "nobody disables the own account: ask another administrator";
                account.Enabled = enabled;
                // Stores the flag, and ends every session: a person who is enabled again signs in again.
                return Refusal(await accounts.UpdateSecurityStampAsync(account));
            }
        );

    /// <summary>Gives an account exactly these roles; its open pages know within seconds.</summary>
    public Task<CommandOutcome> SetRoles(CommandRequest request, string userId, IReadOnlyCollection<string> roles) =>
        ChangeExisting(
            request,
            "roles changed",
            userId,
            Listed(roles),
            async (accounts, account) =>
            {
                // So there is always an administrator left: the one who acts.
                if (account.Id == request.Caller.UserId && !roles.Contains(Roles.Administrator))
                    return "nobody takes the administrator role from the own account: ask another administrator";
                var held = await accounts.GetRolesAsync(account);
                return Unknown(roles)
                    ?? Refusal(await accounts.AddToRolesAsync(account, roles.Except(held)))
                    ?? Refusal(await accounts.RemoveFromRolesAsync(account, held.Except(roles)));
            }
        );

    /// <summary>Sets a password for a person who forgot it, and lifts a lock. The account's sessions end.</summary>
    public Task<CommandOutcome> ResetPassword(CommandRequest request, string userId, string initialPassword) =>
        ChangeExisting(
            request,
            "password reset",
            userId,
            null,
            async (accounts, account) =>
            {
                // Else an open page of an administrator would be enough to take the account over.
                if (account.Id == request.Caller.UserId)
                    return "the own password is changed under Change password, with the present one";
                foreach (var rule in accounts.PasswordValidators)
                {
                    if (Refusal(await rule.ValidateAsync(accounts, account, initialPassword)) is { } weak)
                        return weak;
                }

                account.PasswordHash = accounts.PasswordHasher.HashPassword(account, initialPassword);
                account.PasswordIsInitial = true;
                account.LockoutEnd = null;
                account.AccessFailedCount = 0;
                return Refusal(await accounts.UpdateSecurityStampAsync(account));
            }
        );

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<CommandOutcome> ChangeExisting(
        CommandRequest request,
        string action,
        string userId,
        string? detail,
        Func<UserManager<Account>, Account, Task<string?>> change
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await snapshots.Find(userId) is not { } known)
            return CommandOutcome.RefusedByUs("there is no such account");
        var told = detail is null ? known.Name : $"{known.Name}: {detail}";
        return await Change(
            request,
            action,
            told,
            userId,
            async accounts => await change(accounts, (await accounts.FindByIdAsync(userId))!)
        );
    }

    private async Task<CommandOutcome> Change(
        CommandRequest request,
        string action,
        string detail,
        string userId,
        Func<UserManager<Account>, Task<string?>> change
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var began = time.GetTimestamp();
        var record = Record(request, action, detail);
        await _oneAtATime.WaitAsync();
        try
        {
            if (!await IsAdministrator(request.Caller, default))
                return Refuse(record, "this needs the administrator role");
            if (!await audit.TryBegin(record))
                return CommandOutcome.RefusedByUs("this was done already");
            var refusal = await Apply(change);
            snapshots.Forget(userId);
            if (refusal is not null)
                return Refuse(record, refusal);
            audit.Spool(record with { Time = time.GetUtcNow(), Outcome = "done" });
            return new CommandOutcome(OutcomeKind.Done, action, time.GetElapsedTime(began));
        }
        catch (DatabaseUnavailableException fault)
        {
            return Refuse(record, fault.Message);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    // All of a change or nothing: roles are several rows.
    private async Task<string?> Apply(Func<UserManager<Account>, Task<string?>> change)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Database;
            await using var transaction = await database.BeginTransactionAsync();
            var refusal = await change(scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
            if (refusal is null)
                await transaction.CommitAsync();
            return refusal;
        }
        catch (Exception fault) when (SqliteProvider.Unavailability(fault) is { } reason)
        {
            return reason;
        }
    }

    private async Task<bool> IsAdministrator(Caller caller, CancellationToken cancellation) =>
        (await snapshots.RolesOf(caller.UserId, cancellation)).Contains(Roles.Administrator);

    private CommandOutcome Refuse(AuditRecord record, string why)
    {
        audit.Spool(record with { Time = time.GetUtcNow(), Outcome = $"refused: {why}" });
        return CommandOutcome.RefusedByUs(why);
    }

    private AuditRecord Record(CommandRequest request, string action, string detail) =>
        new(
            0,
            time.GetUtcNow(),
            request.OperationId,
            request.Caller.UserId,
            request.Caller.Name,
            null,
            action,
            detail,
            null
        );

    private static string? Refusal(IdentityResult result) =>
        result.Succeeded ? null : string.Join(" ", result.Errors.Select(error => error.Description));

    private static string? Unknown(IEnumerable<string> roles) =>
        roles.Except(Roles.All).FirstOrDefault() is { } unknown ? $"there is no role '{unknown}'" : null;

    private static string Listed(IReadOnlyCollection<string> roles) =>
        roles.Count == 0 ? "no role" : string.Join(", ", roles);
}
