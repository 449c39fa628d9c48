using System.Net;
using System.Net.WebSockets;
using DroneCommand.Console.Admin;
using DroneCommand.Console.Admin.Plain;
using DroneCommand.Fleet.Audit;

namespace DroneCommand.Console.Tests.Admin;

public sealed class SignInTests
{
    [Theory]
    [InlineData("/", "/sign-in?returnUrl=%2F")]
    [InlineData("/records?person=ada", "/sign-in?returnUrl=%2Frecords%3Fperson%3Dada")]
    public async Task A_page_leads_to_the_sign_in_and_back(string page, string signIn)
    {
        await using var host = await AccountsHost.Start();
        using var browser = host.NewBrowser();

        using var refused = await browser.Visit(page);
        refused.StatusCode.Should().Be(HttpStatusCode.Redirect);
        refused.Headers.Location!.PathAndQuery.Should().Be(signIn);
        using var signedIn = await browser.SignIn("admin", AccountsHost.AdminPassword, signIn);

        signedIn.StatusCode.Should().Be(HttpStatusCode.Redirect);
        signedIn.Headers.Location!.OriginalString.Should().Be(page);
        using var shown = await browser.Visit("/");
        (await shown.Content.ReadAsStringAsync()).Should().Be("signed in as admin");
    }

