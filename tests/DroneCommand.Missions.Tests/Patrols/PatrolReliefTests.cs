using DroneCommand.Missions.Patrols;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Patrols;

public class PatrolReliefTests
{
    private const double Length = 6_000;

    private static Arbitrary<(int Active, ReliefTimes Times, bool IsClosed)> Cases { get; } =
        (
            from active in Gen.Choose(1, 8)
            from endurance in Gen.Choose(400, 3_000)
            from recharge in Gen.Choose(0, 6_000)
            from isClosed in Gen.Elements(true, false)
            select (active, new ReliefTimes(endurance, recharge, 10), isClosed)
        ).ToArbitrary();

    /// <summary>The dock lies beside the line's beginning: up to 120 s away at the far side.</summary>
    private static double Transit(double place) => 10 + 110 * (1 - Math.Abs(1 - 2 * place / Length));

    [Property(MaxTest = 100)]
    public Property No_gap_opens_and_no_battery_is_overdrawn() =>
        Prop.ForAll(
            Cases,
            c =>
            {
                var patrol = FencePatrol.Plan(Length, c.IsClosed, [.. Enumerable.Repeat(5.0, c.Active)]);
                var relief = PatrolRelief.Plan(patrol, Length, Transit, c.Times);
                var measured = PatrolRelief.Measure(patrol, Length, relief, samples: 60);
                return relief.Refusal is null
                    && measured.WorstS <= 1.05 * patrol.WorstIdlenessS
                    && relief.Shifts.All(s => s.AloftS <= c.Times.EnduranceS + 1e-6)
                    && IsRested(relief, c.Times);
            }
        );

    [Fact]
    public void A_duty_shorter_than_a_round_is_listed_until_every_place_was_seen_again()
    {
        var patrol = FencePatrol.Plan(Length, false, [5]);

        var relief = PatrolRelief.Plan(patrol, Length, Transit, new(407, 5_431, 10));

        var measured = PatrolRelief.Measure(patrol, Length, relief, samples: 60);
        measured.WorstS.Should().BeInRange(0.9 * patrol.WorstIdlenessS, 1.05 * patrol.WorstIdlenessS);
    }

    [Fact]
    public void It_takes_about_as_many_vehicles_as_steady_state_asks_for()
    {
        var patrol = FencePatrol.Plan(Length, true, [5, 5, 5, 5]);
        var times = new ReliefTimes(1_500, 2_400, 10);

        var relief = PatrolRelief.Plan(patrol, Length, Transit, times, duties: 20);

        var away = times.RechargeS + times.EnduranceS - relief.DutyS;
        relief
            .Vehicles.Should()
            .BeInRange(
                (int)Math.Ceiling(4 * (1 + 130 / relief.DutyS)),
                (int)Math.Ceiling(4 * (1 + away / relief.DutyS))
            );
        relief.DutyS.Should().BeApproximately(1_500 - 240 - 10, 1);
    }

    [Fact]
    public void Hand_overs_are_spread_over_a_duty()
    {
        var patrol = FencePatrol.Plan(Length, true, [5, 5, 5]);

        var relief = PatrolRelief.Plan(patrol, Length, Transit, new(1_000, 1_000, 10));

        var first = relief.Shifts.Where(s => s.TakesOverS == 0).Select(s => s.HandsOverS / relief.DutyS);
        first.Should().BeEquivalentTo([1.0 / 3, 2.0 / 3, 1], options => options.WithStrictOrdering());
    }

    [Fact]
    public void An_endurance_that_is_too_short_is_refused_with_what_would_do()
    {
        var patrol = FencePatrol.Plan(Length, true, [5]);

        var relief = PatrolRelief.Plan(patrol, Length, Transit, new(200, 100, 10));

        relief.Refusal.Should().Contain("More than 250 s");
        relief.Vehicles.Should().Be(0);
    }

    [Fact]
    public void A_recharge_that_takes_for_ever_is_refused()
    {
        var patrol = FencePatrol.Plan(Length, true, [5]);

        PatrolRelief
            .Plan(patrol, Length, Transit, new(300, 1e7, 10), duties: 1_000)
            .Refusal.Should()
            .Contain("A shorter recharge");
    }

    private static bool IsRested(ReliefPlan relief, ReliefTimes times) =>
        relief
            .Shifts.GroupBy(s => s.Vehicle)
            .All(shifts =>
                shifts
                    .Zip(shifts.Skip(1))
                    .All(pair => pair.Second.LeavesDockS - pair.First.BackS >= times.RechargeS - 1e-6)
            );
}
