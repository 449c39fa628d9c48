using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using DroneCommand.Console.Admin;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Console.Tests.Admin;

/// <summary>
/// A server with accounts and a few pages behind them, on a real port, a real database and real cookies. It can be
/// stopped and started again on the same folder.
/// </summary>
internal sealed class AccountsHost : IAsyncDisposable
{
    public const string AdminPassword = "first-password-of-admin";

    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private AccountsHost(WebApplication app, string path, bool ownsFolder, StringWriter announced)
    {
        _app = app;
        FolderPath = path;
        _ownsFolder = ownsFolder;
        Announced = announced;
    }

    public string FolderPath { get; }

    /// <summary>What the server printed for the person who starts it.</summary>
    public StringWriter Announced { get; }

    public Uri Address => new(_app.Urls.Single());
    public AccountAdministration Administration => Get<AccountAdministration>();
    public ICallerRoles CallerRoles => Get<ICallerRoles>();

    public static string NewFolder() => Directory.CreateTempSubdirectory("dronecommand-test-").FullName;

    public static async Task<AccountsHost> Start(
        string? path = null,
        string? adminPassword = AdminPassword,
        TimeProvider? time = null,
        StringWriter? announce = null
    )
    {
        var folder = path ?? NewFolder();
        var announced = announce ?? new StringWriter();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("DRONECOMMAND_ADMIN_PASSWORD", adminPassword)]);
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        if (time is not null)
            builder.Services.AddSingleton(time);
        var data = DataFolder.Open(folder);
        builder.Services.AddFleetPersistence(data);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddAccounts(
            data,
            options =>
            {
                options.Announce = announced;
                options.FailureTakes = TimeSpan.Zero;
            }
        );
        // The cost of guessing is not what these tests are about.
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
        var app = builder.Build();
        app.UseWebSockets();
        app.UseAccounts();
        app.MapAccounts();
        MapPages(app);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new AccountsHost(app, folder, path is null, announced);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Browser NewBrowser() => new(Address);

    /// <summary>A browser in which this account is signed in.</summary>
    public async Task<Browser> SignedIn(string name = "admin", string password = AdminPassword)
    {
        var browser = NewBrowser();
        using var answer = await browser.SignIn(name, password);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        return browser;
    }

    public async Task<Account> Account(string name)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(name))!;
    }

    /// <summary>A command by an account, as a page would give it.</summary>
    public async Task<CommandRequest> By(string name) =>
        new(Guid.NewGuid(), new Caller((await Account(name)).Id, name));

    public async Task<string> Create(string name, params string[] roles)
    {
        var outcome = await Administration.Create(await By("admin"), name, $"initial of {name}", roles);
        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
        return (await Account(name)).Id;
    }

    /// <summary>Everything on record, oldest first, as 'who action: outcome'.</summary>
    public async Task<IReadOnlyList<string>> Recorded()
    {
        var records = await Get<IAuditRecords>().Find(new AuditFilter(Limit: 1000));
        return [.. records.Reverse().Select(r => $"{r.UserName} {r.Action}: {r.Outcome ?? "asked"}")];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        using (var pool = new SqliteConnection($"Data Source={Path.Combine(FolderPath, "dronecommand.db")}"))
            SqliteConnection.ClearPool(pool);
        if (_ownsFolder)
            Directory.Delete(FolderPath, recursive: true);
    }

    private static void MapPages(WebApplication app)
    {
        app.MapGet("/", (ClaimsPrincipal user) => $"signed in as {user.Identity!.Name}");
        app.MapGet(
            "/roles",
            (ClaimsPrincipal user) => string.Join(",", user.FindAll(ClaimTypes.Role).Select(r => r.Value))
        );
        app.MapGet("/for-auditors", () => "records").RequireAuthorization(policy => policy.RequireRole(Roles.Auditor));
        app.MapPost("/act", () => "acted").DisableAntiforgery();
    }
}

/// <summary>One person's browser: cookies, no redirect followed unseen.</summary>
internal sealed partial class Browser(Uri address) : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    public CookieCollection Cookies => _cookies.GetCookies(address);

    private HttpClient Http =>
        _http ??= new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false })
        {
            BaseAddress = address,
        };

    /// <summary>Visits a page as a browser does.</summary>
    public Task<HttpResponseMessage> Visit(string path, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        change?.Invoke(request);
        return Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => Http.SendAsync(request);

    /// <summary>Fills in the form of a page and sends it.</summary>
    public async Task<HttpResponseMessage> Post(string page, string action, Dictionary<string, string> fields)
    {
        using var shown = await Visit(page);
        foreach (Match hidden in HiddenField().Matches(await shown.Content.ReadAsStringAsync()))
            fields.TryAdd(hidden.Groups["name"].Value, WebUtility.HtmlDecode(hidden.Groups["value"].Value));
        return await PostOnly(action, fields);
    }

    public Task<HttpResponseMessage> PostOnly(string action, Dictionary<string, string> fields) =>
        Http.PostAsync(new Uri(action, UriKind.Relative), new FormUrlEncodedContent(fields));

    public Task<HttpResponseMessage> SignIn(string name, string password, string page = "/sign-in") =>
        Post(page, "/sign-in", new() { ["name"] = name, ["password"] = password });

    public void Dispose() => _http?.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\"[^>]*? value=\"(?<value>[^\"]*)\"")]
    private static partial Regex HiddenField();
}
