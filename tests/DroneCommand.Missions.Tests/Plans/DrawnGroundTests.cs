using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>Whatever an operator draws on the map gives a plan or its reasons: no template throws for it.</summary>
public class DrawnGroundTests
{
    private static readonly LocalFrame Frame = new(new GeoPoint(54.48, 8.99));

    /// <summary>Templates whose ground is drawn.</summary>
    private static MissionTemplate[] Drawn { get; } =
    [.. Demo.Library.Templates.Where(template => GroundOf(template) is not null)];

    private static Arbitrary<(MissionTemplate Template, int Vehicles, LocalPoint[] Places)> Cases { get; } =
        (
            from template in Gen.Elements(Drawn)
            from vehicles in Gen.Choose(1, 3)
            from count in Gen.Choose(1, 7)
            from places in Gen.ArrayOf(
                (
                    from east in Gen.Choose(-220, 220)
                    from north in Gen.Choose(-120, 120)
                    select new LocalPoint(east, north)
                ),
                count
            )
            select (template, vehicles, places)
        ).ToArbitrary();

    [Property(MaxTest = 100)]
    public Property No_drawing_makes_a_template_throw() =>
        Prop.ForAll(
            Cases,
            drawn =>
            {
                var family = drawn.Template.Vehicles[0];
                var team = SiteTeam.Of(Demo.Site, [.. Enumerable.Repeat(family, drawn.Vehicles)], null);
                var values = new Dictionary<string, string>
                {
                    [GroundOf(drawn.Template)!] = DrawnPlaces.Format(drawn.Places.Select(Frame.ToGeo)),
                };

                var plan = SiteMission.Plan(new SiteTask(drawn.Template, values, Demo.Site, team, Seed: 1));

                // Either there are reasons, or everything that was planned may be flown.
                return plan.Problems.Count > 0
                    ? plan.Problems.All(problem => problem.Reason.Length > 0)
                    : plan.Plans.Count > 0 && plan.Plans.All(each => each.IsFlyable);
            }
        );

    private static string? GroundOf(MissionTemplate template) =>
        Grounds.ParameterOf(MissionKinds.Of(template.Kind).Ground)?.Name;
}
