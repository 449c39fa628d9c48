using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Survey;
using DroneCommand.Missions.Tests.Coverage;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Survey;

public class ScanTests
{
    [Property(MaxTest = 40)]
    public Property A_ring_keeps_the_stand_off_everywhere() =>
        Prop.ForAll(
            Gen.Choose(1, 10_000).ToArbitrary(),
            Gen.Choose(3, 30).ToArbitrary(),
            (seed, standOff) =>
            {
                var outline = Fields.Random(seed)[0].Select(corner => corner * 0.1).ToList();
                var plan = Surveys.Plan(
                    "structure-scan",
                    Surveys.Area([outline], 20),
                    Surveys.Copters(1),
                    ("stand-off", $"{standOff}")
                );
                var ring = Fields.Along(plan.Routes[0].Places).ToList();
                // What is left out of the outline, and the chord of an arc, are not seen from the ground.
                var nearest = ring.Min(place => Fields.Outside([outline], place));
                return (
                    nearest > standOff * 0.97 - 0.25
                    && ring.Max(place => Fields.Outside([outline], place)) < standOff * 1.01 + 0.25
                ).Label($"nearest {nearest}");
            }
        );

    [Property(MaxTest = 30)]
    public Property All_of_a_halls_walls_are_shown_with_the_overlap_that_is_asked_for() =>
        Prop.ForAll(
            Gen.Choose(10, 60).ToArbitrary(),
            Gen.Choose(10, 60).ToArbitrary(),
            Gen.Choose(5, 40).ToArbitrary(),
            (width, depth, height) =>
            {
                var plan = Surveys.Plan(
                    "structure-scan",
                    Surveys.Area(Fields.Rectangle(width, depth), height),
                    Surveys.Copters(1),
                    ("views", "3")
                );
                return (plan.Problems.Count == 0 && plan.CoveragePercent >= 99).Label($"{plan.CoveragePercent} %");
            }
        );

    [Fact]
    public void A_tower_is_looked_at_in_its_middle_and_a_hall_straight_on()
    {
        var tower = Enumerable
            .Range(0, 16)
            .Select(i => Math.SinCos(i * Math.PI / 8))
            .Select(a => new Vec(6 * a.Cos, 6 * a.Sin));

        var round = Surveys.Plan(
            "structure-scan",
            Surveys.Area(
                [
                    [.. tower],
                ],
                30
            ),
            Surveys.Copters(1)
        );
        var straight = Surveys.Plan("structure-scan", Surveys.Area(Fields.Rectangle(40, 20), 12), Surveys.Copters(1));

        var looks = round.Routes[0].Track.SelectMany(point => point.Actions).OfType<LookAt>().ToList();
        looks.Should().OnlyContain(look => Vec.Distance(Fields.Map.ToPlane(look.Target), new Vec(0, 0)) < 0.2);
        round.CoveragePercent.Should().BeGreaterThan(99);
        var faces = straight.Routes[0].Track.SelectMany(point => point.Actions).OfType<Face>().ToList();
        faces.Select(face => face.HeadingDeg).Should().Contain([0, 90, 180, 270]);
        straight.Routes[0].Track.SelectMany(point => point.Actions).OfType<LookAt>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("low", 1)]
    [InlineData("high", -1)]
    public void Rings_follow_each_other_upwards_or_downwards(string start, int sense)
    {
        var plan = Surveys.Plan(
            "structure-scan",
            Surveys.Area(Fields.Rectangle(20, 20), 40),
            Surveys.Copters(1),
            ("start", start)
        );

        var heights = plan.Routes[0]
            .Track.Select(point => point.Altitude.Metres)
            .Skip(1)
            .SkipLast(1)
            .Distinct()
            .ToList();
        heights.Should().BeEquivalentTo(heights.Order(), o => o.WithoutStrictOrdering());
        (sense * (heights[^1] - heights[0])).Should().BePositive();
        heights.Count.Should().Be((int)plan.Figures["layers"]);
    }

    [Fact]
    public void Below_the_lowest_height_the_camera_looks_down()
    {
        var plan = Surveys.Plan(
            "structure-scan",
            Surveys.Area(Fields.Rectangle(20, 20), 12),
            Surveys.Copters(1),
            ("lowest", "10")
        );

        var pitches = plan.Routes[0]
            .Track.SelectMany(point => point.Actions)
            .OfType<PointCamera>()
            .Select(p => p.PitchDeg);
        pitches.Min().Should().BeLessThan(-30);
        plan.Routes[0].Track.Min(point => point.Altitude.Metres).Should().Be(10);
        plan.CoveragePercent.Should().BeGreaterThan(95);
    }

