using System.Globalization;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Survey;
using DroneCommand.Missions.Tests.Coverage;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Survey;

public class AreaSurveyTests
{
    private static CameraView View(double height) =>
        new(CameraModel.Find("mavic-3-enterprise")!, portrait: false, height);

    [Property(MaxTest = 12)]
    public Property Every_place_is_shown_by_as_many_pictures_as_the_overlaps_promise() =>
        Prop.ForAll(
            Gen.Choose(1, 10_000).ToArbitrary(),
            Gen.Elements(0, 30, 60, 75, 85).ToArbitrary(),
            Gen.Elements(0, 30, 60, 75).ToArbitrary(),
            (seed, frontlap, sidelap) =>
            {
                var rings = Fields.Random(seed);
                var plan = Surveys.Plan(
                    "area-survey",
                    Surveys.Area(rings),
                    Surveys.Copters(1),
                    ("frontlap", Text(frontlap)),
                    ("sidelap", Text(sidelap)),
                    ("overshoot", "40"),
                    ("altitude", "40"),
                    ("views", "1")
                );
                var photos = Surveys.Photos(plan.Routes[0]);
                var view = View(40);
                var seen = Inside(rings, 11).Select(p => Surveys.Seen(photos, p, view.AcrossMetres, view.AlongMetres));
                // At least the whole pictures that fit beside and behind each other, less what lies beyond the edge.
                var least = Math.Max(1, (int)(0.5 / (1 - frontlap / 100.0)) * (int)(0.5 / (1 - sidelap / 100.0)));
                return (seen.Count(count => count >= least) >= 0.995 * Inside(rings, 11).Count()).Label(
                    $"{plan.CoveragePercent} % by the plan, {seen.Count(c => c < least)} of {seen.Count()} below {least}"
                );
            }
        );

    [Property(MaxTest = 12)]
    public Property Nothing_is_flown_in_a_hole_or_further_out_than_the_overshoot() =>
        Prop.ForAll(
            Gen.Choose(1, 10_000).ToArbitrary(),
            Gen.Elements(0, 5, 30).ToArbitrary(),
            (seed, overshoot) =>
            {
                var rings = Fields.Random(seed);
                var plan = Surveys.Plan(
                    "area-survey",
                    Surveys.Area(rings),
                    Surveys.Copters(1),
                    ("overshoot", Text(overshoot)),
                    ("altitude", "30")
                );
                var along = Fields.Along(plan.Routes[0].Places).ToList();
                var holes = along.Max(place =>
                    rings.Skip(1).Select(hole => Fields.Outside([hole], place) > 0 ? -1.0 : 1).DefaultIfEmpty(-1).Max()
                );
                // A mitred corner lies further out than the edges it belongs to.
                return (
                    holes < 0 && along.Max(place => Fields.Outside([rings[0]], place)) <= 2.01 * overshoot + 0.01
                ).Label($"{holes} in holes, {along.Max(place => Fields.Outside([rings[0]], place))} outside");
            }
        );

    [Property(MaxTest = 10)]
    public Property Pictures_of_a_lane_are_never_further_apart_than_asked() =>
        Prop.ForAll(
            Gen.Choose(1, 10_000).ToArbitrary(),
            Gen.Choose(1, 4).ToArbitrary(),
            (seed, vehicles) =>
            {
                var plan = Surveys.Plan(
                    "area-survey",
                    Surveys.Area(Fields.Random(seed)),
                    Surveys.Copters(vehicles),
                    ("altitude", "40")
                );
                var trigger = View(40).TriggerDistance(0.75);
                return plan.Routes.All(route => Triggers(route).All(every => every <= trigger && every > trigger - 0.1))
                    && plan.Routes.Sum(route => Surveys.Photos(route).Count) == plan.Figures["photos"];
            }
        );

    [Fact]
    public void The_camera_is_on_along_lanes_only()
    {
        var plan = Surveys.Plan("area-survey", Surveys.Area(Fields.Random(3)), Surveys.Copters(1));

        var on = false;
        foreach (var trigger in plan.Routes[0].Track.SelectMany(point => point.Actions).OfType<TriggerEvery>())
        {
            (trigger.Metres > 0).Should().Be(!on);
            on = !on;
        }

        on.Should().BeFalse();
        plan.Routes[0].Track[0].Actions[0].Should().Be(new PointCamera(-90));
    }

