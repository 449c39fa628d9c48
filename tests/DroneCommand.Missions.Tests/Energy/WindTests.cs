using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Vehicles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Energy;

public class WindTests
{
    [Theory]
    [InlineData(18, 6, 0, 24)]
    [InlineData(18, -6, 0, 12)]
    [InlineData(10, 0, 6, 8)]
    public void The_wind_triangle_gives_the_textbook_ground_speed(
        double air,
        double along,
        double across,
        double ground
    ) => WindTriangle.GroundSpeed(air, along, across).Should().BeApproximately(ground, 1e-12);

    [Fact]
    public void Wind_across_that_is_stronger_than_the_airspeed_leaves_no_course() =>
        WindTriangle.GroundSpeed(10, 3, 10.5).Should().BeNull();

    [Property]
    public Property Airspeed_and_ground_speed_are_each_others_inverse() =>
        Prop.ForAll(
            Gen.Choose(0, 360).ToArbitrary(),
            Gen.Choose(0, 120).ToArbitrary(),
            (from, tenths) =>
            {
                var (along, across) = WindTriangle.Parts(Wind.Steady(tenths / 10.0, from), 75);
                var ground = WindTriangle.GroundSpeed(15, along, across)!.Value;
                return Math.Abs(WindTriangle.Airspeed(ground, along, across) - 15) < 1e-9
                    && Math.Abs(Math.Sqrt(along * along + across * across) - tenths / 10.0) < 1e-9;
            }
        );

    [Theory]
    [InlineData("6@270", 6, 270, 8.4)]
    [InlineData("6-9@90", 6, 90, 9)]
    [InlineData(" 0 @ 0", 0, 0, 0)]
    public void A_wind_is_read_from_words(string text, double speed, double from, double gust)
    {
        var wind = Wind.Parse(text)!;

        (wind.SpeedMps, wind.FromDeg).Should().Be((speed, from));
        wind.GustMps.Should().BeApproximately(gust, 1e-12);
    }

    [Theory]
    [InlineData("6")]
    [InlineData("@270")]
    [InlineData("6@361")]
    [InlineData("-6@270")]
    [InlineData("9-6@270")]
    [InlineData("41@270")]
    [InlineData("NaN@270")]
    [InlineData("6-7-8@270")]
    public void What_is_no_wind_is_refused(string text) => Wind.Parse(text).Should().BeNull();

