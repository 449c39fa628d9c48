using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Tests.Coverage;
using DroneCommand.Missions.Tests.Survey;
using DroneCommand.Missions.Vehicles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Response;

public class ResponseTests
{
    private static readonly PointGround Place = Surveys.Place(new(0, 0));

    [Fact]
    public void A_vehicle_looks_from_where_it_comes()
    {
        var plan = Surveys.Plan("go-and-look", Place, Surveys.Copters(1, new Vec(300, 0)));

        var track = plan.Routes[0].Track;
        var station = Fields.Map.ToPlane(track[^1].Position);
        station.X.Should().BeApproximately(20, 0.05);
        station.Y.Should().BeApproximately(0, 0.05);
        track[^1].Dwell.Should().Be(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void The_camera_is_on_the_place_before_the_stay_begins()
    {
        var plan = Surveys.Plan("go-and-look", Place, Surveys.Copters(1, new Vec(300, 0)), ("target-height", "3"));

        var track = plan.Routes[0].Track;
        track[0].Actions[0].Should().Be(new LookAt(Place.Places[0].Position, new(3)));
        track[^1].Actions.Should().ContainInOrder(new TakePhoto(), new StopVideo(), new LookAhead());
    }

    [Theory]
    [InlineData("bearing", "90", 20, 0)]
    [InlineData("wind", "0", 0, 20)]
    [InlineData("sun", "180", 0, -20)]
    public void It_looks_from_the_side_that_is_asked_for(string from, string bearing, double x, double y)
    {
        var plan = Surveys.Plan(
            "go-and-look",
            Place,
            Surveys.Copters(1, new Vec(300, 100)),
            ("view-from", from),
            ("bearing", bearing)
        );

        Vec.Distance(Fields.Map.ToPlane(plan.Routes[0].Track[^1].Position), new(x, y)).Should().BeLessThan(0.05);
    }

    [Fact]
    public void It_may_circle_about_the_place_instead()
    {
        var plan = Surveys.Plan(
            "go-and-look",
            Place,
            Surveys.Copters(1, new Vec(300, 0)),
            ("look", "orbit"),
            ("turns", "3")
        );

        plan.Routes[0].Track[^1].Position.Should().Be(Place.Places[0].Position);
        plan.Routes[0].Track[^1].Orbit.Should().Be(new Orbit(20, 3));
    }

    [Fact]
    public void A_rover_that_is_to_circle_is_refused_with_what_would_do()
    {
        var plan = Surveys.Plan("go-and-look", Place, [new(VehicleClass.Rover, null)], ("look", "orbit"));

        var problem = plan.Problems.Should().ContainSingle().Which;
        problem.Code.Should().Be(ProblemCode.VehicleUnfit);
        problem.Reason.Should().Contain("'look' of hover would do");
    }

    [Property(MaxTest = 100)]
    public Property A_cordon_stands_on_its_ring_at_equal_angles_and_each_flyer_at_a_height_of_its_own() =>
        Prop.ForAll(
            Gen.Choose(1, 8).ToArbitrary(),
            Gen.Choose(10, 200).ToArbitrary(),
            Gen.Choose(0, 359).ToArbitrary(),
            (count, radius, from) =>
            {
                var (sin, cos) = Math.SinCos(from * Math.PI / 180);
                var plan = Surveys.Plan(
                    "cordon",
                    Place,
                    Surveys.Copters(count, new Vec(cos, sin) * 400),
                    ("radius", $"{radius}"),
                    ("band", "4")
                );
                var stations = plan.Routes.Select(Station).ToList();
                var azimuths = stations
                    .Select(s => Geodesic.Inverse(Place.Places[0].Position, s.Position))
                    .Select(line => (line.DistanceMetres, Azimuth: (line.InitialAzimuthDeg + 360) % 360))
                    .OrderBy(line => line.Azimuth)
                    .ToList();
                var gaps = azimuths.Select((line, i) => (azimuths[(i + 1) % count].Azimuth - line.Azimuth + 360) % 360);
                return azimuths.TrueForAll(line => Math.Abs(line.DistanceMetres - radius) < 1e-6)
                    && (count == 1 || gaps.All(gap => Math.Abs(gap - 360.0 / count) < 1e-6))
                    && stations
                        .Select(s => s.Altitude.Metres)
                        .Order()
                        .SequenceEqual(Enumerable.Range(0, count).Select(i => 30.0 + 4 * i));
            }
        );

    [Property(MaxTest = 60)]
    public Property On_the_way_to_a_cordon_nobody_crosses_the_ring() =>
        Prop.ForAll(
            Gen.Choose(2, 6).ToArbitrary(),
            Gen.Choose(0, 359).ToArbitrary(),
            (count, from) =>
            {
                var (sin, cos) = Math.SinCos(from * Math.PI / 180);
                var home = new Vec(cos, sin) * 400;
                var plan = Surveys.Plan("cordon", Place, Surveys.Copters(count, home), ("radius", "50"));
                return plan.Routes.All(route =>
                    Fields
                        .Along([Fields.Map.ToGeo(home), .. route.Places, Fields.Map.ToGeo(home)])
                        .All(place => place.Length > 50 * 0.7)
                );
            }
        );

    [Fact]
    public void Ways_to_a_cordon_are_as_short_as_the_longest_allows()
    {
        TeamMember[] team =
        [
            new(VehicleClass.Copter, Fields.Map.ToGeo(new(-300, 0))),
            new(VehicleClass.Copter, Fields.Map.ToGeo(new(300, 0))),
        ];

        var plan = Surveys.Plan("cordon", Place, team, ("view-from", "bearing"), ("bearing", "90"));

        Fields.Map.ToPlane(Station(plan.Routes[0]).Position).X.Should().BeApproximately(-20, 0.05);
        Fields.Map.ToPlane(Station(plan.Routes[1]).Position).X.Should().BeApproximately(20, 0.05);
    }

    [Fact]
    public void Rovers_stand_on_the_ring_too()
    {
        TeamMember[] team =
        [
            new(VehicleClass.Rover, null),
            new(VehicleClass.Copter, null),
            new(VehicleClass.Rover, null),
        ];

        var plan = Surveys.Plan("cordon", Place, team, ("duration", "12"));

        plan.Routes.Select(route => Station(route).Altitude.Metres).Should().Equal(0, 30, 0);
        plan.Routes.Should().OnlyContain(route => Station(route).Dwell == TimeSpan.FromMinutes(12));
        plan.Routes.Should().OnlyContain(route => route.Duration >= TimeSpan.FromMinutes(12));
    }

    [Fact]
    public void A_ring_that_is_too_small_for_its_vehicles_is_refused_with_the_one_that_would_do()
    {
        var plan = Surveys.Plan("cordon", Place, Surveys.Copters(12), ("radius", "5"));

        plan.Problems.Should().ContainSingle().Which.Reason.Should().Contain("'radius' of 10 m would do");
    }

    private static TrackPoint Station(VehicleRoute route) => route.Track.Single(point => point.Dwell > TimeSpan.Zero);
}