    [Fact]
    public void Several_vehicles_take_a_band_of_heights_each()
    {
        var plan = Surveys.Plan("structure-scan", Surveys.Area(Fields.Rectangle(20, 20), 40), Surveys.Copters(3));

        var bands = plan
            .Routes.Select(route => route.Track.Skip(1).SkipLast(1).Select(point => point.Altitude.Metres).ToList())
            .ToList();
        bands.Should().HaveCount(3);
        bands[0].Max().Should().BeLessThan(bands[1].Min());
        bands[1].Max().Should().BeLessThan(bands[2].Min());
    }

    [Fact]
    public void A_structure_of_unknown_height_is_refused()
    {
        var plan = Surveys.Plan("structure-scan", Surveys.Area(Fields.Rectangle(20, 20)), Surveys.Copters(1));

        plan.Problems.Should().ContainSingle().Which.Reason.Should().Contain("'height' in metres would do");
    }

    [Theory]
    [InlineData("horizontal", "0")]
    [InlineData("vertical", "0")]
    [InlineData("horizontal", "90")]
    [InlineData("vertical", "250")]
    public void A_facade_is_shown_whole_from_its_stand_off(string rows, string heading)
    {
        var hall = Fields.Rectangle(60, 25);
        var plan = Surveys.Plan(
            "facade-scan",
            Surveys.Area(hall, 18),
            Surveys.Copters(1),
            ("rows", rows),
            ("side", "heading"),
            ("heading", heading),
            ("views", "3")
        );

        plan.Problems.Should().BeEmpty();
        plan.CoveragePercent.Should().Be(100);
        foreach (var point in plan.Routes[0].Track)
        {
            Fields.Outside(hall, Fields.Map.ToPlane(point.Position)).Should().BeApproximately(8, 0.01);
        }
    }

    [Fact]
    public void The_vehicle_faces_the_facade_before_the_first_picture()
    {
        var plan = Surveys.Plan(
            "facade-scan",
            Surveys.Area(Fields.Rectangle(60, 25), 18),
            Surveys.Copters(1),
            ("side", "heading"),
            ("heading", "180")
        );

        var track = plan.Routes[0].Track;
        track[0].Actions.Should().Equal(new Face(0));
        track.SelectMany(point => point.Actions).OfType<Face>().Should().OnlyContain(face => face.HeadingDeg == 0);
        track.Skip(1).SkipLast(1).Min(point => point.Altitude.Metres).Should().BeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public void Columns_take_a_picture_at_each_height()
    {
        var plan = Surveys.Plan(
            "facade-scan",
            Surveys.Area(Fields.Rectangle(60, 25), 18),
            Surveys.Copters(1),
            ("rows", "vertical")
        );

        var actions = plan.Routes[0].Track.SelectMany(point => point.Actions).ToList();
        actions.OfType<TriggerEvery>().Should().BeEmpty();
        actions.OfType<TakePhoto>().Count().Should().Be((int)plan.Figures["photos"]);
    }

    [Fact]
    public void On_a_site_a_stand_off_within_its_margin_is_refused()
    {
        var plan = Surveys.Plan(
            "structure-scan",
            Surveys.Area(Fields.Rectangle(20, 20), 10),
            Surveys.Copters(1, new Vec(100, 100)),
            Demo.Site,
            ("stand-off", "2")
        );

        var problem = plan.Problems.Should().ContainSingle().Which;
        problem.Code.Should().Be(ProblemCode.HitsObstacle);
        problem.Reason.Should().Contain("'stand-off' of 3.2 m would do");
    }

    [Fact]
    public void Layers_that_are_flown_at_one_height_are_no_more_than_the_overlap_needs()
    {
        var camera = new ScanCamera
        {
            Camera = CameraModel.Known[0],
            Portrait = false,
            StandOff = 8,
            Frontlap = 0.7,
            Sidelap = 0.6,
            Views = 3,
        };

        var free = ScanLayers.Of(22, camera, wanted => wanted);
        var raised = ScanLayers.Of(22, camera, _ => 27);

        free.Should().HaveCount(7).And.OnlyContain(layer => layer.PitchDeg == 0);
        raised.Should().HaveCountLessThan(5);
        raised.Zip(raised.Skip(1)).Should().OnlyContain(pair => pair.Second.PitchDeg - pair.First.PitchDeg < 22.5);
    }
}
