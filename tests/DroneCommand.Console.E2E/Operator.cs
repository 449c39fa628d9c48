using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DroneCommand.Console.E2E;

/// <summary>A person at the console, in a real browser: the tests read like what an operator does.</summary>
public sealed class Operator : IAsyncDisposable
{
    private const float StepTimeoutMs = 20_000;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly Uri console;
    private readonly List<string> faults = [];

    private Operator(IPlaywright playwright, IBrowser browser, IPage page, Uri console)
    {
        this.playwright = playwright;
        this.browser = browser;
        this.console = console;
        Page = page;
        page.PageError += (_, fault) => faults.Add(fault);
        page.Console += (_, message) =>
        {
            // A refused script, style or connection shows here as an error of the content policy.
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                faults.Add(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors and content-policy violations of the pages so far.</summary>
    public IReadOnlyList<string> Faults => faults;

    public static async Task<Operator> Open(Uri console, int width = 1440, int height = 900)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = "/usr/bin/chromium",
                Args =
                [
                    "--no-sandbox",
                    "--use-gl=angle",
                    "--use-angle=swiftshader",
                    "--enable-unsafe-swiftshader",
                    "--ignore-gpu-blocklist",
                    "--disable-background-networking",
                ],
            }
        );
        var page = await browser.NewPageAsync(
            new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = ColorScheme.Dark,
            }
        );
        page.SetDefaultTimeout(StepTimeoutMs);
        return new Operator(playwright, browser, page, console);
    }

    public async Task SignIn(string name = "admin", string password = ConsoleProcess.Password)
    {
        await Page.GotoAsync(console.ToString());
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.GetByRole(AriaRole.Region, new() { Name = "Fleet" }).WaitForAsync();
    }

    public async Task GoTo(string path) => await Page.GotoAsync(new Uri(console, path).ToString());

    /// <summary>Plans a perimeter patrol for a vehicle; the plan's facts are on the page afterwards.</summary>
    public async Task Plan(string vehicle)
    {
        await GoTo("/patrols");
        await Page.Locator(".template-list li")
            .Filter(new() { HasText = "perimeter-patrol.yaml" })
            .GetByRole(AriaRole.Link, new() { Name = "Plan Perimeter patrol" })
            .ClickAsync();
        await ChooseVehicles(vehicle);
        await Page.GetByLabel("The plan", new() { Exact = true }).WaitForAsync();
    }

    /// <summary>Opens the plan page with a template.</summary>
    public async Task OpenPlan(string template)
    {
        await GoTo($"/patrols/new?template={template}");
        await Page.GetByRole(AriaRole.Group, new() { Name = "Vehicles" }).WaitForAsync();
    }

    /// <summary>Exactly these vehicles, in this order.</summary>
    public async Task ChooseVehicles(params string[] names)
    {
        var team = Page.GetByRole(AriaRole.Group, new() { Name = "Vehicles" });
        var chosen = team.Locator("input:checked");
        // The page proposes a vehicle once it has heard of the fleet: what is chosen before that comes beside it.
        await chosen.First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        while (await chosen.CountAsync() > 0)
        {
            await chosen.First.UncheckAsync();
        }
        foreach (var name in names)
        {
            await team.GetByRole(AriaRole.Checkbox, new() { Name = name }).CheckAsync();
        }
    }

    /// <summary>Chooses to draw the ground and clicks on the map, at shares of its width and height; the last is a double click.</summary>
    public async Task Draw(string ground, params (double Across, double Down)[] corners)
    {
        await Page.GetByRole(AriaRole.Group, new() { Name = ground, Exact = true })
            .Locator(".mud-select")
            .First.ClickAsync();
        await Page.Locator(".mud-popover .mud-list-item").Filter(new() { HasText = "drawn on the map" }).ClickAsync();
        await Page.Locator(".map-banner").GetByText("Esc cancels").WaitForAsync();
        var map = Page.Locator(".plan-map canvas").First;
        var box = await map.BoundingBoxAsync() ?? throw new InvalidOperationException("no map");
        for (var i = 0; i < corners.Length; i++)
        {
            var (x, y) = (box.X + box.Width * corners[i].Across, box.Y + box.Height * corners[i].Down);
            var last = i == corners.Length - 1 && corners.Length > 1;
            await (last ? Page.Mouse.DblClickAsync((float)x, (float)y) : Page.Mouse.ClickAsync((float)x, (float)y));
        }
    }

    /// <summary>What axe-core finds on the page that would keep people from using it: rule and places.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityFaults()
    {
        var found = await Page.RunAxe();
        return
        [
            .. found
                .Violations.Where(violation => violation.Impact is "serious" or "critical")
                .Select(violation =>
                    $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"
                ),
        ];
    }

    public Task SaveAndStart() => Page.GetByRole(AriaRole.Button, new() { Name = "Save and start" }).ClickAsync();

    /// <summary>The panel of the selected vehicle.</summary>
    public ILocator Panel => Page.GetByRole(AriaRole.Complementary, new() { Name = "Selected vehicle" });

    public ILocator Commands => Panel.Locator("section.commands");

    public Task Press(string command) =>
        Commands.GetByRole(AriaRole.Button, new() { Name = command, Exact = true }).ClickAsync();

    /// <summary>Slides or holds a guarded control by keyboard, as its label asks.</summary>
    public Task Guard(string action) => HoldKey(Commands.Locator($".guard[data-action^='{action}']"));

    /// <summary>Holds a guarded control by keyboard for as long as it asks.</summary>
    public async Task HoldKey(ILocator control)
    {
        await control.FocusAsync();
        await Page.Keyboard.DownAsync("Enter");
        await Page.WaitForTimeoutAsync(2_600);
        await Page.Keyboard.UpAsync("Enter");
    }

    /// <summary>Waits until the panel shows the words, at most so long.</summary>
    public Task Sees(string words, TimeSpan limit) =>
        Assertions
            .Expect(Panel)
            .ToContainTextAsync(words, new() { Timeout = (float)limit.TotalMilliseconds, IgnoreCase = true });

    /// <summary>Waits for a command's outcome in the thread.</summary>
    public async Task SeesOutcome(string command, string outcome)
    {
        var entry = Panel.Locator(".thread li").Filter(new() { HasText = command }).First;
        await Assertions.Expect(entry).ToContainTextAsync(outcome, new() { Timeout = 15_000 });
    }

    /// <summary>Where the map draws a vehicle, once it does: degrees north and east.</summary>
    public async Task<(double Lat, double Lon)> DrawnAt(string vehicleId)
    {
        await Page.WaitForFunctionAsync("id => id in (window.droneCommandMap?.vehicles ?? {})", vehicleId);
        var at = await Page.EvaluateAsync<double[]>(
            "id => { const v = window.droneCommandMap.vehicles[id]; return [v.lat, v.lon]; }",
            vehicleId
        );
        return (at[0], at[1]);
    }

    /// <summary>Draw time minus server time of the newest position messages, in milliseconds.</summary>
    public Task<double[]> DrawLatencies() =>
        Page.EvaluateAsync<double[]>("() => Array.from(window.droneCommandMap.latency)");

    public Task SwitchTheme() => Page.GetByLabel("Switch to the").ClickAsync();

    /// <summary>Writes a screenshot into the folder that DRONECOMMAND_PICTURES names, once the map has settled.</summary>
    public async Task Picture(string name)
    {
        var folder = Environment.GetEnvironmentVariable("DRONECOMMAND_PICTURES");
        if (!string.IsNullOrEmpty(folder))
        {
            await Page.WaitForTimeoutAsync(3_000);
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name) });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
