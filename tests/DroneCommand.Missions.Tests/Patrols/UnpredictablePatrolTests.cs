using DroneCommand.Missions.Patrols;

namespace DroneCommand.Missions.Tests.Patrols;

public class UnpredictablePatrolTests
{
    /// <summary>Values for the model of Agmon, Kaminka and Kraus, computed for this project apart from this code.</summary>
    [Theory]
    [InlineData(8, 6, 0.73, 0.3913, 0.5186)]
    [InlineData(16, 9, 0.86, 0.1052, 0.4260)]
    [InlineData(16, 12, 0.83, 0.3230, 0.4980)]
    [InlineData(20, 18, 0.88, 0.4741, 0.6029)]
    public void The_worst_segment_is_as_good_as_it_can_be(int d, int t, double goOn, double worst, double mean)
    {
        var plan = UnpredictablePatrol.Plan(d, t);

        plan.GoOn.Should().BeApproximately(goOn, 0.01);
        plan.Detection.Should().BeInRange(worst - 5e-5, worst + 6e-3);
        plan.MeanDetection.Should().BeApproximately(mean, 0.01);
    }

    [Theory]
    [InlineData(8, 7)]
    [InlineData(16, 40)]
    public void With_time_enough_going_round_meets_everybody(int d, int t)
    {
        var plan = UnpredictablePatrol.Plan(d, t);

        plan.GoOn.Should().Be(1);
        plan.Detection.Should().BeApproximately(1, 1e-12);
    }

    [Theory]
    [InlineData(8, 6, 3)]
    [InlineData(8, 6, 7)]
    [InlineData(16, 12, 15)]
    public void A_hundred_thousand_trials_meet_the_prediction(int d, int t, int segment)
    {
        var plan = UnpredictablePatrol.Plan(d, t);

        var rate = UnpredictablePatrol.Simulate(plan, segment, trials: 100_000, seed: 3);

        plan.BySegment[segment - 1].Should().BeInRange(rate.Low, rate.High);
    }

    [Fact]
    public void A_fixed_direction_never_meets_who_comes_behind_the_vehicle() =>
        UnpredictablePatrol.Detection(8, 6, goOn: 1).Min().Should().Be(0);

    [Fact]
    public void A_run_turns_as_often_as_planned()
    {
        var plan = UnpredictablePatrol.Plan(16, 12);

        var run = UnpredictablePatrol.Steps(plan, 100_000, seed: 5);

        (run.Count(s => s != 0) / 1e5).Should().BeApproximately(plan.GoOn, 0.01);
        UnpredictablePatrol.Steps(plan, 50, seed: 5).Should().Equal(run.Take(50));
    }
}
