using System.Net;
using DroneCommand.Fleet.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DroneCommand.Console.Admin;

/// <summary>How a sign-in ended. All failures look the same outside, so that nobody learns which names exist.</summary>
internal enum SignInResultKind
{
    SignedIn,

    /// <summary>Signed in with a password that an administrator knows.</summary>
    SignedInWithInitialPassword,
    Refused,

    /// <summary>Too many failures from this address.</summary>
    TooMany,
}

/// <summary>A hash to check passwords against for names that do not exist, as costly as everybody's.</summary>
internal sealed class DecoyPassword(IOptions<PasswordHasherOptions> options)
{
    public Account Owner { get; } = new();

    public string Hash { get; } =
        new PasswordHasher<Account>(options).HashPassword(new Account(), Passwords.NewRandom());
}

/// <summary>One attempt to sign in: checks, counts failures, records, and sets the session's cookie.</summary>
internal sealed class SignIn(
    UserManager<Account> accounts,
    SignInManager<Account> sessions,
    SignInThrottle throttle,
    DecoyPassword decoy,
    AccountsOptions options,
    IAuditLog audit,
    TimeProvider time
)
{
    public async Task<SignInResultKind> Attempt(string name, string password, IPAddress from)
    {
        if (!throttle.Allows(from))
            return SignInResultKind.TooMany;
        var began = time.GetTimestamp();
        var account = await accounts.FindByNameAsync(name);
        var refusal = await Check(account, password);
        if (account is not null && refusal is null)
            return await Begin(account, from);
        throttle.Failed(from);
        Record(account, from, $"refused: {refusal}");
        var rest = options.FailureTakes - time.GetElapsedTime(began);
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, time);
        return SignInResultKind.Refused;
    }

    private async Task<string?> Check(Account? account, string password)
    {
        var verified = accounts.PasswordHasher.VerifyHashedPassword(
            account ?? decoy.Owner,
            account?.PasswordHash ?? decoy.Hash,
            password
        );
        if (account is null)
            return "no such account";
        if (!account.Enabled)
            return "the account is disabled";
        if (await accounts.IsLockedOutAsync(account))
            return "locked after too many wrong passwords";
        if (verified != PasswordVerificationResult.Failed)
            return null;
        await accounts.AccessFailedAsync(account);
        return "wrong password";
    }

    private async Task<SignInResultKind> Begin(Account account, IPAddress from)
    {
        if (account.AccessFailedCount > 0)
            await accounts.ResetAccessFailedCountAsync(account);
        await sessions.SignInAsync(account, isPersistent: false);
        Record(account, from, "signed in");
        return account.PasswordIsInitial ? SignInResultKind.SignedInWithInitialPassword : SignInResultKind.SignedIn;
    }

    // The name of an account that does not exist is not recorded: it may be a password typed into the wrong field.
    private void Record(Account? account, IPAddress from, string outcome) =>
        audit.Spool(
            new AuditRecord(
                0,
                time.GetUtcNow(),
                Guid.NewGuid(),
                account?.Id ?? "",
                account?.UserName ?? "unknown",
                null,
                "sign-in",
                $"from {from}",
                outcome
            )
        );
}
