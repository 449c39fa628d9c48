using System.Globalization;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Sorties;
using DroneCommand.Missions.Terrain;
using DroneCommand.Missions.Tests.Coverage;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Terrain;

/// <summary>Plans on a site of a square kilometre with a hill between its dock in the south and its north.</summary>
public class SiteTerrainTests
{
    private const double Plain = 100;
    private const double Summit = 30;

    private static readonly SiteText Text = new SiteText()
        .Area("boundary", "Field", [(-500, -500), (500, -500), (500, 500), (-500, 500)])
        .Point("dock", "Pad", (0, -400));

    private static readonly LocalFrame Frame = new(Text.At(0, 0));

    private static Site Site { get; } = SiteReader.Read(Text.Json(), "field.geojson").Site!;

    /// <summary>Posts every 20 m or so.</summary>
    private static TerrainModel Hill { get; } = TerrainModel.Of(Tile());

    private static TerrainTile Tile()
    {
        var posts = new PostGrid(81, 81, Text.At(0, 800).LatitudeDeg, Text.At(-800, 0).LongitudeDeg, 0.0002, 0.0003);
        var heights = Enumerable
            .Range(0, posts.Rows * posts.Columns)
            .Select(i => Frame.ToLocal(posts.Place(i / posts.Columns, i % posts.Columns)))
            .Select(at =>
                (float)(
                    Plain
                    + Summit
                        * Math.Exp(-(at.EastMetres * at.EastMetres + at.NorthMetres * at.NorthMetres) / (2 * 90 * 90))
                )
            );
        return new TerrainTile("hill.tif", posts, [.. heights], 4);
    }

    [Fact]
    public void A_contour_search_follows_the_levels_of_the_terrain()
    {
        (double East, double North)[] corners = [(-120, -120), (120, -120), (120, 120), (-120, 120)];
        var area = DrawnPlaces.Format(corners.Select(corner => Text.At(corner.East, corner.North)));
        var values = new Dictionary<string, string>
        {
            ["area"] = area,
            ["altitude"] = "40",
            ["levels"] = "5",
        };
        var team = new TeamMember(VehicleClass.Copter, Site.Docks[0].Position);

        var plan = SiteMission.Plan(
            new SiteTask(Demo.Library.Find("contour-search")!, values, Site, [team]) { Terrain = Hill }
        );

        plan.Notes.Should().ContainSingle(note => note.StartsWith("Levels from 127 m down to 1"));
        plan.Problems.Should().BeEmpty();
        plan.Figures["minClearanceM"].Should().BeGreaterThan(30);
        // The rings of the hill are circles: what is flown at one height is as far from its top.
        var flown = plan.Plans.SelectMany(each => each.RouteTrack).Where(point => point.Altitude.Metres > 45);
        flown.GroupBy(point => Math.Round(point.Altitude.Metres / 5)).Count().Should().BeGreaterThan(3);
    }

    private static RoutePlan Patrol(
        double altitude,
        string above,
        (double East, double North)[] corners,
        double? returnAltitude = null,
        VehicleClass? vehicle = null,
        TerrainModel? terrain = null
    )
    {
        var ring = string.Join(
            ' ',
            corners
                .Select(corner => Text.At(corner.East, corner.North))
                .Select(at => string.Create(CultureInfo.InvariantCulture, $"{at.LatitudeDeg:F7},{at.LongitudeDeg:F7}"))
        );
        var values = new Dictionary<string, string>
        {
            ["perimeter"] = ring,
            ["offset"] = "0",
            ["speed"] = "6",
        };
        if (vehicle is null)
        {
            values["altitude"] = altitude.ToString(CultureInfo.InvariantCulture);
            values["altitude-above"] = above;
        }
        else
        {
            values["speed"] = "1";
        }

        return SiteMission.Plan(
            new SiteTask(
                Demo.Library.Find("perimeter-patrol")!,
                values,
                Site,
                [new TeamMember(vehicle ?? VehicleClass.Copter, Text.At(0, -400))],
                1,
                returnAltitude is { } metres ? new AltitudeAboveHome(metres) : null
            )
            {
                Terrain = terrain ?? Hill,
            }
        );
    }

    private static readonly (double, double)[] OverTheHill = [(-150, -50), (150, -50), (150, 50), (-150, 50)];