    [Fact]
    public void A_rectangle_costs_its_area_over_the_spacing_and_is_wholly_shown()
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(400, 246)),
            Surveys.Copters(1),
            ("views", "3"),
            ("overshoot", "0")
        );

        plan.CoveragePercent.Should().Be(100);
        plan.LengthMetres.Should().BeLessThan(1.08 * plan.LowerBoundMetres!.Value);
        plan.Figures["meanOverlap"].Should().BeGreaterThan(10);
        plan.Figures["gsdCm"].Should().BeApproximately(1.337, 0.001);
    }

    [Fact]
    public void A_cross_hatch_flies_over_it_again_at_a_right_angle()
    {
        var area = Surveys.Area(Fields.Rectangle(300, 200));
        var once = Surveys.Plan("area-survey", area, Surveys.Copters(1));

        var twice = Surveys.Plan("area-survey", area, Surveys.Copters(1), ("pattern", "cross-hatch"));

        twice.LengthMetres.Should().BeGreaterThan(1.8 * once.LengthMetres);
        twice.Figures["meanOverlap"].Should().BeGreaterThan(1.8 * once.Figures["meanOverlap"]);
    }

    [Theory]
    [InlineData("0", 90)]
    [InlineData("90", 0)]
    public void In_wind_lanes_lie_across_it(string from, double lanes)
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(300, 300)),
            Surveys.Copters(1),
            ("wind-from", from),
            ("wind-speed", "6")
        );

        plan.Notes.Should().Contain(note => note.StartsWith($"Lanes run at {lanes}°", StringComparison.Ordinal));
    }

    [Fact]
    public void Lanes_follow_a_heading_that_is_given()
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(300, 300)),
            Surveys.Copters(1),
            ("lanes", "heading"),
            ("heading", "30")
        );

        plan.Notes.Should().Contain(note => note.StartsWith("Lanes run at 30°", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sampling_distance_sets_the_height()
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(300, 300)),
            Surveys.Copters(1),
            ("gsd", "2")
        );

        plan.Routes[0].Track.Should().OnlyContain(point => Math.Abs(point.Altitude.Metres - 74.7) < 0.01);
        plan.Figures["gsdCm"].Should().BeLessThanOrEqualTo(2).And.BeGreaterThan(1.99);
    }

    [Fact]
    public void A_sampling_distance_that_no_allowed_height_gives_is_refused_with_those_that_would_do()
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(300, 300)),
            Surveys.Copters(1),
            ("gsd", "12")
        );

        var problem = plan.Problems.Should().ContainSingle().Which;
        problem.Code.Should().Be(ProblemCode.Parameter);
        problem.Reason.Should().Contain("would be flown at 448.7 m").And.Contain("'gsd' from 0.27 to 3.21 would do");
    }

    [Fact]
    public void The_speed_is_what_the_camera_bears()
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(300, 300)),
            Surveys.Copters(1),
            ("camera", "phantom-4-rtk"),
            ("frontlap", "80"),
            ("altitude", "30")
        );

        // 6 m between pictures, one every 2.5 s.
        plan.SpeedMps.Should().Be(2.4);
        plan.Notes.Should().Contain(note => note.Contains("every 2.5 s", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tilted_camera_shows_the_area_too()
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(300, 200)),
            Surveys.Copters(1),
            ("pitch", "-65"),
            ("overshoot", "10"),
            ("views", "3")
        );

        plan.Problems.Should().BeEmpty();
        plan.CoveragePercent.Should().BeGreaterThan(99.5);
    }

    [Fact]
    public void A_picture_of_the_horizon_is_refused_with_the_pitch_that_would_do()
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(300, 200)),
            Surveys.Copters(1),
            ("camera", "sony-qx1-16"),
            ("orientation", "portrait"),
            ("pitch", "-45")
        );

        plan.Problems.Should().ContainSingle().Which.Reason.Should().Contain("'pitch' of -46 or lower would do");
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 8)]
    [InlineData(5, 11)]
    public void Several_vehicles_share_the_lanes_evenly(int vehicles, int seed)
    {
        var area = Surveys.Area(Fields.Random(seed));
        var alone = Surveys.Plan("area-survey", area, Surveys.Copters(1), ("altitude", "30"));

        var plan = Surveys.Plan("area-survey", area, Surveys.Copters(vehicles), ("altitude", "30"));

        plan.Routes.Should().HaveCount(vehicles);
        plan.CoveragePercent.Should().BeApproximately(alone.CoveragePercent!.Value, 0.5);
        var longest = plan.Routes.Max(route => route.Duration.TotalSeconds);
        longest.Should().BeLessThan(1.15 * plan.Routes.Average(route => route.Duration.TotalSeconds));
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan()
    {
        var area = Surveys.Area(Fields.Random(4));
        var (one, other) = (
            Surveys.Plan("area-survey", area, Surveys.Copters(2)),
            Surveys.Plan("area-survey", area, Surveys.Copters(2))
        );

        one.Routes.SelectMany(route => route.Places).Should().Equal(other.Routes.SelectMany(route => route.Places));
    }

    [Fact]
    public void What_would_take_for_ever_is_refused_with_what_would_do()
    {
        var plan = Surveys.Plan(
            "area-survey",
            Surveys.Area(Fields.Rectangle(20_000, 20_000)),
            Surveys.Copters(1),
            ("sidelap", "90")
        );

        plan.Problems.Should().ContainSingle().Which.Reason.Should().Contain("m apart would do");
    }

    private static IEnumerable<double> Triggers(VehicleRoute route) =>
        route
            .Track.SelectMany(point => point.Actions)
            .OfType<TriggerEvery>()
            .Select(trigger => trigger.Metres)
            .Where(metres => metres > 0);

    private static IEnumerable<Vec> Inside(List<List<Vec>> rings, double step)
    {
        for (var x = rings[0].Min(p => p.X); x < rings[0].Max(p => p.X); x += step)
        {
            for (var y = rings[0].Min(p => p.Y); y < rings[0].Max(p => p.Y); y += step)
            {
                if (Fields.Outside(rings, new Vec(x, y)) == 0)
                {
                    yield return new Vec(x, y);
                }
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
