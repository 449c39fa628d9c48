using Bunit;
using DroneCommand.Console.Admin.Records;
using DroneCommand.Console.Admin.Users;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace DroneCommand.Console.Tests.Admin;

/// <summary>Users and Records as an administrator sees them, over the real accounts and the real record.</summary>
public sealed class PagesTests
{
    private static async Task<BunitContext> Page(AccountsHost host, string name = "admin")
    {
        var context = new BunitContext();
        // A loaded machine takes its time over a password's hash.
        BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        var account = await host.Account(name);
        context
            .AddAuthorization()
            .SetAuthorized(name)
            .SetClaims(new System.Security.Claims.Claim(System.Security.Claims.ClaimTypes.NameIdentifier, account.Id));
        context.Services.AddSingleton(host.Administration);
        context.Services.AddSingleton(host.CallerRoles);
        context.Services.AddSingleton(host.Get<IAuditRecords>());
        context.Services.AddSingleton(host.Get<DatabaseHealth>());
        context.Services.AddSingleton<ISiteCatalog>(new SiteCatalog([DemoSite.FilePath]));
        context.Services.AddSingleton<IFleetFeed>(new EmptyFeed());
        return context;
    }

    [Fact]
    public async Task An_administrator_creates_an_account_which_then_signs_in_with_the_password_shown()
    {
        await using var host = await AccountsHost.Start();
        await using var context = await Page(host);
        var page = context.Render<UsersPage>();
        page.WaitForElement("tbody tr");

        await page.Find("button.btn.p").ClickAsync();
        var password = page.Find("input[name=account-password]").GetAttribute("value")!;
        await page.Find("input[name=account-name]").ChangeAsync("ada");
        await page.Find("input[name=role-operator]").ChangeAsync(true);
        await page.Find("input[name=role-viewer]").ChangeAsync(false);
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => page.FindAll("tbody tr").Should().HaveCount(2));
        page.Find("tbody tr").TextContent.Should().Contain("ada").And.Contain("operator").And.NotContain("viewer");
        page.Find("[role=status]").TextContent.Should().Be("ada: account created");
        page.FindAll("form").Should().BeEmpty();
        using var browser = await host.SignedIn("ada", password);
    }

    [Fact]
    public async Task A_refusal_says_why_and_keeps_what_was_typed()
    {
        await using var host = await AccountsHost.Start();
        await using var context = await Page(host);
        var page = context.Render<UsersPage>();
        page.WaitForElement("tbody tr");

        await page.Find("button.btn.p").ClickAsync();
        await page.Find("input[name=account-name]").ChangeAsync("admin");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => page.Find("[role=status]").TextContent.Should().Contain("already taken"));
        page.Find("input[name=account-name]").GetAttribute("value").Should().Be("admin");
    }

    [Fact]
    public async Task Disabling_says_what_it_means_before_it_does_it()
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Operator);
        await using var context = await Page(host);
        var page = context.Render<UsersPage>();
        page.WaitForElement("tbody tr");

        await page.FindAll("tbody tr")[0].QuerySelectorAll("button")[^1].ShouldSay("Disable…").ClickAsync();
        page.Find("form").TextContent.Should().Contain("goes on with its task");
        (await host.CallerRoles.RolesOf(ada)).Should().NotBeEmpty();
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => page.Find("tbody tr").TextContent.Should().Contain("disabled"));
        (await host.CallerRoles.RolesOf(ada)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_own_account_can_be_neither_disabled_nor_reset_there()
    {
        await using var host = await AccountsHost.Start();
        await using var context = await Page(host);
        var page = context.Render<UsersPage>();
        var own = page.WaitForElement("tbody tr");

        own.QuerySelectorAll("button").Should().ContainSingle();
        own.QuerySelector("a")!.GetAttribute("href").Should().StartWith("/account/password");
        var admin = await host.Account("admin");
        var outcome = await host.Administration.ResetPassword(await host.By("admin"), admin.Id, "taken over by a page");
        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
    }

    [Fact]
    public async Task The_record_joins_requests_with_outcomes_and_can_be_filtered()
    {
        await using var host = await AccountsHost.Start();
        await host.Create("ada", Roles.Operator);
        await host.Create("bea", Roles.Viewer);
        await host.Administration.SetRoles(await host.By("ada"), (await host.Account("bea")).Id, [Roles.Administrator]);
        await using var context = await Page(host);
        var page = context.Render<RecordsPage>();
        page.WaitForElement("tbody tr");

        page.FindAll("tbody tr").Should().HaveCount(3);
        page.FindAll("tbody tr")[0]
            .TextContent.Should()
            .Contain("ada")
            .And.Contain("refused: this needs the administrator");
        page.FindAll("tbody tr")[1]
            .TextContent.Should()
            .Contain("bea: viewer")
            .And.Contain("done")
            .And.Contain("after");
        await page.Find("input[name=person]").ChangeAsync("AD");
        page.WaitForAssertion(() => page.FindAll("tbody tr").Should().HaveCount(3, "both 'ada' and 'admin' fit"));
        await page.Find("input[name=person]").ChangeAsync("ada");
        page.WaitForAssertion(() => page.FindAll("tbody tr").Should().ContainSingle());
    }

    [Fact]
    public async Task Who_may_not_read_the_record_any_more_is_shown_nothing()
    {
        await using var host = await AccountsHost.Start();
        await host.Create("ada", Roles.Operator);
        await using var context = await Page(host, "ada");

        var page = context.Render<RecordsPage>();

        page.WaitForElement("[role=alert]").TextContent.Should().Contain("may not read");
        page.FindAll("tbody tr").Should().BeEmpty();
    }

    private sealed class EmptyFeed : IFleetFeed
    {
        public IReadOnlyList<VehicleView> Vehicles => [];

        public VehicleView? Find(string vehicleId) => null;

        public IDisposable Subscribe(Action<IReadOnlyCollection<string>> changed) =>
            throw new InvalidOperationException("These pages do not watch the fleet");
    }
}

internal static class ElementExtensions
{
    /// <summary>The element, when it carries the words that the test means to press.</summary>
    public static AngleSharp.Dom.IElement ShouldSay(this AngleSharp.Dom.IElement element, string words)
    {
        element.TextContent.Trim().Should().Be(words);
        return element;
    }
}