    private static readonly (double, double)[] BehindTheHill = [(-50, 300), (50, 300), (50, 400), (-50, 400)];

    [Fact]
    public void Above_terrain_the_whole_plan_keeps_its_height_and_its_mission_carries_it()
    {
        var plan = Patrol(30, "terrain", OverTheHill);

        plan.Problems.Should().BeEmpty();
        plan.Figures["minClearanceM"].Should().BeInRange(29.99, 31);
        var single = plan.Plans.Single();
        single.HomeAltitude.Metres.Should().BeApproximately(Plain, 0.01);
        single.Parameters["altitude-above"].Should().Be("terrain");
        var items = single.ToMissionItems();
        items[0].Command.Should().Be(MavCmd.NavTakeoff);
        items[0].AltitudeMetres.Should().BeInRange(29.9, 31);
        var heights = items.Where(i => i.Command == MavCmd.NavWaypoint).Select(i => i.AltitudeMetres).ToList();
        heights.Max().Should().BeInRange(50, 61);
        heights.Min().Should().BeInRange(29.9, 40);
        single.Legs.Sum(leg => leg.EnergyWh).Should().BeApproximately(single.EnergyWh, 1e-6);
        plan.Routes.Single().Track.Max(point => point.Altitude.Metres).Should().BeInRange(50, 61);
    }

    [Fact]
    public void The_way_to_the_route_follows_the_ground_too()
    {
        var plan = Patrol(30, "terrain", BehindTheHill, returnAltitude: 60);

        plan.Problems.Should().BeEmpty();
        var approach = plan.Plans.Single().Legs.Where(leg => leg.Kind == LegKind.Approach).ToList();
        approach.Count.Should().BeGreaterThan(2);
        approach.Max(leg => leg.To.Altitude.Metres).Should().BeInRange(59, 63);
        plan.Routes.Single().Places.Should().OnlyContain(p => p.LatitudeDeg > Text.At(0, 290).LatitudeDeg);
    }

    [Fact]
    public void Above_home_a_hill_within_the_margin_is_a_problem_with_its_place()
    {
        var plan = Patrol(35, "home", [(-150, 0), (150, 0), (150, 60), (-150, 60)]);

        var problem = plan.Problems.First(p => p.Code == ProblemCode.TooLow);
        problem.Reason.Should().Contain("comes within 5.").And.Contain("the margin is 13.0 m");
        Frame.ToLocal(problem.Place!.Value).EastMetres.Should().BeApproximately(0, 15);
        plan.Figures["minClearanceM"].Should().BeApproximately(5, 0.5);
    }

    [Fact]
    public void A_return_into_the_hill_is_a_problem_that_says_how_high_to_return()
    {
        var low = Patrol(25, "terrain", BehindTheHill, returnAltitude: 25);

        var problem = low.Problems.Should().ContainSingle().Subject;
        problem.OnWayHome.Should().BeTrue();
        problem.Code.Should().Be(ProblemCode.TooLow);
        problem.Reason.Should().Contain("A return altitude of 4").And.Contain("m above home would do");
        Patrol(25, "terrain", BehindTheHill, returnAltitude: 45).Problems.Should().BeEmpty();
    }

    [Fact]
    public void A_height_below_the_margin_is_refused_with_the_margin()
    {
        var plan = Patrol(10, "terrain", OverTheHill, returnAltitude: 60);

        plan.Problems.Should().Contain(p => !p.OnWayHome && p.Reason.Contains("the margin is 13.0 m"));
    }

    [Fact]
    public void Ground_that_no_tile_holds_is_named()
    {
        var half = Tile().Posts with { Rows = 30 };
        var north = TerrainModel.Of(new TerrainTile("north.tif", half, new float[30 * 81], 4));

        Patrol(30, "terrain", OverTheHill, terrain: north)
            .Problems.Should()
            .Contain(p => p.Code == ProblemCode.TerrainUnknown && p.Reason.Contains("under home"));
    }

    [Fact]
    public void What_drives_is_not_touched()
    {
        var plan = Patrol(0, "", OverTheHill, vehicle: VehicleClass.Rover);

        plan.Problems.Should().BeEmpty();
        plan.Figures.Should().NotContainKey("minClearanceM");
        plan.Plans.Single().Track.Should().OnlyContain(point => point.Altitude.Metres == 0);
    }

