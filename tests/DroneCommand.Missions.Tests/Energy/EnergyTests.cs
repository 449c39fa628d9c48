using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Vehicles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Energy;

public class EnergyTests
{
    [Theory]
    [InlineData(100, 10, 2.5, 14)]
    [InlineData(40, 10, 2.5, 8)]
    [InlineData(10, 10, 2.5, 4)]
    [InlineData(0, 10, 2.5, 0)]
    public void A_leg_from_stop_to_stop_takes_the_textbook_time(
        double metres,
        double speed,
        double acceleration,
        double seconds
    ) => LegTimes.StopToStop(metres, speed, acceleration).Should().BeApproximately(seconds, 1e-9);

    [Fact]
    public void A_slight_bend_is_flown_through_and_a_turn_is_not()
    {
        var bend = LegTimes.Along([50, 50], [10, 180], 10, 2.5);
        var turn = LegTimes.Along([50, 50], [90, 180], 10, 2.5);

        bend.Sum().Should().BeApproximately(14, 1e-9);
        turn.Sum().Should().BeApproximately(18, 1e-9);
    }

    [Property]
    public Property More_wind_never_needs_less_energy() =>
        Prop.ForAll(
            Gen.Choose(0, 1500).ToArbitrary(),
            Gen.Choose(0, 2000).ToArbitrary(),
            Gen.Choose(0, 2000).ToArbitrary(),
            (speed, one, other) =>
            {
                var (calm, windy) = (Math.Min(one, other) / 100.0, Math.Max(one, other) / 100.0);
                return new[] { VehicleClass.Copter, VehicleClass.Rover }.All(vehicle =>
                    vehicle.Power.Watts(speed / 100.0, calm, 0) <= vehicle.Power.Watts(speed / 100.0, windy, 0)
                );
            }
        );

    [Fact]
    public void Climbing_costs_more_than_hovering_and_descending_saves_nothing()
    {
        var power = VehicleClass.Copter.Power;

        power.Watts(0, 0, 2.5).Should().BeGreaterThan(power.Watts(0, 0, 0));
        power.Watts(0, 0, -2.5).Should().Be(power.Watts(0, 0, 0));
    }

    [Fact]
    public void A_template_that_allows_for_more_wind_plans_more_energy()
    {
        var calm = VehicleClass.Copter with { WindAllowanceMps = 8 };
        var windy = VehicleClass.Copter with { WindAllowanceMps = 12 };

        var less = Demo.Plan("perimeter-patrol", "Dock B", calm);
        var more = Demo.Plan("perimeter-patrol", "Dock B", windy);

        more.EnergyWh.Should().BeGreaterThan(less.EnergyWh);
        less.WindMps.Should().Be(8);
    }
}
