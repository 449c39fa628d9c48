using System.Net;
using System.Text.RegularExpressions;
using DroneCommand.Fleet.Audit;

namespace DroneCommand.Console.Tests.Admin;

public sealed partial class FirstRunTests
{
    [GeneratedRegex(@"^First sign-in: user admin, password (?<password>(?:[a-z2-9]{4}-){3}[a-z2-9]{4})\b")]
    private static partial Regex Line();

    [Fact]
    public async Task The_first_start_prints_a_random_password_once_and_it_signs_in()
    {
        var path = AccountsHost.NewFolder();
        string password;
        await using (var first = await AccountsHost.Start(path, adminPassword: null))
        {
            password = Line().Match(first.Announced.ToString()).Groups["password"].Value;
            password.Should().NotBeEmpty();
            using var browser = await first.SignedIn("admin", password);
        }

        await using (var second = await AccountsHost.Start(path, adminPassword: null))
        {
            second.Announced.ToString().Should().BeEmpty();
            using var browser = await second.SignedIn("admin", password);
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task The_passwords_of_two_servers_differ()
    {
        await using var one = await AccountsHost.Start(adminPassword: null);
        await using var other = await AccountsHost.Start(adminPassword: null);

        one.Announced.ToString().Should().NotBe(other.Announced.ToString());
    }

    [Fact]
    public async Task An_unattended_set_up_names_the_password_and_does_not_print_it()
    {
        var path = AccountsHost.NewFolder();
        await using (var host = await AccountsHost.Start(path, "set by the set-up"))
        {
            host.Announced.ToString().Should().Contain("admin").And.NotContain("set by the set-up");
            using var browser = await host.SignedIn("admin", "set by the set-up");
        }

        // A later start with another value changes nothing: the account's owner may have chosen an own password.
        await using (var host = await AccountsHost.Start(path, "another value"))
        {
            using var browser = host.NewBrowser();
            using var answer = await browser.SignIn("admin", "another value");
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task The_first_account_is_an_all_round_one()
    {
        await using var host = await AccountsHost.Start();

        var roles = await host.CallerRoles.RolesOf((await host.Account("admin")).Id);

        roles.Should().BeEquivalentTo([Roles.Administrator, Roles.Supervisor, Roles.Operator, Roles.Planner]);
    }

    [Fact]
    public async Task A_start_that_fails_before_the_password_is_shown_leaves_no_account_behind()
    {
        var path = AccountsHost.NewFolder();
        var fails = () => AccountsHost.Start(path, adminPassword: null, announce: new BrokenPipe());
        await fails.Should().ThrowAsync<IOException>();

        await using (var host = await AccountsHost.Start(path, adminPassword: null))
        {
            var password = Line().Match(host.Announced.ToString()!).Groups["password"].Value;
            using var browser = await host.SignedIn("admin", password);
        }

        Directory.Delete(path, recursive: true);
    }

    private sealed class BrokenPipe : StringWriter
    {
        public override Task WriteLineAsync(string? value) => throw new IOException("Broken pipe");
    }
}
