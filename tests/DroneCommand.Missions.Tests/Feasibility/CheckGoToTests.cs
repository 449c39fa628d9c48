using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Feasibility;

public class CheckGoToTests
{
    private static readonly AltitudeAboveHome Return = new(30);

    [Fact]
    public void On_the_demo_site_a_way_across_tank_3_is_refused_by_its_name()
    {
        var corner = Demo.Site.Checkpoints.Single(checkpoint => checkpoint.Name == "Warehouse corner").Position;
        var gate = Demo.Site.Checkpoints.Single(checkpoint => checkpoint.Name == "East gate").Position;
        var beyond = Geodesic.Direct(gate, 0, 60);

        var problems = Copter(Demo.Site, corner, 40, beyond, 40, Demo.Site.FindDock("Dock B")!.Position);

        problems.Should().Contain(problem => problem.Zone == "keep-out Tank 3" && !problem.OnWayHome);
        var problem = problems.First(problem => problem.Zone == "keep-out Tank 3");
        problem.Code.Should().Be(ProblemCode.InKeepOut);
        problem.Reason.Should().StartWith("The way crosses keep-out Tank 3 at 54.48");
        Geodesic.Distance(problem.Place!.Value, corner).Should().BeLessThan(60);
    }

    [Fact]
    public void On_the_demo_site_every_checkpoint_may_be_reached_from_every_copter_dock()
    {
        foreach (var dock in Demo.Site.Docks.Where(dock => dock.Fits(VehicleFamily.Copter)))
        {
            foreach (var checkpoint in Demo.Site.Checkpoints)
            {
                Copter(Demo.Site, dock.Position, 40, checkpoint.Position, 40, dock.Position).Should().BeEmpty();
            }
        }
    }

    [Theory]
    [InlineData(26.9, false)]
    [InlineData(27.1, true)]
    public void Crossing_a_building_needs_its_height_and_the_margin(double altitude, bool allowed)
    {
        var text = SiteText.Plain().Box("building", "Hall", 20, -20, 40, 20, "\"heightM\": 22");

        var problems = Copter(text.Site(), text.At(10, 0), altitude, text.At(60, 0), altitude, text.At(10, 0));

        problems.Count.Should().Be(allowed ? 0 : 1);
        if (!allowed)
        {
            problems[0].Code.Should().Be(ProblemCode.TooLow);
            problems[0]
                .Reason.Should()
                .StartWith("The way crosses Hall at 26.9 m above home; it is 22 m high and needs 27 m");
            Geodesic.Distance(problems[0].Place!.Value, text.At(20, 0)).Should().BeLessThan(0.1);
        }
    }

    [Fact]
    public void Passing_beside_a_building_needs_the_side_margin()
    {
        var text = SiteText.Plain().Box("building", "Hall", 20, 2, 40, 20, "\"heightM\": 22");

        var near = Copter(text.Site(), text.At(0, 0), 10, text.At(60, 0), 10, text.At(0, 0));
        var far = Copter(text.Site(), text.At(0, -2), 10, text.At(60, -2), 10, text.At(0, -2));

        near.Should().Contain(problem => problem.Reason.StartsWith("The way comes within 3 m of Hall at 10 m"));
        far.Should().BeEmpty();
    }

    [Fact]
    public void A_way_that_leaves_the_boundary_is_refused_where_it_does()
    {
        var text = SiteText.Plain();

        var problems = Copter(text.Site(), text.At(0, 0), 40, text.At(150, 0), 40, text.At(0, 0));

        problems.Single().Code.Should().Be(ProblemCode.OutsideBoundary);
        problems.Single().Reason.Should().StartWith("The way leaves the site's boundary at 54.48");
        Geodesic.Distance(problems.Single().Place!.Value, text.At(100, 0)).Should().BeLessThan(0.1);
    }

