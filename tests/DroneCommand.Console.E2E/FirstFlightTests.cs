using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using Microsoft.Playwright;

namespace DroneCommand.Console.E2E;

/// <summary>The main job, by a person in a browser: a perimeter patrol from the first sign-in to the landing.</summary>
public class FirstFlightTests
{
    private const uint CopterRtl = 6;

    private static readonly TimeSpan Boot = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WholeWay = TimeSpan.FromMinutes(3);

    // Legs 2 and 3 are its first stop, at Dock court: leg 4 is the first long one.
    private const string OnItsWay = "leg 4 of";

    [Fact]
    public async Task An_operator_flies_a_perimeter_patrol_and_intervenes()
    {
        await using var console = ConsoleProcess.Fresh();
        await console.Start("--DroneCommand:Demo:Speedup=2");
        await using var person = await Operator.Open(console.Address);
        await person.SignIn();

        await person.Plan("Kestrel 1");
        await Assertions.Expect(person.Page.GetByLabel("The plan", new() { Exact = true })).ToContainTextAsync("Wh");
        await person.Picture("plan-dark.png");
        await person.SaveAndStart();

        await person.Sees("ON TASK", Boot);
        var before = await person.DrawnAt("kestrel-1");
        await person.Sees(OnItsWay, WholeWay);
        (await person.DrawnAt("kestrel-1")).Should().NotBe(before, "the map moves the vehicle");
        await person.Sees("LIVE", Soon);
        await Pictures(console, person);

        await person.Press("Hold");
        await person.SeesOutcome("Hold", "BRAKE seen");
        await person.Sees("HOLDING", Soon);

        await person.Press("Resume");
        await person.SeesOutcome("Resume", "seen");
        await person.Sees("ON TASK", Soon);

        await person.Guard("Return");
        await person.SeesOutcome("Return", "RTL seen");
        await person.Sees("RETURNING", Soon);
        await person.Sees("disarmed", WholeWay);
        await person.GoTo("/patrols");
        await Assertions.Expect(person.Page.GetByText("returned by admin").First).ToBeVisibleAsync();

        await PrintFigures(console, person);
        person.Faults.Should().BeEmpty();
    }

    [Fact]
    public async Task The_server_is_killed_in_mid_patrol_and_shows_the_truth_when_it_is_back()
    {
        await using var console = ConsoleProcess.Fresh();
        await console.Start();
        await using (var person = await Operator.Open(console.Address))
        {
            await person.SignIn();
            await person.Plan("Kestrel 2");
            await person.SaveAndStart();
            await person.Sees("ON TASK", Boot);
            await person.Sees(OnItsWay, WholeWay);
        }
        var simulator = console.SimulatorProcessId();

        await console.Kill();
        await console.HearMode(systemId: 2, CopterRtl, Soon);
        await console.Start();

        console.SimulatorProcessId().Should().Be(simulator, "the running simulator is found again");
        await using var back = await Operator.Open(console.Address);
        await back.SignIn();
        await Assertions
            .Expect(back.Page.GetByRole(AriaRole.Region, new() { Name = "Fleet" }))
            .ToContainTextAsync("Returns by its own failsafe", new() { Timeout = 20_000 });
        await back.Picture("failsafe-dark.png");
        await back.GoTo("/live/kestrel-2");
        await back.Sees("Perimeter patrol · Kestrel 2", Soon);
        await back.Sees("RTL", Soon);
        await back.Sees("disarmed", WholeWay);
        await back.GoTo("/patrols");
        await Assertions
            .Expect(back.Page.GetByText("by its own failsafe while the server was away").First)
            .ToBeVisibleAsync();
        await back.GoTo("/live/kestrel-1");
        await back.Sees("disarmed", Soon);
    }

    /// <summary>The pictures that README shows, when a folder for them is named.</summary>
    private static async Task Pictures(ConsoleProcess console, Operator person)
    {
        await person.Picture("live-dark.png");
        await person.SwitchTheme();
        await person.Picture("live-light.png");
        await person.SwitchTheme();
        await using var phone = await Operator.Open(console.Address, width: 390, height: 844);
        await phone.SignIn();
        await phone.GoTo("/live/kestrel-1");
        await phone.Sees("Kestrel 1", Soon);
        await phone.Picture("live-phone.png");
        phone.Faults.Should().BeEmpty();
    }

    /// <summary>What README and the closing note quote: printed, never asserted.</summary>
    private static async Task PrintFigures(ConsoleProcess console, Operator person)
    {
        await person.GoTo("/live/kestrel-1");
        await person.Sees("Kestrel 1", Soon);
        // The page's own start is not the way of a message: what came while the map loaded is left out.
        await person.Page.WaitForTimeoutAsync(3_000);
        var before = (await person.DrawLatencies()).Length;
        await person.Page.WaitForTimeoutAsync(12_000);
        var drawn = (await person.DrawLatencies())[before..];
        var clicks = await ClickToWire(console, person);
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"figure: ready after {console.ReadyAfter.TotalSeconds:F1} s");
        output.WriteLine($"figure: telemetry on the wire to drawn, ms: {Percentiles(drawn)}");
        output.WriteLine($"figure: click to frame on the wire, ms: {Percentiles(clicks)}");
        var server = ConsoleProcess.PssMegabytes(console.ProcessId);
        var simulator = ConsoleProcess.PssMegabytes(console.SimulatorProcessId());
        output.WriteLine(
            $"figure: memory (PSS) console {server:F0} MB + simulator {simulator:F0} MB = {server + simulator:F0} MB"
        );
    }

    /// <summary>From a press of Hold in the browser to its first frame in the recording, for 30 presses.</summary>
    private static async Task<double[]> ClickToWire(ConsoleProcess console, Operator person)
    {
        const int presses = 30;
        var pressed = new List<DateTimeOffset>();
        for (var i = 0; i < presses; i++)
        {
            var at = await person
                .Commands.GetByRole(AriaRole.Button, new() { Name = "Hold", Exact = true })
                .EvaluateAsync<double>("button => { const at = Date.now(); button.click(); return at; }");
            pressed.Add(DateTimeOffset.FromUnixTimeMilliseconds((long)at));
            await person.Page.WaitForTimeoutAsync(700);
        }
        // The recorder flushes once a second.
        await person.Page.WaitForTimeoutAsync(2_500);
        var sent = HoldsSent(Path.Combine(console.DataFolder, "tlogs"));
        return
        [
            .. pressed
                .Select(press => (sent.FirstOrDefault(s => s >= press) - press).TotalMilliseconds)
                .Where(ms => ms >= 0),
        ];
    }

    private static List<DateTimeOffset> HoldsSent(string folder)
    {
        var sent = new List<DateTimeOffset>();
        foreach (var file in Directory.EnumerateFiles(folder, "demo-1_*.tlog"))
        {
            TlogReader.Read(
                ReadShared(file),
                (DateTimeOffset time, in FrameView frame) =>
                {
                    if (frame.TryRead<CommandInt>(out var command) && command.Command == MavCmd.DoSetMode)
                    {
                        sent.Add(time);
                    }
                }
            );
        }
        sent.Sort();
        return sent;
    }

    /// <summary>The recorder still writes to it.</summary>
    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    private static string Percentiles(double[] values)
    {
        if (values.Length == 0)
        {
            return "none measured";
        }
        Array.Sort(values);
        double At(double share) => values[(int)Math.Min(values.Length - 1, share * values.Length)];
        return $"p50 {At(0.5):F0}, p99 {At(0.99):F0} (n = {values.Length})";
    }
}