    /// <summary>
    /// On a way that ends where it began, whatever is gained with the wind is more than lost against it: power grows with
    /// the cube of the airspeed, time with the inverse of the ground speed, and both are convex.
    /// </summary>
    [Property(MaxTest = 300)]
    public Property More_wind_never_costs_less_on_a_way_that_comes_back() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            Gen.Choose(0, 1100).ToArbitrary(),
            Gen.Choose(0, 1100).ToArbitrary(),
            (seed, one, other) =>
            {
                var (less, more) = (Math.Min(one, other) / 100.0, Math.Max(one, other) / 100.0);
                var random = new Random(seed);
                var from = random.Next(360);
                return new[] { VehicleClass.Copter, VehicleClass.Rover, VehicleClass.Plane }.All(vehicle =>
                {
                    var way = Closed(random, vehicle.CruiseMps);
                    var (calm, windy) = (Energy(vehicle, way, less, from), Energy(vehicle, way, more, from));
                    return calm.PlannedWh <= windy.PlannedWh * (1 + 1e-9)
                        && calm.StrongWh <= windy.StrongWh * (1 + 1e-9)
                        && calm.At95Wh <= windy.At95Wh * (1 + 1e-6);
                });
            }
        );

    [Property(MaxTest = 200)]
    public Property The_energy_that_95_of_100_need_is_never_below_the_planned_one() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).ToArbitrary(),
            Gen.Choose(0, 1100).ToArbitrary(),
            (seed, tenths) =>
            {
                var way = Closed(new Random(seed), 8);
                var known = Energy(VehicleClass.Copter, way, tenths / 100.0, 40);
                var unknown = Sum(new FlightModel(VehicleClass.Copter, null, 6).Along(way));
                return known.At95Wh > known.PlannedWh && unknown.At95Wh > unknown.PlannedWh;
            }
        );

    [Fact]
    public void A_copter_against_a_wind_that_its_lean_does_not_hold_gets_slower_over_ground()
    {
        var model = new FlightModel(VehicleClass.Copter, Wind.Steady(12, 0), 6);
        var legs = new[] { new LegShape(300, 0, 180, 10), new LegShape(300, 180, 180, 10) };

        var cost = model.Along(legs);

        cost[0].GroundMps.Should().BeApproximately(VehicleClass.Copter.MaxAirspeedMps - 12, 1e-9);
        cost[1].GroundMps.Should().Be(10);
        cost[0].Seconds.Should().BeGreaterThan(300 / 5.0);
        model.MakesHeadway(0, 10).Should().BeTrue();
        new FlightModel(VehicleClass.Copter, Wind.Steady(16.5, 0), 6).MakesHeadway(0, 10).Should().BeFalse();
    }

    [Fact]
    public void A_plane_flies_its_airspeed_and_its_time_follows_the_wind()
    {
        var model = new FlightModel(VehicleClass.Plane, Wind.Steady(6, 0), 6);

        var cost = model.Along([new LegShape(1200, 0, 0, 18), new LegShape(2400, 180, 180, 18)]);

        cost.Select(leg => leg.Seconds).Should().Equal([100, 100], (a, b) => Math.Abs(a - b) < 1e-9);
        cost[0].Energy.PlannedWh.Should().BeApproximately(cost[1].Energy.PlannedWh, 1e-9);
    }

    [Fact]
    public void Without_a_known_wind_every_leg_is_against_the_allowance()
    {
        var legs = new[] { new LegShape(60, 0, 90, 6), new LegShape(60, 90, 180, 6) };

        var cost = new FlightModel(VehicleClass.Copter, null, 6).Along(legs);

        var seconds = LegTimes.Along([60, 60], [90, 180], 6, 2.5);
        cost.Select(leg => leg.Seconds).Should().Equal(seconds, (a, b) => Math.Abs(a - b) < 1e-9);
        cost[0]
            .Energy.PlannedWh.Should()
            .BeApproximately(VehicleClass.Copter.Power.Watts(6, 6, 0) * seconds[0] / 3600, 1e-12);
    }

    [Fact]
    public void A_steep_leg_takes_as_long_as_the_climb() =>
        new FlightModel(VehicleClass.Copter, null, 6)
            .Along([new LegShape(20, 0, 180, 10, RiseMetres: 50)])[0]
            .Seconds.Should()
            .BeApproximately(20, 1e-9);

    private static EnergyEstimate Energy(VehicleClass vehicle, IReadOnlyList<LegShape> way, double wind, double from) =>
        Sum(new FlightModel(vehicle, Wind.Steady(wind, from), 6).Along(way));

    private static EnergyEstimate Sum(IReadOnlyList<LegCost> legs) =>
        legs.Aggregate(default(EnergyEstimate), (sum, leg) => sum + leg.Energy);

    private static List<LegShape> Closed(Random random, double speed)
    {
        var corners = Enumerable
            .Range(0, random.Next(2, 9))
            .Select(_ => (X: random.NextDouble() * 2000, Y: random.NextDouble() * 2000))
            .ToList();
        return
        [
            .. corners.Select(
                (from, i) =>
                {
                    var to = corners[(i + 1) % corners.Count];
                    var (east, north) = (to.X - from.X, to.Y - from.Y);
                    var course = Math.Atan2(east, north) * 180 / Math.PI;
                    return new LegShape(Math.Sqrt(east * east + north * north), course, 180, speed);
                }
            ),
        ];
    }
}
