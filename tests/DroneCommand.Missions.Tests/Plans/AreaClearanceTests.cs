using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Tests.Patrols;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>
/// What goes about an area is cut to where its vehicle may be; nothing that the planner does to the way afterwards may
/// take it out of there again.
/// </summary>
public class AreaClearanceTests
{
    private const int Sites = 8;

    private static readonly ProblemCode[] OfClearance =
    [
        ProblemCode.OutsideBoundary,
        ProblemCode.InKeepOut,
        ProblemCode.HitsObstacle,
        ProblemCode.TooLow,
        ProblemCode.InWater,
    ];

    public static TheoryData<string, string, int> Cases { get; } = Drawn();

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_plan_about_an_area_breaks_its_own_clearance(string template, string team, int seed)
    {
        var site = Site(seed);
        (string, string)[] values = template == "area-coverage" ? [("swath", $"{3 + 5 * (seed % 4)}")] : [];

        var plan = PatrolDemoTests.Plan(site, template, team, values);

        plan.Problems.Where(problem => problem.Leg is not null && OfClearance.Contains(problem.Code))
            .Select(problem => problem.Reason)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void A_rover_covers_the_whole_of_the_demo_s_site()
    {
        var plan = PatrolDemoTests.Plan(Demo.Site, "area-coverage", "rover:1");

        plan.Problems.Should().BeEmpty();
        plan.CoveragePercent.Should().BeGreaterThanOrEqualTo(99.5);
    }

    [Fact]
    public void A_chain_of_near_places_is_told_as_far_as_the_way_needs_it()
    {
        var frame = new Missions.Geodesy.LocalFrame(new(47.4, 8.5));
        var arc = Enumerable
            .Range(0, 41)
            .Select(i => Math.SinCos(Math.PI / 2 * i / 40))
            .Select(turn => new Missions.Geodesy.LocalPoint(3 * turn.Sin, 3 * turn.Cos))
            .Select(place => new TrackPoint(frame.ToGeo(place), new(30)))
            .ToList();

        var told = PlanBuilder.Distinct(arc);

        told.Should().HaveCountLessThan(12).And.HaveCountGreaterThan(4);
        foreach (var point in told.Zip(told.Skip(1)))
        {
            var (one, other) = (frame.ToLocal(point.First.Position), frame.ToLocal(point.Second.Position));
            var (east, north) = ((one.EastMetres + other.EastMetres) / 2, (one.NorthMetres + other.NorthMetres) / 2);
            Math.Sqrt(east * east + north * north).Should().BeGreaterThan(3 - 0.06);
        }
    }

    private static TheoryData<string, string, int> Drawn()
    {
        var cases = new TheoryData<string, string, int>();
        var templates = Demo.Library.Templates.Where(each =>
            MissionKinds.Of(each.Kind).Ground is GroundNeed.Area or GroundNeed.Areas or GroundNeed.Map
        );
        foreach (var template in templates)
        {
            foreach (var family in template.Vehicles.Where(family => family != VehicleFamily.Plane))
            {
                for (var seed = 0; seed < Sites; seed++)
                {
                    cases.Add(template.Id, $"{VehicleFamilies.NameOf(family)}:1", seed);
                }
            }
        }

        return cases;
    }

    /// <summary>A concave site with keep-outs, halls and trees of any direction and a dock in the open.</summary>
    private static Site Site(int seed)
    {
        var random = new Random(seed);
        var corners = random.Next(6, 12);
        var outline = Enumerable
            .Range(0, corners)
            .Select(i => (Turn: 2 * Math.PI * (i + 0.5 * random.NextDouble()) / corners, Share: random.NextDouble()))
            .Select(at => At(0, 0, 90 + 70 * at.Share, at.Turn))
            .ToArray();
        var text = new SiteText().Area("boundary", "Works", outline).Point("dock", "Pad", (0, 0));
        var things = random.Next(3, 8);
        for (var i = 0; i < things; i++)
        {
            var turn = 2 * Math.PI * (i + 0.4 * random.NextDouble()) / things;
            var (east, north) = At(0, 0, 35 + 45 * random.NextDouble(), turn);
            var ring = Enumerable
                .Range(0, random.Next(3, 8))
                .Select(_ => random.NextDouble())
                .Order()
                .Select(share => At(east, north, 4 + 8 * random.NextDouble(), 2 * Math.PI * share))
                .ToArray();
            text = random.Next(3) switch
            {
                0 => text.Area("keep-out", $"Zone {i}", ring),
                1 => text.Area("building", $"Hall {i}", ring, $"\"heightM\": {5 + random.Next(40)}"),
                _ => text.Point(
                    "tree",
                    $"Tree {i}",
                    (east, north),
                    $"\"heightM\": {5 + random.Next(40)}, \"widthM\": 6"
                ),
            };
        }

        return text.Site();
    }

    private static (double East, double North) At(double east, double north, double metres, double turn)
    {
        var (sin, cos) = Math.SinCos(turn);
        return (east + metres * sin, north + metres * cos);
    }
}
