using Bunit;
using DroneCommand.Console.Admin.Signing;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace DroneCommand.Console.Tests.Admin;

public sealed class SigningPageTests : PageContext
{
    private readonly RegisteredVehicle vehicle = SampleRegistry.Registered()[0];

    public SigningPageTests()
    {
        Grains.Registered.Add(vehicle);
        SignIn(Roles.Administrator);
    }

    [Fact]
    public void Each_vehicle_says_whether_it_signs_since_when_and_what_is_not_proven()
    {
        Render<SigningPage>().Find("tbody tr").TextContent.Should().Contain(vehicle.Name).And.Contain("off");

        Keys.States[1] = new SigningStatus(true, true, true, Night.AddDays(-2), OpenChange.None);
        Render<SigningPage>()
            .Find("tbody tr")
            .TextContent.Should()
            .Contain("on")
            .And.Contain("set up and seen 2026-11-21");

        Keys.States[1] = new SigningStatus(true, true, false, null, OpenChange.TurningOff);
        var text = Render<SigningPage>().Find("tbody tr").TextContent;
        text.Should().Contain("imported").And.Contain("not proven yet; unsigned frames are accepted too");

        Keys.States[1] = new SigningStatus(true, false, false, null, OpenChange.None);
        Render<SigningPage>().Find("tbody tr").TextContent.Should().Contain("key cannot be read");
    }

    [Fact]
    public async Task A_new_key_is_set_up_only_when_a_person_says_that_nobody_else_listens()
    {
        var page = Render<SigningPage>();
        await Open(page, "Set up new key…");
        page.Find("form button.p").HasAttribute("disabled").Should().BeTrue();
        await page.Find("input[name=link-confirmed]").ChangeAsync(true);
        await page.Find("form").SubmitAsync();

        var sent = Grains.Received.Should().ContainSingle().Subject;
        (sent.Name, sent.Arguments[0]).Should().Be(("set-up-signing", true));
        page.Find("[role=status]").TextContent.Should().Be($"{vehicle.Name}: seen after 0.4 s");
        page.FindAll("form").Should().BeEmpty();
    }

    [Fact]
    public async Task Over_a_network_that_is_configured_safe_nothing_must_be_confirmed()
    {
        Services.Configure<GatewayOptions>(options =>
            options.Networks[vehicle.Network] = new NetworkOptions { SafeForKeys = true }
        );
        var page = Render<SigningPage>();
        await Open(page, "Set up new key…");
        page.FindAll("input[name=link-confirmed]").Should().BeEmpty();
        await page.Find("form").SubmitAsync();
        Grains.Received.Should().ContainSingle();
    }

    [Fact]
    public async Task A_passphrase_becomes_the_key_that_other_stations_make_of_it()
    {
        var page = Render<SigningPage>();
        await Open(page, "Import key…");
        page.Find("input[name=signing-key]").GetAttribute("type").Should().Be("password");
        await page.FindAll("input[name=key-kind]")[1].ChangeAsync(true);
        await page.Find("input[name=signing-key]").ChangeAsync("rain on the roof");
        await page.Find("form").SubmitAsync();

        Grains.Received.Should().ContainSingle().Which.Name.Should().Be("import-key");
        var expected = new byte[SigningKey.Length];
        SigningKey.FromPassphrase("rain on the roof").CopyTo(expected);
        Keys.Imported.Should().Equal(expected);
    }

    [Fact]
    public async Task What_is_no_key_is_refused_without_repeating_it()
    {
        var page = Render<SigningPage>();
        await Open(page, "Import key…");
        await page.Find("input[name=signing-key]").ChangeAsync("hunter2");
        await page.Find("form").SubmitAsync();
        Grains.Received.Should().BeEmpty();
        page.Find("[role=status]").TextContent.Should().Contain("64 hexadecimal digits").And.NotContain("hunter2");
    }

    [Theory]
    [InlineData(false, "turn-signing-off")]
    [InlineData(true, "remove-key")]
    public async Task Signing_is_turned_off_in_the_vehicle_or_only_forgotten_here(bool forget, string sent)
    {
        Keys.States[1] = new SigningStatus(true, true, true, null, OpenChange.None);
        var page = Render<SigningPage>();
        await Open(page, "Turn off…");
        await page.Find("input[name=forget-only]").ChangeAsync(forget);
        await page.Find("form").SubmitAsync();
        Grains.Received.Should().ContainSingle().Which.Name.Should().Be(sent);
    }

    [Fact]
    public async Task A_refusal_says_why_and_leaves_the_form_open()
    {
        Keys.States[1] = new SigningStatus(true, true, true, null, OpenChange.None);
        Grains.Answer = _ => Task.FromResult(Outcome(OutcomeKind.RefusedByUs, "its motors are running"));
        var page = Render<SigningPage>();
        await Open(page, "Turn off…");
        await page.Find("form").SubmitAsync();
        page.Find("[role=status]").TextContent.Should().Contain("refused: its motors are running");
        page.FindAll("form").Should().ContainSingle();
    }

    private static Task Open(IRenderedComponent<SigningPage> page, string button) =>
        page.FindAll("button").First(each => each.TextContent == button).ClickAsync(new());
}
