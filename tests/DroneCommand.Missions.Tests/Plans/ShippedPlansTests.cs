using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Tests.Patrols;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>
/// Every shipped search, survey and response with its defaults, for every class that it fits: on the demo's site, and
/// planes on a field of four kilometres. Patrols stand beside their own tests.
/// </summary>
public class ShippedPlansTests
{
    private static readonly Site Field = new SiteText()
        .Area("boundary", "Airfield", [(-2000, -2000), (2000, -2000), (2000, 2000), (-2000, 2000)])
        .Area("area", "Marsh", [(-600, -500), (600, -500), (600, 500), (-600, 500)])
        .Line("line", "Canal", [(-900, -300), (0, 0), (900, 400)])
        .Point("place", "Mast", (100, 200))
        .Point("dock", "Strip", (0, -900))
        .Site();

    private static string Yard => DrawnPlaces.Format(Demo.Site.FindPerimeter("South yard")!.Points);

    public static TheoryData<string, string> OnTheDemo { get; } = Cases(family => family != VehicleFamily.Plane);

    public static TheoryData<string, string> OfPlanes { get; } = Cases(family => family == VehicleFamily.Plane);

    [Theory]
    [MemberData(nameof(OnTheDemo))]
    public void On_the_demo_s_site(string template, string team)
    {
        var plan = Plan(template, team);

        plan.Problems.Should().BeEmpty();
        Snapshot.Verify(PatrolDemoTests.Text(plan), $"{template}-{team.Replace(':', '-')}");
    }

    [Theory]
    [MemberData(nameof(OfPlanes))]
    public void Of_planes_on_a_field(string template, string team)
    {
        var plan = Plan(template, team);

        plan.Problems.Should().BeEmpty();
        Snapshot.Verify(PatrolDemoTests.Text(plan), $"{template}-{team.Replace(':', '-')}");
    }

    /// <summary>A shipped template planned where it fits, with its defaults as far as they do.</summary>
    internal static RoutePlan Plan(string template, string team)
    {
        // A rover covers the yard that it patrols; that it covers all the ground between the halls too stands in another test.
        if ((template, team) == ("area-coverage", "rover:1"))
        {
            return PatrolDemoTests.Plan(Demo.Site, template, team, ("area", Yard), ("swath", "8"));
        }

        if (!team.StartsWith(VehicleFamilies.NameOf(VehicleFamily.Plane), StringComparison.Ordinal))
        {
            return PatrolDemoTests.Plan(Demo.Site, template, team);
        }

        // What a plane cannot turn in is refused with what would do: searches about a datum begin with short legs.
        (string, string)[] wide = template switch
        {
            "expanding-square" => [("spacing", "200"), ("radius", "800")],
            "sector-search" => [("radius", "500")],
            _ => [],
        };
        return PatrolDemoTests.Plan(Field, template, team, [("speed", "15"), .. wide]);
    }

    private static TheoryData<string, string> Cases(Func<VehicleFamily, bool> take)
    {
        var cases = new TheoryData<string, string>();
        foreach (var template in Demo.Library.Templates.Where(each => each.Group != MissionGroup.Patrol))
        {
            foreach (var family in template.Vehicles.Where(take))
            {
                cases.Add(template.Id, $"{VehicleFamilies.NameOf(family)}:1");
            }
        }

        return cases;
    }
}