    [Fact]
    public async Task What_is_no_page_visit_is_refused_with_a_code()
    {
        await using var host = await AccountsHost.Start();
        using var browser = host.NewBrowser();

        using var fetch = await browser.Send(new HttpRequestMessage(HttpMethod.Get, "/roles"));
        using var post = await browser.PostOnly("/act", []);

        fetch.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        post.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task All_failures_look_the_same_so_that_nobody_learns_which_names_exist()
    {
        await using var host = await AccountsHost.Start();
        await host.Create("ada", Roles.Operator);
        await host.Create("gone", Roles.Operator);
        await host.Administration.SetEnabled(await host.By("admin"), (await host.Account("gone")).Id, false);
        var pages = new List<string>();
        foreach (var (name, password) in new[] { ("nobody", "x"), ("ada", "wrong"), ("gone", "initial of gone") })
        {
            using var browser = host.NewBrowser();
            using var answer = await browser.SignIn(name, password);
            answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            browser.Cookies.Should().NotContain(cookie => cookie.Name == "dronecommand-session");
            var page = await answer.Content.ReadAsStringAsync();
            pages.Add(System.Text.RegularExpressions.Regex.Replace(page, "value=\"[^\"]*\"", ""));
        }

        pages.Distinct().Should().ContainSingle();
        pages[0].Should().Contain("That did not work");
    }

    [Fact]
    public async Task Too_many_wrong_passwords_lock_the_name_but_not_the_hands_of_who_is_signed_in()
    {
        await using var host = await AccountsHost.Start();
        var ada = await host.Create("ada", Roles.Operator);
        using var atWork = await host.SignedIn("ada", "initial of ada");
        using var guesser = host.NewBrowser();
        for (var i = 0; i < 8; i++)
            (await guesser.SignIn("ada", $"guess {i}")).Dispose();

        using var right = await guesser.SignIn("ada", "initial of ada");
        right.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        using var still = await atWork.Visit("/");
        still.StatusCode.Should().Be(HttpStatusCode.OK);
        (await host.CallerRoles.RolesOf(ada)).Should().Contain(Roles.Operator);
        (await host.Recorded()).Should().Contain("ada sign-in: refused: locked after too many wrong passwords");
    }

    [Fact]
    public async Task Guessing_names_from_one_address_is_stopped_for_a_while()
    {
        await using var host = await AccountsHost.Start();
        using var browser = host.NewBrowser();
        for (var i = 0; i < SignInThrottle.FailuresPerWindow; i++)
            (await browser.SignIn($"name{i}", "x")).Dispose();

        using var answer = await browser.SignIn("admin", AccountsHost.AdminPassword);

        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_form_without_its_token_signs_nobody_in_and_says_what_to_do()
    {
        await using var host = await AccountsHost.Start();
        using var browser = host.NewBrowser();

        using var answer = await browser.PostOnly(
            "/sign-in",
            new() { ["name"] = "admin", ["password"] = AccountsHost.AdminPassword }
        );

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("try again");
        browser.Cookies.Should().NotContain(cookie => cookie.Name == "dronecommand-session");
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_the_page_runs_nothing()
    {
        await using var host = await AccountsHost.Start();
        using var browser = host.NewBrowser();

        using var page = await browser.Visit("/sign-in");
        using var signedIn = await browser.SignIn("admin", AccountsHost.AdminPassword);

        var cookie = signedIn
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.StartsWith("dronecommand-session", StringComparison.Ordinal));
        cookie.ToLowerInvariant().Should().Contain("httponly").And.Contain("samesite=lax");
        page.Headers.GetValues("Content-Security-Policy").Single().Should().StartWith("default-src 'none'");
        (await page.Content.ReadAsStringAsync()).Should().NotContain("<script").And.NotContain("style=");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var host = await AccountsHost.Start();
        using var browser = await host.SignedIn();

        using var answer = await browser.PostOnly("/sign-out", []);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var after = await browser.Visit("/");

        after.StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await host.Recorded()).Should().ContainInOrder("admin sign-in: signed in", "admin sign-out: done");
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task A_form_that_another_origin_sends_is_refused(string? origin, HttpStatusCode expected)
    {
        await using var host = await AccountsHost.Start();
        using var browser = await host.SignedIn();
        var request = new HttpRequestMessage(HttpMethod.Post, "/act");
        if (origin is not null)
            request.Headers.Add("Origin", origin);

        using var answer = await browser.Send(request);
        var own = new HttpRequestMessage(HttpMethod.Post, "/act");
        own.Headers.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        using var ownAnswer = await browser.Send(own);

        answer.StatusCode.Should().Be(expected);
        ownAnswer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_socket_that_another_origin_opens_is_refused()
    {
        await using var host = await AccountsHost.Start();
        using var browser = await host.SignedIn();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        socket.Options.CollectHttpResponseDetails = true;

        var connect = () => socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws" }.Uri, default);

        await connect.Should().ThrowAsync<WebSocketException>();
        socket.HttpStatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_initial_password_leads_to_choosing_an_own_one_which_ends_the_other_sessions()
    {
        await using var host = await AccountsHost.Start();
        await host.Create("ada", Roles.Operator);
        using var elsewhere = await host.SignedIn("ada", "initial of ada");
        using var browser = host.NewBrowser();

        using var signedIn = await browser.SignIn("ada", "initial of ada");
        signedIn.Headers.Location!.OriginalString.Should().Be("/account/password?returnUrl=%2F");
        using var wrong = await ChangePassword(browser, "not it", "my own long password");
        using var weak = await ChangePassword(browser, "initial of ada", "short");
        using var changed = await ChangePassword(browser, "initial of ada", "my own long password");

        (await wrong.Content.ReadAsStringAsync()).Should().Contain("present password is wrong");
        weak.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        changed.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var here = await browser.Visit("/");
        here.StatusCode.Should().Be(HttpStatusCode.OK);
        using var there = await elsewhere.Visit("/");
        there.StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var next = host.NewBrowser();
        using var again = await next.SignIn("ada", "my own long password");
        again.Headers.Location!.OriginalString.Should().Be("/");
    }

    private static Task<HttpResponseMessage> ChangePassword(Browser browser, string current, string next) =>
        browser.Post(
            "/account/password",
            "/account/password",
            new()
            {
                ["current"] = current,
                ["new"] = next,
                ["repeated"] = next,
            }
        );

    [Fact]
    public async Task A_session_outlives_the_server()
    {
        var path = AccountsHost.NewFolder();
        var first = await AccountsHost.Start(path);
        using var browser = await first.SignedIn();
        var cookie = browser.Cookies["dronecommand-session"]!;
        await first.DisposeAsync();

        await using (var second = await AccountsHost.Start(path))
        {
            using var same = second.NewBrowser();
            using var shown = await same.Visit("/", r => r.Headers.Add("Cookie", $"{cookie.Name}={cookie.Value}"));
            (await shown.Content.ReadAsStringAsync()).Should().Be("signed in as admin");
        }

        Directory.Delete(path, recursive: true);
    }

    [Fact]
    public async Task A_page_for_other_roles_says_so_by_name()
    {
        await using var host = await AccountsHost.Start();
        using var browser = await host.SignedIn();

        using var refused = await browser.Visit("/for-auditors");
        refused.Headers.Location!.AbsolutePath.Should().Be("/denied");
        using var page = await browser.Visit("/denied");

        page.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await page.Content.ReadAsStringAsync()).Should().Contain("admin").And.Contain("supervisor");
    }

    [Fact]
    public async Task An_account_without_a_role_sees_nothing_but_its_own_password_and_the_way_out()
    {
        await using var host = await AccountsHost.Start();
        await host.Create("carl");
        using var browser = await host.SignedIn("carl", "initial of carl");

        using var page = await browser.Visit("/");
        page.Headers.Location!.AbsolutePath.Should().Be("/denied");
        using var denied = await browser.Visit("/denied");
        (await denied.Content.ReadAsStringAsync()).Should().Contain("no role");
        using var password = await browser.Visit("/account/password");
        password.StatusCode.Should().Be(HttpStatusCode.OK);
        using var signedOut = await browser.PostOnly("/sign-out", []);
        signedOut.Headers.Location!.OriginalString.Should().Be("/sign-in");
    }

    [Theory]
    [InlineData("/records", "/records")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void A_sign_in_leads_to_this_server_only(string? asked, string led) =>
        AccountEndpoints.Local(asked).Should().Be(led);
}
