using System.Net;
using System.Security.Claims;
using DroneCommand.Console.Admin;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace DroneCommand.Console.Tests.Admin;

public sealed class AccountAdministrationTests
{
    [Fact]
    public async Task Every_change_is_on_record_before_and_after()
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Operator);
        await host.Administration.SetRoles(await host.By("admin"), ada, [Roles.Viewer]);
        await host.Administration.SetEnabled(await host.By("admin"), ada, false);
        await host.Administration.SetEnabled(await host.By("admin"), ada, true);
        await host.Administration.ResetPassword(await host.By("admin"), ada, "another password");

        (await host.Recorded())
            .Should()
            .ContainInOrder(
                "admin account created: asked",
                "admin account created: done",
                "admin roles changed: asked",
                "admin roles changed: done",
                "admin account disabled: asked",
                "admin account disabled: done",
                "admin account enabled: asked",
                "admin account enabled: done",
                "admin password reset: asked",
                "admin password reset: done"
            );
        var records = await host.Get<IAuditRecords>().Find(new AuditFilter());
        records.Should().Contain(r => r.Detail == "ada: viewer").And.NotContain(r => r.Detail.Contains("password"));
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Planner)]
    [InlineData(Roles.Supervisor)]
    [InlineData(Roles.Auditor)]
    public async Task Who_is_no_administrator_changes_nothing_and_the_attempt_is_on_record(string role)
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", role);

        var outcome = await host.Administration.SetRoles(await host.By("ada"), ada, [Roles.Administrator]);

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        (await host.CallerRoles.RolesOf(ada)).Should().BeEquivalentTo([role]);
        (await host.Administration.List(new Caller(ada, "ada"))).Should().BeEmpty();
        (await host.Recorded()).Should().Contain("ada roles changed: refused: this needs the administrator role");
    }

    [Fact]
    public async Task There_is_always_an_administrator_left()
    {
        await using var host = await AccountsHost.Start();
        var bea = await host.Create("bea", Roles.Administrator);
        var admin = (await host.Account("admin")).Id;

        // Both at once, each against the other: the second finds itself without the role.
        var outcomes = await Task.WhenAll(
            host.Administration.SetRoles(await host.By("admin"), bea, [Roles.Viewer]),
            host.Administration.SetRoles(await host.By("bea"), admin, [Roles.Viewer])
        );
        var own = await host.Administration.SetEnabled(await host.By("admin"), admin, false);

        outcomes.Count(o => o.Kind == OutcomeKind.Done).Should().Be(1);
        own.Kind.Should().Be(OutcomeKind.RefusedByUs);
        var administrators = 0;
        foreach (var id in new[] { admin, bea })
            administrators += (await host.CallerRoles.RolesOf(id)).Contains(Roles.Administrator) ? 1 : 0;
        administrators.Should().Be(1);
    }

    [Fact]
    public async Task One_press_that_arrives_twice_has_one_effect()
    {
        await using var host = await AccountsHost.Start();
        var request = await host.By("admin");

        var first = await host.Administration.Create(request, "ada", "initial of ada", [Roles.Viewer]);
        var second = await host.Administration.Create(request, "eve", "initial of eve", [Roles.Administrator]);

        first.Kind.Should().Be(OutcomeKind.Done);
        second.Should().Be(CommandOutcome.RefusedByUs("this was done already"));
    }

    [Theory]
    [InlineData("ada", "long enough password", Roles.Viewer, "already taken")]
    [InlineData("b b", "long enough password", Roles.Viewer, "invalid")]
    [InlineData("", "long enough password", Roles.Viewer, "invalid")]
    [InlineData("bea", "short", Roles.Viewer, "10")]
    [InlineData("bea", "aaaaaaaaaaaaa", Roles.Viewer, "different characters")]
    [InlineData("bea", "long enough password", "emperor", "no role 'emperor'")]
    public async Task A_refused_account_says_why_and_leaves_nothing(
        string name,
        string password,
        string role,
        string why
    )
    {
        await using var host = await AccountsHost.Start();
        await host.Create("ada", Roles.Operator);

        var outcome = await host.Administration.Create(await host.By("admin"), name, password, [role]);

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().Contain(why);
        var left = await host.Administration.List((await host.By("admin")).Caller);
        left.Select(a => a.Name).Should().Equal("ada", "admin");
    }

    [Fact]
    public async Task Disabling_ends_every_session_and_enabling_again_does_not_bring_them_back()
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Operator);
        using var browser = await host.SignedIn("ada", "initial of ada");

        await host.Administration.SetEnabled(await host.By("admin"), ada, false);
        using var refused = await browser.Visit("/");
        refused.StatusCode.Should().Be(HttpStatusCode.Redirect);

        await host.Administration.SetEnabled(await host.By("admin"), ada, true);
        using var again = await browser.Visit("/");
        again.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var anew = await host.SignedIn("ada", "initial of ada");
    }

    [Fact]
    public async Task New_roles_reach_an_open_session_without_a_new_sign_in()
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Viewer);
        using var browser = await host.SignedIn("ada", "initial of ada");
        var session = await SessionOf(host, ada);

        await host.Administration.SetRoles(await host.By("admin"), ada, [Roles.Operator, Roles.Auditor]);

        using var shown = await browser.Visit("/roles");
        (await shown.Content.ReadAsStringAsync()).Split(',').Should().BeEquivalentTo(Roles.Operator, Roles.Auditor);
        var revalidated = await host.Get<Sessions>().Revalidate(session);
        revalidated!.IsInRole(Roles.Auditor).Should().BeTrue();
        revalidated.IsInRole(Roles.Viewer).Should().BeFalse();
        revalidated.Identity!.Name.Should().Be("ada");
    }

    [Fact]
    public async Task A_session_whose_account_was_disabled_or_whose_password_was_reset_does_not_stand()
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Viewer);
        var session = await SessionOf(host, ada);
        (await host.Get<Sessions>().Revalidate(session)).Should().BeSameAs(session);

        await host.Administration.ResetPassword(await host.By("admin"), ada, "another password");

        (await host.Get<Sessions>().Revalidate(session)).Should().BeNull();
        (await host.Get<Sessions>().Revalidate(new ClaimsPrincipal(new ClaimsIdentity()))).Should().BeNull();
    }

    [Fact]
    public async Task A_reset_password_lifts_the_lock_and_must_be_changed()
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Viewer);
        using var guesser = host.NewBrowser();
        for (var i = 0; i < 8; i++)
            (await guesser.SignIn("ada", $"guess {i}")).Dispose();
        var locked = await host.Administration.List((await host.By("admin")).Caller);
        locked.Single(a => a.Name == "ada").LockedUntil.Should().NotBeNull();

        await host.Administration.ResetPassword(await host.By("admin"), ada, "another password");

        using var browser = host.NewBrowser();
        using var signedIn = await browser.SignIn("ada", "another password");
        signedIn.Headers.Location!.OriginalString.Should().StartWith("/account/password");
    }

    [Fact]
    public async Task Open_pages_are_watched_by_the_accounts_own_provider()
    {
        await using var host = await AccountsHost.Start();
        await using var circuit = host.Get<IServiceScopeFactory>().CreateAsyncScope();

        circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>().Should().BeOfType<CircuitSession>();
    }

    // What the cookie or the circuit holds since the sign-in.
    private static async Task<ClaimsPrincipal> SessionOf(AccountsHost host, string userId)
    {
        await using var scope = host.Get<IServiceScopeFactory>().CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Account>>();
        var claims =
            scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.IUserClaimsPrincipalFactory<Account>>();
        return await claims.CreateAsync((await accounts.FindByIdAsync(userId))!);
    }
}
