using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Tests.Vehicles;

public sealed class GoToTests : IAsyncLifetime
{
    private static readonly GeoPoint BeyondTank3 = new(54.48055, 8.9912);
    private static readonly GeoPoint Outside = new(54.4790, 8.9880);
    private static readonly GeoPoint InTheCourt = new(54.47999, 8.9901);

    private FleetServer server = null!;
    private ScriptedLink link = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FleetServer.Start();
        link = await server.Adopt("kestrel-1");
        await link.Report(t => t with { Armed = true, Mode = "GUIDED", AboveHome = new AltitudeAboveHome(40) });
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private Task<CommandOutcome> GoTo(GeoPoint target, double? metres = null) =>
        server.Vehicle("kestrel-1").GoTo(People.Ann.Asks(), target, metres is { } m ? new AltitudeAboveHome(m) : null);

    [Fact]
    public async Task A_way_across_a_keep_out_is_refused_with_its_name_and_place()
    {
        var outcome = await GoTo(BeyondTank3);

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().Contain("Tank 3").And.Contain("°");
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_point_outside_the_boundary_is_refused_with_its_place()
    {
        var outcome = await GoTo(Outside);

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().Contain("boundary").And.Contain("°");
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task What_could_not_be_held_on_the_way_is_not_sent()
    {
        await link.Report(t => t with { Autopilot = MavAutopilot.Px4, Mode = "AUTO.LOITER" });

        var outcome = await GoTo(InTheCourt);

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().Contain("PX4");
        link.Orders.Should().BeEmpty();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-20)]
    [InlineData(5_000)]
    public async Task A_height_that_cannot_be_flown_is_refused(double metres)
    {
        var outcome = await GoTo(InTheCourt, metres);

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().NotBeEmpty();
        link.Orders.Should().BeEmpty();
    }

    [Theory]
    [InlineData(double.NaN, 8.99)]
    [InlineData(54.48, double.PositiveInfinity)]
    [InlineData(91, 8.99)]
    [InlineData(54.48, 200)]
    public async Task A_place_that_is_not_on_earth_is_refused(double latitude, double longitude)
    {
        var outcome = await GoTo(new GeoPoint(latitude, longitude), 40);

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome.Text.Should().NotBeEmpty();
        link.Orders.Should().BeEmpty();
    }

    [Fact]
    public async Task A_free_way_is_flown_at_the_present_height()
    {
        (await GoTo(InTheCourt)).Kind.Should().Be(OutcomeKind.Done);

        var order = link.Orders.Should().ContainSingle().Which.Should().BeOfType<GoToOrder>().Subject;
        order.Target.Should().Be(InTheCourt);
        order.Altitude.Metres.Should().Be(40);
    }

    [Fact]
    public async Task On_its_way_to_a_point_it_is_not_shown_as_holding_and_there_it_is()
    {
        await GoTo(InTheCourt);

        var underWay = await server.View("kestrel-1");
        underWay.Status.Should().Be(VehicleStatus.OnTask);
        underWay.StatusLine.Should().MatchRegex("goes to the point it was sent to, [0-9]+ m ahead");
        underWay.GoingTo.Should().Be(InTheCourt);
        await link.Report(t => t with { Position = InTheCourt });

        var there = await server.View("kestrel-1");
        there.Status.Should().Be(VehicleStatus.Holding);
        there.GoingTo.Should().BeNull();
    }

    [Fact]
    public async Task A_go_to_in_a_patrol_needs_nobody_until_it_is_there()
    {
        await link.Report(t => t with { Armed = false, Mode = "STABILIZE", AboveHome = new AltitudeAboveHome(0) });
        await link.Fly(await server.Plan("round", "kestrel-1"), People.Ann);
        await GoTo(InTheCourt, 40);
        await link.ChangeMode("GUIDED", ModeChangeCause.Ours);

        var underWay = await server.View("kestrel-1");
        underWay.StatusLine.Should().EndWith("of kestrel-1 waits");
        underWay.NeedsYou.Should().BeEmpty();
        await link.Report(t => t with { Position = InTheCourt });

        (await server.View("kestrel-1")).NeedsYou.Should().ContainSingle().Which.Title.Should().Be("Holds");
    }

    [Fact]
    public async Task A_hold_ends_the_way_to_a_point()
    {
        await GoTo(InTheCourt);

        await server.Vehicle("kestrel-1").Hold(People.Ann.Asks());

        (await server.View("kestrel-1")).GoingTo.Should().BeNull();
    }

    [Fact]
    public async Task A_vehicle_on_its_dock_is_sent_nowhere()
    {
        await link.Report(t => t with { Armed = false });

        (await GoTo(InTheCourt, 40)).Text.Should().Contain("not under way");
        link.Orders.Should().BeEmpty();
    }
}
