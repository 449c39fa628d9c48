using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Telemetry;

public class LinkAgingTests
{
    private static readonly DateTimeOffset Heard = new(2026, 11, 23, 21, 0, 0, TimeSpan.Zero);

    private static VehicleView Airborne =>
        new()
        {
            VehicleId = "k1",
            Name = "Kestrel 1",
            Armed = true,
            Mode = "AUTO",
            Status = VehicleStatus.OnTask,
            LastHeard = Heard,
        };

    [Theory]
    [InlineData(0, LinkState.Live)]
    [InlineData(1.49, LinkState.Live)]
    [InlineData(1.5, LinkState.Stale)]
    [InlineData(3.49, LinkState.Stale)]
    [InlineData(3.5, LinkState.Lost)]
    public void L10_a_link_is_stale_after_1_5_and_lost_after_3_5_seconds(double seconds, LinkState expected) =>
        LinkAging.At(Airborne, Heard + TimeSpan.FromSeconds(seconds)).Link.Should().Be(expected);

    [Fact]
    public void A_lost_vehicle_in_the_air_is_missing_and_needs_somebody()
    {
        var view = LinkAging.At(Airborne, Heard + TimeSpan.FromSeconds(10));

        view.Status.Should().Be(VehicleStatus.Missing);
        view.NeedsYou.Should().ContainSingle().Which.Severity.Should().Be(Severity.Critical);
        LinkAging.At(view, Heard + TimeSpan.FromSeconds(11)).NeedsYou.Should().ContainSingle();
    }

    [Fact]
    public void A_vehicle_that_was_parked_is_missing_without_an_alarm() =>
        LinkAging.At(Airborne with { Armed = false }, Heard + TimeSpan.FromSeconds(10)).NeedsYou.Should().BeEmpty();

    [Fact]
    public void A_vehicle_never_heard_is_missing() =>
        LinkAging.At(Airborne with { LastHeard = null }, Heard).Link.Should().Be(LinkState.NeverHeard);
}
