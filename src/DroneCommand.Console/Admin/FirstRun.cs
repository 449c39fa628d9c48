using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DroneCommand.Console.Admin;

/// <summary>
/// Brings the account tables up and, when there is no account at all, makes 'admin'. It holds every role that acts, so
/// that one person can try the whole console; further people get accounts with what they need.
/// </summary>
internal sealed class FirstRun(
    IServiceScopeFactory scopes,
    DataFolder folder,
    IConfiguration configuration,
    AccountsOptions options,
    ILogger<FirstRun> log
) : IHostedLifecycleService
{
    internal const string AdminName = "admin";

    // Variables without a prefix are configuration too, so this is the environment's name and a key at once.
    private const string PasswordVariable = "DRONECOMMAND_ADMIN_PASSWORD";
    private const string PasswordKey = "DroneCommand:AdminPassword";

    private static readonly string[] AdminRoles =
    [
        Roles.Administrator,
        Roles.Supervisor,
        Roles.Operator,
        Roles.Planner,
    ];

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        DatabaseMigration.Run(database, folder);
        // A server that is killed here makes a whole account at its next start, and not half a one.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role))
                Succeeded(await roles.CreateAsync(new IdentityRole(role)));
        }

        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (!await accounts.Users.AnyAsync(cancellationToken))
            await CreateAdmin(accounts);
        await transaction.CommitAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateAdmin(UserManager<Account> accounts)
    {
        var given = configuration[PasswordVariable] ?? configuration[PasswordKey];
        var password = string.IsNullOrEmpty(given) ? Passwords.NewRandom() : given;
        var admin = new Account { UserName = AdminName };
        // Who sets the machine up decides on its password: a short one is warned of, not refused.
        admin.PasswordHash = accounts.PasswordHasher.HashPassword(admin, password);
        Succeeded(await accounts.CreateAsync(admin));
        Succeeded(await accounts.AddToRolesAsync(admin, AdminRoles));
        if (password.Length < Passwords.MinLength)
            log.LogWarning(
                "The password in {Variable} has fewer than {Min} characters",
                PasswordVariable,
                Passwords.MinLength
            );
        // Before the account is stored, so that no account exists whose password nobody saw. Not through the logger: a
        // log is kept and sent on, and a password must not be in it.
        await options.Announce.WriteLineAsync(
            password == given
                ? $"First sign-in: user {AdminName}, password as set in {PasswordVariable}"
                : $"First sign-in: user {AdminName}, password {password}   (shown this once: note it, or change it under your name)"
        );
    }

    private static void Succeeded(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Description)));
    }
}
