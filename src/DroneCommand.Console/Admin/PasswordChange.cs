using DroneCommand.Fleet.Audit;
using Microsoft.AspNetCore.Identity;

namespace DroneCommand.Console.Admin;

/// <summary>A person changes the own password. The session goes on; the others of this account end.</summary>
internal sealed class PasswordChange(
    UserManager<Account> accounts,
    SignInManager<Account> sessions,
    AccountSnapshots snapshots,
    IAuditLog audit,
    TimeProvider time
)
{
    /// <returns>Null when changed, else why not.</returns>
    public async Task<string?> Apply(Account account, string current, string next)
    {
        if (await accounts.IsLockedOutAsync(account))
            return "Locked for some minutes after too many wrong passwords.";
        var result = await accounts.ChangePasswordAsync(account, current, next);
        var refusal = result.Succeeded ? null : await Refusal(account, result);
        audit.Spool(
            new AuditRecord(
                0,
                time.GetUtcNow(),
                Guid.NewGuid(),
                account.Id,
                account.UserName!,
                null,
                "password changed",
                "",
                refusal is null ? "done" : $"refused: {refusal}"
            )
        );
        if (refusal is not null)
            return refusal;
        account.PasswordIsInitial = false;
        await accounts.UpdateAsync(account);
        snapshots.Forget(account.Id);
        await sessions.RefreshSignInAsync(account);
        return null;
    }

    // A stolen session must not be a way to guess the password.
    private async Task<string> Refusal(Account account, IdentityResult result)
    {
        if (result.Errors.All(error => error.Code != nameof(IdentityErrorDescriber.PasswordMismatch)))
            return string.Join(" ", result.Errors.Select(error => error.Description));
        await accounts.AccessFailedAsync(account);
        return "The present password is wrong.";
    }
}