    [Fact]
    public void A_way_along_the_boundary_is_too_near_to_it()
    {
        var text = SiteText.Plain();

        Copter(text.Site(), text.At(0, 0), 40, text.At(98, 0), 40, text.At(0, 0))
            .Single()
            .Reason.Should()
            .StartWith("The way comes within 3 m of the site's boundary");
    }

    [Theory]
    [InlineData(40, 40, true)]
    [InlineData(10, 10, false)]
    [InlineData(40, 10, false)]
    [InlineData(25, 25, true)]
    public void A_keep_out_holds_only_between_its_floor_and_ceiling(double from, double to, bool allowed)
    {
        var text = SiteText.Plain().Box("keep-out", "Crane", 20, -20, 40, 20, "\"ceilingM\": 20");

        var problems = Copter(text.Site(), text.At(0, 0), from, text.At(60, 0), to, text.At(0, 0));

        problems.Any(problem => !problem.OnWayHome).Should().Be(!allowed);
    }

    [Fact]
    public void A_high_keep_out_that_the_way_passes_under_stands_in_the_way_home()
    {
        var text = SiteText.Plain().Box("keep-out", "Approach", 20, -20, 40, 20, "\"floorM\": 25");

        var problem = Copter(text.Site(), text.At(0, 0), 20, text.At(60, 0), 20, text.At(0, 0)).Single();

        problem.OnWayHome.Should().BeTrue();
        problem
            .Reason.Should()
            .StartWith("The straight way home from the way crosses keep-out Approach (from 25 m above home)");
    }

    [Fact]
    public void The_way_home_counts_from_every_point_of_the_way_not_only_from_its_ends()
    {
        // Home lies south of a slim keep-out; both ends of the way look past it, its middle does not.
        var text = SiteText.Plain().Box("keep-out", "Mast", -4, -30, 4, -10).Site();
        var at = new SiteText();

        var problems = Copter(text, at.At(-60, 40), 40, at.At(60, 40), 40, at.At(0, -60));

        problems.Single().Should().Match<Problem>(problem => problem.OnWayHome && problem.Zone == "keep-out Mast");
    }

    [Fact]
    public void A_return_that_begins_near_home_is_flown_lower_than_the_return_altitude()
    {
        var text = SiteText.Plain().Box("building", "Shed", 6, -5, 8, 5, "\"heightM\": 16");
        var site = text.Site(", \"sideMarginM\": 1");

        // From 9 m away a copter at 8 m climbs to 3 × 9 m at most; over the shed, 5 m from home, 21 m are needed.
        var problems = FeasibilityCheck.CheckGoTo(
            site,
            VehicleFamily.Copter,
            text.At(12, 8),
            new AltitudeAboveHome(8),
            text.At(12, 0),
            new AltitudeAboveHome(8),
            text.At(0, 0),
            Return
        );

        problems.Single().OnWayHome.Should().BeTrue();
        problems.Single().Reason.Should().Contain("Shed at 15 m above home; it is 16 m high and needs 21 m");
    }

    [Theory]
    [InlineData(81, 30)]
    [InlineData(40, 90)]
    public void The_sites_altitude_limit_holds_for_the_way_and_for_the_way_home(double altitude, double returnAltitude)
    {
        var text = SiteText.Plain();

        var problems = FeasibilityCheck.CheckGoTo(
            text.Site(),
            VehicleFamily.Copter,
            text.At(0, 0),
            new AltitudeAboveHome(40),
            text.At(50, 0),
            new AltitudeAboveHome(altitude),
            text.At(0, 0),
            new AltitudeAboveHome(returnAltitude)
        );

        problems.Single().Code.Should().Be(ProblemCode.AboveAltitudeLimit);
        problems.Single().Reason.Should().EndWith("the site's limit is 80 m.");
    }

