using DroneCommand.Missions.Patrols;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Patrols;

public class FencePatrolTests
{
    private static Arbitrary<double[]> Teams { get; } =
        Gen.Choose(1, 100).Select(v => v / 5.0).ArrayOf().Where(a => a.Length is > 0 and < 12).ToArbitrary();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Equal_vehicles_go_round_a_closed_line_evenly_spread(int vehicles)
    {
        var plan = FencePatrol.Plan(1_200, true, [.. Enumerable.Repeat(5.0, vehicles)]);

        plan.Strategy.Should().Be(PatrolStrategy.Cyclic);
        plan.WorstIdlenessS.Should().BeApproximately(240.0 / vehicles, 1e-9);
        plan.LowerBoundS.Should().BeApproximately(plan.WorstIdlenessS, 1e-9);
        plan.MeanIdlenessS.Should().BeApproximately(120.0 / vehicles, 1e-9);
    }

    [Fact]
    public void A_slow_vehicle_is_left_out_of_the_round_when_it_would_only_hold_up_the_others()
    {
        var plan = FencePatrol.Plan(1_000, true, [10, 10, 1]);

        plan.Strategy.Should().Be(PatrolStrategy.Cyclic);
        plan.Vehicles.Should().HaveCount(2);
        plan.WorstIdlenessS.Should().BeApproximately(50, 1e-9);
        plan.Reason.Should()
            .Be(
                "Cyclic: one round for 2 of 3 leaves a place alone for 50.0 s at most, parts of its own for each 95.2 s."
            );
    }

    [Fact]
    public void Very_different_vehicles_get_parts_of_their_own()
    {
        var plan = FencePatrol.Plan(1_000, true, [16, 8, 5.3, 4, 3.2, 2.6, 2.3, 2]);

        plan.Strategy.Should().Be(PatrolStrategy.Partition);
        plan.WorstIdlenessS.Should().BeApproximately(2_000 / 43.4, 1e-9);
    }

    [Fact]
    public void An_open_line_is_shared_in_proportion_to_speed()
    {
        var plan = FencePatrol.Plan(900, false, [2, 1]);

        plan.Vehicles.Select(v => v.LengthMetres).Should().Equal(600, 300);
        plan.WorstIdlenessS.Should().BeApproximately(600, 1e-9);
        plan.Reason.Should().StartWith("The line is open");
    }

    [Property(MaxTest = 200)]
    public Property What_is_measured_is_what_was_predicted() =>
        Prop.ForAll(
            Teams,
            Gen.Choose(100, 20_000).ToArbitrary(),
            Gen.Elements(true, false).ToArbitrary(),
            (speeds, length, isClosed) =>
            {
                var plan = FencePatrol.Plan(length, isClosed, speeds);
                var measured = IdlenessMeter.Measure(length, plan.Vehicles, samples: 400);
                return measured.WorstS <= plan.WorstIdlenessS * (1 + 1e-9)
                    && measured.WorstS >= 0.9 * plan.WorstIdlenessS
                    && Math.Abs(measured.MeanS - plan.MeanIdlenessS) < 0.06 * plan.MeanIdlenessS
                    && plan.WorstIdlenessS >= plan.LowerBoundS * (1 - 1e-9);
            }
        );

    [Fact]
    public void Teams_and_lines_that_are_none_are_refused()
    {
        ((Action)(() => FencePatrol.Plan(0, true, [1]))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => FencePatrol.Plan(10, true, []))).Should().Throw<ArgumentException>();
        ((Action)(() => FencePatrol.Plan(10, true, [double.NaN]))).Should().Throw<ArgumentException>();
    }
}
