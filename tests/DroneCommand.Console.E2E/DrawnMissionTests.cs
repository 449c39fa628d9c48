using Microsoft.Playwright;

namespace DroneCommand.Console.E2E;

/// <summary>Missions on ground that a person draws, for several vehicles and for one.</summary>
public class DrawnMissionTests
{
    private const string Sweep = "area-sweep";
    private const string Look = "go-and-look";

    private static readonly TimeSpan Boot = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_drawn_area_is_swept_by_two_copters_and_a_third_looks_at_a_clicked_place()
    {
        await using var console = ConsoleProcess.Fresh();
        await console.Start("--DroneCommand:Demo:Speedup=3");
        await using var person = await Operator.Open(console.Address);
        await person.SignIn();

        await person.OpenPlan(Sweep);
        await person.ChooseVehicles("Kestrel 1", "Kestrel 2");
        await person.Draw("Area", (0.30, 0.62), (0.55, 0.60), (0.56, 0.70), (0.31, 0.73));
        var flights = person.Page.Locator(".plan-flights tbody tr");
        await Assertions.Expect(flights).ToHaveCountAsync(2, new() { Timeout = 20_000 });
        await Assertions.Expect(flights.First).ToContainTextAsync("Kestrel 1");
        (await person.AccessibilityFaults()).Should().BeEmpty();
        await person.Picture("plan-drawn-dark.png");
        await person.SaveAndStart();

        await person.OpenPlan(Look);
        await person.ChooseVehicles("Kestrel 3");
        await person.Draw("Place", (0.42, 0.66));
        await Assertions
            .Expect(person.Page.GetByLabel("The plan", new() { Exact = true }))
            .ToContainTextAsync("Wh", new() { Timeout = 20_000 });
        await person.SaveAndStart();

        foreach (var vehicle in new[] { "kestrel-1", "kestrel-2", "kestrel-3" })
        {
            await person.GoTo($"/live/{vehicle}");
            await person.Sees("ON TASK", Boot);
        }

        await person.GoTo("/patrols");
        await Assertions.Expect(person.Page.GetByText("Kestrel 1 and 1 more").First).ToBeVisibleAsync();
        (await person.AccessibilityFaults()).Should().BeEmpty();
        await person.HoldKey(person.Page.Locator("[data-action*='Kestrel 1 and 1 more: all its vehicles return']"));
        foreach (var vehicle in new[] { "kestrel-1", "kestrel-2" })
        {
            await person.GoTo($"/live/{vehicle}");
            await person.Sees("RETURNING", Soon);
        }

        await person.GoTo("/live/kestrel-3");
        await person.Sees("ON TASK", Soon);
        person.Faults.Should().BeEmpty();
    }
}