    [Theory]
    [InlineData("building", "\"heightM\": 3", "Zone", ProblemCode.HitsObstacle)]
    [InlineData("keep-out", "", "keep-out Zone", ProblemCode.InKeepOut)]
    [InlineData("water", "", "water Zone", ProblemCode.InWater)]
    public void A_rover_does_not_drive_through_things(string kind, string properties, string title, ProblemCode code)
    {
        var text = SiteText.Plain().Box(kind, "Zone", 20, -5, 40, 5, properties);

        var through = Rover(text, (10, 0), (60, 0), home: (0, -60));
        var past = Rover(text, (10, -10), (60, -10), home: (0, -60));

        var problem = through.First(problem => !problem.OnWayHome);
        problem.Code.Should().Be(code);
        problem.Zone.Should().Be(title);
        past.Should().BeEmpty();
    }

    [Fact]
    public void A_rover_must_also_get_home_in_a_straight_line()
    {
        var text = SiteText.Plain().Box("building", "Hall", 20, -40, 40, -20, "\"heightM\": 3");

        var problems = Rover(text, (0, 0), (60, 0), home: (10, -60));

        problems.Single().Reason.Should().StartWith("The straight way home from the way crosses Hall at 54.47");
    }

    [Fact]
    public void What_lies_high_above_does_not_stop_a_rover()
    {
        var text = SiteText.Plain().Box("keep-out", "Approach", 20, -5, 40, 5, "\"floorM\": 20");

        Rover(text, (0, 0), (60, 0), home: (0, 0)).Should().BeEmpty();
    }

    [Fact]
    public void Without_a_home_nothing_is_allowed()
    {
        var text = SiteText.Plain();

        Copter(text.Site(), text.At(0, 0), 40, text.At(5, 0), 40, null)
            .Single()
            .Code.Should()
            .Be(ProblemCode.HomeUnknown);
        Copter(text.Site(), text.At(0, 0), 40, text.At(5, 0), 40, new GeoPoint(double.NaN, 0))
            .Single()
            .Code.Should()
            .Be(ProblemCode.HomeUnknown);
    }

    [Theory]
    [InlineData(double.NaN, 9, 40)]
    [InlineData(91, 9, 40)]
    [InlineData(54.48, double.PositiveInfinity, 40)]
    [InlineData(54.48, 8.99, double.NaN)]
    [InlineData(54.48, 8.99, double.NegativeInfinity)]
    public void Numbers_that_are_none_are_refused(double latitude, double longitude, double altitude)
    {
        var text = SiteText.Plain();

        var problems = Copter(
            text.Site(),
            text.At(0, 0),
            40,
            new GeoPoint(latitude, longitude),
            altitude,
            text.At(0, 0)
        );

        problems.Single().Code.Should().Be(ProblemCode.BadInput);
    }

    [Fact]
    public void The_other_side_of_the_earth_is_refused_like_any_other_place_outside()
    {
        var text = SiteText.Plain();

        var problems = Copter(text.Site(), text.At(0, 0), 40, new GeoPoint(-54.48, -171.01), 40, text.At(0, 0));

        problems.Should().Contain(problem => problem.Code == ProblemCode.OutsideBoundary);
    }

    private static IReadOnlyList<Problem> Copter(
        DroneCommand.Missions.Sites.Site site,
        GeoPoint from,
        double fromAltitude,
        GeoPoint to,
        double toAltitude,
        GeoPoint? home
    ) =>
        FeasibilityCheck.CheckGoTo(
            site,
            VehicleFamily.Copter,
            from,
            new AltitudeAboveHome(fromAltitude),
            to,
            new AltitudeAboveHome(toAltitude),
            home,
            Return
        );

    private static IReadOnlyList<Problem> Rover(
        SiteText text,
        (double East, double North) from,
        (double East, double North) to,
        (double East, double North) home
    ) =>
        FeasibilityCheck.CheckGoTo(
            text.Site(),
            VehicleFamily.Rover,
            text.At(from.East, from.North),
            default,
            text.At(to.East, to.North),
            default,
            text.At(home.East, home.North),
            default
        );
}