    [Fact]
    public void What_is_resumed_is_led_and_proved_over_the_hill_again()
    {
        var plan = Patrol(30, "terrain", BehindTheHill, returnAltitude: 60).Plans.Single();

        var resumed = plan.ResumeAt(plan.BreakpointsOf()[2], Site.Over(Hill), new AltitudeAboveHome(60));

        resumed.Problems.Should().BeEmpty();
        resumed.GroundClearanceMetres.Should().BeInRange(29.9, 31);
        resumed
            .Legs.Where(leg => leg.Kind == LegKind.Approach)
            .Max(leg => leg.To.Altitude.Metres)
            .Should()
            .BeGreaterThan(55);
        resumed.RouteTrack.Should().HaveCountLessThan(plan.RouteTrack.Count);
    }

    [Fact]
    public void What_is_resumed_from_behind_the_hill_is_refused_where_it_would_fly_into_it()
    {
        var plan = Patrol(25, "home", [(-20, -390), (20, -390), (20, -300), (-20, -300)], returnAltitude: 60);
        var only = plan.Plans.Single();
        plan.Problems.Should().BeEmpty();

        var resumed = only.ResumeAt(
            only.BreakpointsOf()[1],
            Site.Over(Hill),
            new AltitudeAboveHome(60),
            Text.At(0, 400)
        );

        resumed.Problems.Should().Contain(p => p.Code == ProblemCode.TooLow && !p.OnWayHome);
        resumed.GroundClearanceMetres.Should().BeLessThan(0);
    }

    [Fact]
    public void What_is_resumed_from_a_higher_home_keeps_its_heights_over_the_sea()
    {
        var plan = Patrol(40, "home", [(-250, -200), (-200, -200), (-200, -150), (-250, -150)], returnAltitude: 60)
            .Plans.Single();
        var home = Text.At(0, 100);

        var resumed = plan.ResumeAt(plan.BreakpointsOf()[1], Site.Over(Hill), new AltitudeAboveHome(60), home);

        var rise = Hill.HeightAt(home)!.Value.Metres - plan.HomeAltitude.Metres;
        rise.Should().BeGreaterThan(10);
        resumed.HomeAltitude.Metres.Should().BeApproximately(plan.HomeAltitude.Metres + rise, 1e-9);
        resumed.RouteTrack.Should().OnlyContain(p => Math.Abs(p.Altitude.Metres - (40 - rise)) < 1e-6);
    }

    [Fact]
    public void Without_the_terrain_that_it_was_proved_over_nothing_is_resumed()
    {
        var plan = Patrol(30, "terrain", OverTheHill, returnAltitude: 60).Plans.Single();

        plan.ResumeAt(plan.BreakpointsOf()[1], Site, new AltitudeAboveHome(60))
            .Problems.Should()
            .Contain(p => p.Code == ProblemCode.TerrainUnknown);
    }

    [Fact]
    public void On_a_bare_shape_the_climbs_over_the_hill_are_paid_for()
    {
        ShapePlan Plan(TerrainModel terrain) =>
            ShapeMission.Plan(
                new ShapeTask(
                    Demo.Library.Find("perimeter-patrol")!,
                    new Dictionary<string, string> { ["altitude"] = "30", ["altitude-above"] = "terrain" },
                    Fields.Text(OverTheHill.Select(corner => Text.At(corner.Item1, corner.Item2))),
                    "hill.geojson",
                    [VehicleFamily.Copter],
                    null,
                    0
                )
                {
                    Terrain = terrain,
                }
            );

        var hill = Plan(Hill).Plan;
        var flat = Plan(TerrainModel.Flat(new(Plain))).Plan;

        hill.Problems.Should().BeEmpty();
        hill.Routes.Single().EnergyWh.Should().BeGreaterThan(flat.Routes.Single().EnergyWh * 1.002);
        hill.Routes.Single().Energy95Wh.Should().BeGreaterThan(flat.Routes.Single().Energy95Wh);
        hill.EnergyWh.Should().BeApproximately(hill.Routes.Single().EnergyWh, 1e-9);
    }
}
