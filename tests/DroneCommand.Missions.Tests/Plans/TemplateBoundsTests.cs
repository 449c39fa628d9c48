using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Templates;
using static DroneCommand.Missions.Tests.Plans.TemplateEffects;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>Limits that a template sets refuse what is beyond them, and say what would do.</summary>
public class TemplateBoundsTests
{
    [Theory]
    [InlineData(
        "limits: { max-distance: 40 m }",
        "The route leads 42 m from home; Trial allows 40 m. A nearer dock or a smaller area would do."
    )]
    [InlineData(
        "limits: { max-duration: 60 s }",
        " min; Trial allows 1 min. More speed, fewer laps or more vehicles would do."
    )]
    public void A_plan_beyond_a_limit_is_refused(string limits, string reason)
    {
        var problem = Plan(Round(limits), Site(Square())).Problems.Should().ContainSingle().Subject;

        problem.Code.Should().Be(ProblemCode.BeyondLimit);
        problem.Reason.Should().EndWith(reason);
    }

    [Fact]
    public void A_distance_beyond_the_limit_has_its_place() =>
        Plan(Round("limits: { max-distance: 40 m }"), Site(Square())).Problems[0].Place.Should().NotBeNull();

    [Fact]
    public void Within_its_limits_it_is_planned() =>
        Plan(Round("limits: { max-distance: 50 m, max-duration: 5 min, idleness: 2 min }"), Site(Square()))
            .Problems.Should()
            .BeEmpty();

    [Fact]
    public void A_patrol_that_leaves_places_alone_too_long_says_how_many_vehicles_it_takes()
    {
        var problem = Plan(Laps("limits: { idleness: 40 s }"), Site(Square()))
            .Problems.Should()
            .ContainSingle()
            .Subject;

        problem.Code.Should().Be(ProblemCode.BeyondLimit);
        problem
            .Reason.Should()
            .MatchRegex(@"^A place is left alone for 1\.\d min; Trial allows 0\.7 min\. It takes 3 vehicles\.$");
    }

    [Fact]
    public void A_class_that_does_not_last_long_enough_is_refused_with_the_battery_that_would()
    {
        var problem = Plan(Round("requires: { min-endurance: 25 min }"), Site(Square()))
            .Problems.Should()
            .ContainSingle()
            .Subject;

        problem.Code.Should().Be(ProblemCode.VehicleUnfit);
        problem
            .Reason.Should()
            .MatchRegex(@"^A Copter lasts \d+ min at 6 m/s .* requires 25 min\. A battery of \d+ Wh would do\.$");
    }

    [Theory]
    [InlineData("kind: checkpoint-round", "kind: area-coverage", "kind area-coverage passes no checkpoints")]
    public void Limits_and_actions_that_a_kind_cannot_keep_are_refused(string right, string wrong, string reason)
    {
        var text = FullKind.Text.Replace(right, wrong, StringComparison.Ordinal);

        TemplateReader.Read(text, "x.yaml").Problems.Should().Contain(problem => problem.Reason.StartsWith(reason));
    }

    private static class FullKind
    {
        public const string Text = """
            format: 1
            version: 1
            kind: checkpoint-round
            name: Trial
            summary: For tests.
            vehicles: [copter]
            parameters:
              swath: { type: number, unit: m, default: 25, help: Width. }
              coverage: { type: number, unit: "%", default: 99, help: Share. }
              altitude: { type: number, unit: m above home, default: 30, help: Height. }
              speed: { type: number, unit: m/s, default: 6, help: Speed. }
            limits: { idleness: 5 min }
            actions: { at-checkpoint: [photo] }
            """;
    }
}
