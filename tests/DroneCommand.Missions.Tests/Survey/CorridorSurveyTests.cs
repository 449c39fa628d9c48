using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Survey;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Survey;

public class CorridorSurveyTests
{
    [Theory]
    [InlineData(10, 20, 0.0)]
    [InlineData(20, 20, 0.0)]
    [InlineData(40, 20, 10.0, -10.0)]
    [InlineData(50, 20, 16.667, 0.0, -16.667)]
    public void Lanes_lie_evenly_over_the_width(double width, double spacing, params double[] offsets)
    {
        var lanes = CorridorLanes.Offsets(width, spacing);

        lanes.Should().HaveCount(offsets.Length);
        lanes.Zip(offsets).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 0.001);
    }

    [Property(MaxTest = 100)]
    public Property No_lane_crosses_itself_or_comes_nearer_to_the_line_than_its_offset() =>
        Prop.ForAll(
            Gen.Choose(1, 100_000).ToArbitrary(),
            Gen.Choose(-40, 40).ToArbitrary(),
            (seed, offset) =>
            {
                var line = CorridorLanes.LineOf(Bends(seed))!;
                var pieces = CorridorLanes.Beside(line, offset, null).Select(CorridorLanes.LineOf).ToList();
                return pieces.Count > 0
                    && pieces.TrueForAll(piece =>
                        piece!.IsSimple && piece.Distance(line) >= 0.98 * Math.Abs(offset) - 0.05
                    );
            }
        );

    [Property(MaxTest = 12)]
    public Property The_corridor_is_shown() =>
        Prop.ForAll(
            Gen.Choose(1, 100_000).ToArbitrary(),
            Gen.Choose(20, 150).ToArbitrary(),
            (seed, width) =>
            {
                var plan = Surveys.Plan(
                    "corridor-survey",
                    Surveys.Line([.. Bends(seed)]),
                    Surveys.Copters(1),
                    ("width", $"{width}"),
                    ("views", "2"),
                    ("overshoot", "10")
                );
                return (plan.Problems.Count == 0 && plan.CoveragePercent > 99).Label($"{plan.CoveragePercent} %");
            }
        );

    [Fact]
    public void A_straight_line_is_flown_out_and_back_in_as_many_lanes_as_the_width_takes()
    {
        // 40 m high: a footprint of 56.3 m, at 60 % overlap lanes 22.5 m apart.
        var plan = Surveys.Plan("corridor-survey", Surveys.Line(new(0, 0), new(500, 0)), Surveys.Copters(1));

        plan.LengthMetres.Should().BeApproximately(2 * 500 + 20, 1);
        plan.CoveragePercent.Should().Be(100);
    }

    [Fact]
    public void A_line_of_one_place_is_refused()
    {
        var plan = Surveys.Plan("corridor-survey", Surveys.Line(new(0, 0), new(0, 0)), Surveys.Copters(1));

        plan.Problems.Should().ContainSingle().Which.Code.Should().Be(ProblemCode.BadInput);
    }

    [Fact]
    public void Several_vehicles_share_a_corridor()
    {
        var plan = Surveys.Plan(
            "corridor-survey",
            Surveys.Line(new(0, 0), new(800, 0), new(800, 600)),
            Surveys.Copters(3, new Vec(0, -50)),
            ("width", "100")
        );

        plan.Routes.Should().HaveCount(3);
        plan.CoveragePercent.Should().BeGreaterThan(99.5);
    }

    /// <summary>A line of so many legs whose bends are at most 100°; the same for the same seed.</summary>
    private static IEnumerable<Vec> Bends(int seed)
    {
        var random = new Random(seed);
        var (at, heading) = (new Vec(0, 0), random.NextDouble() * 2 * Math.PI);
        yield return at;
        for (var i = 0; i < 2 + seed % 6; i++)
        {
            heading += (random.NextDouble() - 0.5) * 200 * Math.PI / 180;
            var (sin, cos) = Math.SinCos(heading);
            at += new Vec(cos, sin) * (120 + 200 * random.NextDouble());
            yield return at;
        }
    }
}
