using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Patrols;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Patrols;

public class FenceStopsTests
{
    private const double Length = 1_000;

    private static Arbitrary<(double[] Speeds, FenceStop[] Stops, bool IsClosed)> Cases { get; } =
        (
            from speeds in Gen.Choose(5, 60).Select(v => v / 5.0).NonEmptyListOf()
            from stops in Gen.Choose(0, 99)
                .SelectMany(at => Gen.Choose(1, 90).Select(s => new FenceStop(at * 10, s)))
                .ListOf()
            from isClosed in Gen.Elements(true, false)
            select ((double[])[.. speeds.Take(8)], (FenceStop[])[.. stops.Take(6)], isClosed)
        ).ToArbitrary();

    [Property(MaxTest = 300)]
    public Property Idleness_with_stops_is_never_worse_than_predicted() =>
        Prop.ForAll(
            Cases,
            c =>
            {
                var plan = FencePatrol.Plan(Length, c.IsClosed, c.Speeds, c.Stops);
                var measured = IdlenessMeter.Measure(Length, plan.Vehicles, samples: 150);
                return measured.WorstS <= plan.WorstIdlenessS * (1 + 1e-9) + 1e-6
                    && plan.WorstIdlenessS >= plan.LowerBoundS * (1 - 1e-9);
            }
        );

    [Property(MaxTest = 200)]
    public Property Every_stop_is_made_by_the_vehicles_that_pass_it() =>
        Prop.ForAll(
            Cases,
            c =>
            {
                var plan = FencePatrol.Plan(Length, c.IsClosed, c.Speeds, c.Stops);
                var made = plan.Vehicles.SelectMany(v => v.Stops).Distinct().OrderBy(stop => stop.PlaceMetres);
                var asked = c.Stops.GroupBy(stop => stop.PlaceMetres).OrderBy(same => same.Key);
                return made.SequenceEqual(asked.Select(same => new FenceStop(same.Key, same.Sum(s => s.StayS))));
            }
        );

    [Property(MaxTest = 200)]
    public Property Going_both_ways_is_never_worse_than_predicted() =>
        Prop.ForAll(
            Cases,
            c =>
            {
                var plan = FencePatrol.BothWays(Length, c.Speeds, c.Stops);
                var measured = IdlenessMeter.Measure(Length, plan.Vehicles, samples: 150);
                return measured.WorstS <= plan.WorstIdlenessS * (1 + 1e-9) + 1e-6
                    && (plan.Vehicles.Count < 2 || plan.Vehicles.Any(v => v.IsReversed));
            }
        );

    [Property(MaxTest = 200)]
    public Property A_vehicle_is_where_it_passes() =>
        Prop.ForAll(
            Cases,
            Gen.Choose(0, 999).ToArbitrary(),
            (c, place) =>
                FencePatrol
                    .Plan(Length, c.IsClosed, c.Speeds, c.Stops)
                    .Vehicles.All(v => v.Passes(place).All(time => Apart(v.PlaceAt(time), place) < 1e-6))
        );

    [Fact]
    public void Equal_vehicles_keep_equal_times_when_they_stop()
    {
        var plan = FencePatrol.Plan(Length, true, [5, 5], [new(100, 30), new(700, 10)]);

        plan.Strategy.Should().Be(PatrolStrategy.Cyclic);
        plan.WorstIdlenessS.Should().BeApproximately(120, 1e-9);
        IdlenessMeter.Measure(Length, plan.Vehicles).WorstS.Should().BeApproximately(120, 1e-6);
    }

    [Fact]
    public void A_vehicle_that_begins_at_a_stop_has_the_rest_of_its_stay_before_it()
    {
        // Half of the period, 120 s, ends 20 s into the stay at 500 m.
        var plan = FencePatrol.Plan(Length, true, [5, 5], [new(500, 40)]);

        plan.Vehicles[1].StartMetres.Should().Be(500);
        plan.Vehicles[1].HeldS.Should().BeApproximately(20, 1e-9);
        var course = Ring().Course(plan.Vehicles[1] with { Stops = [new(500, 40)] });
        course[0].Stop!.StayS.Should().BeApproximately(20, 1e-9);
    }

    [Fact]
    public void Stays_make_parts_shorter()
    {
        var plan = FencePatrol.Plan(900, false, [3, 3, 3], [new(100, 60)]);

        plan.Vehicles[0].LengthMetres.Should().BeLessThan(plan.Vehicles[1].LengthMetres);
        plan.Vehicles.Select(v => v.PeriodS).Should().OnlyContain(period => Math.Abs(period - 240) < 1e-3);
    }

    [Fact]
    public void The_fast_vehicles_of_a_team_are_those_that_go_round()
    {
        var plan = FencePatrol.Plan(Length, true, [1, 10, 10]);

        plan.Vehicles.Select(v => v.Index).Should().Equal(1, 2);
    }

    [Property(MaxTest = 100)]
    public Property A_course_is_as_long_as_its_periods_and_stays_as_often() =>
        Prop.ForAll(
            Cases,
            Gen.Choose(1, 3).ToArbitrary(),
            (c, periods) =>
            {
                var line = c.IsClosed ? Ring() : new FenceLine([At(0, 0), At(600, 0), At(600, 400)], false);
                var stops = c.Stops.Where(s => s.PlaceMetres < line.Length).DistinctBy(s => s.PlaceMetres).ToArray();
                var plan = FencePatrol.Plan(line.Length, c.IsClosed, c.Speeds, stops);
                return plan.Vehicles.All(v =>
                {
                    var course = line.Course(v, periods);
                    var metres = course.Zip(course.Skip(1), (a, b) => Geodesic.Distance(a.Position, b.Position)).Sum();
                    var stays = course.Sum(place => place.Stop?.StayS ?? 0) + v.HeldS;
                    var expected = periods * (v.PeriodS - v.UnfoldedMetres / v.SpeedMps);
                    return Math.Abs(metres - periods * v.UnfoldedMetres) < 0.01 && Math.Abs(stays - expected) < 1e-6;
                });
            }
        );

    private static double Apart(double a, double b) => Math.Abs(Math.IEEERemainder(a - b, Length));

    private static GeoPoint At(double east, double north) =>
        new LocalFrame(new GeoPoint(54.48, 8.99)).ToGeo(new LocalPoint(east, north));

    /// <summary>A closed line of 1,000 m.</summary>
    private static FenceLine Ring() => new([At(0, 0), At(300, 0), At(300, 200), At(0, 200)]);
}
