using DroneCommand.Console.Admin;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Console.Tests.Admin;

public sealed class AccountSnapshotsTests
{
    private static FakeTimeProvider Night() => new(new DateTimeOffset(2026, 5, 1, 20, 0, 0, TimeSpan.Zero));

    // As another server on the same database would: this one's cache is not told.
    private static void ChangeElsewhere(AccountsHost host, string statement)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(host.FolderPath, "dronecommand.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery().Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task An_unknown_account_has_no_roles()
    {
        await using var host = await AccountsHost.Start();

        (await host.CallerRoles.RolesOf("schedule")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_account_disabled_here_has_no_roles_at_once()
    {
        await using var host = await AccountsHost.Start(time: Night());
        var ada = await host.Create("ada", Roles.Operator, Roles.Planner);
        (await host.CallerRoles.RolesOf(ada)).Should().BeEquivalentTo([Roles.Operator, Roles.Planner]);

        await host.Administration.SetEnabled(await host.By("admin"), ada, false);

        (await host.CallerRoles.RolesOf(ada)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_account_disabled_elsewhere_has_no_roles_within_five_seconds()
    {
        var time = Night();
        await using var host = await AccountsHost.Start(time: time);
        var ada = await host.Create("ada", Roles.Operator);
        (await host.CallerRoles.RolesOf(ada)).Should().NotBeEmpty();
        ChangeElsewhere(host, "UPDATE AspNetUsers SET Enabled = 0 WHERE UserName = 'ada'");

        time.Advance(TimeSpan.FromSeconds(5));

        (await host.CallerRoles.RolesOf(ada)).Should().BeEmpty();
    }

    [Fact]
    public async Task Between_two_reads_the_database_is_not_asked()
    {
        var time = Night();
        await using var host = await AccountsHost.Start(time: time);
        var ada = await host.Create("ada", Roles.Operator);
        await host.CallerRoles.RolesOf(ada);
        ChangeElsewhere(host, "UPDATE AspNetUsers SET Enabled = 0 WHERE UserName = 'ada'");

        time.Advance(AccountSnapshots.MaxAge - TimeSpan.FromMilliseconds(1));

        (await host.CallerRoles.RolesOf(ada)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task While_the_database_cannot_be_read_the_last_answer_stands_so_that_return_and_land_work()
    {
        var time = Night();
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Operator);
        var contexts = new FailingContexts(host.Get<IDbContextFactory<AccountsDbContext>>());
        var snapshots = new AccountSnapshots(contexts, time);
        await snapshots.RolesOf(ada);
        contexts.Fault = new SqliteException("database is locked", 5);

        time.Advance(TimeSpan.FromMinutes(9));
        (await snapshots.RolesOf(ada)).Should().Contain(Roles.Operator);
        time.Advance(TimeSpan.FromMinutes(2));
        var tooLong = async () => await snapshots.RolesOf(ada);
        await tooLong.Should().ThrowAsync<DatabaseUnavailableException>().WithMessage("*locked*");
        contexts.Fault = null;
        (await snapshots.RolesOf(ada)).Should().Contain(Roles.Operator);
    }

    private sealed class FailingContexts(IDbContextFactory<AccountsDbContext> inner)
        : IDbContextFactory<AccountsDbContext>
    {
        public Exception? Fault { get; set; }

        public AccountsDbContext CreateDbContext() => Fault is null ? inner.CreateDbContext() : throw Fault;
    }

    [Fact]
    public async Task An_account_is_found_by_the_name_that_configuration_gives_in_any_case()
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Operator);
        var names = host.Get<IAccountNames>();

        (await names.UserIdOf("Ada")).Should().Be(ada);
        (await names.UserIdOf("nobody")).Should().BeNull();
    }
}
