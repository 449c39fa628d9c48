using System.Text.Json;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sorties;
using DroneCommand.Missions.Vehicles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NetTopologySuite.Geometries;
using static DroneCommand.Missions.Tests.Plans.TemplateEffects;

namespace DroneCommand.Missions.Tests.Cameras;

/// <summary>What is to be masked in a sortie's video, and when.</summary>
public class ZoneMaskTests
{
    /// <summary>A garden in the east, 40 m beside the way from the south-east to the north-east.</summary>
    private static SiteText Neighbours() => Square().Box("privacy", "Garden", 70, -10, 90, 10, "\"heightM\": 4");

    [Fact]
    public void A_camera_that_looks_down_sees_a_zone_only_where_it_is_near()
    {
        var plan = Plan(
            Round("camera: { in-transit: down, on-route: down }\nprivacy: { masks: all }"),
            Site(Neighbours())
        );

        var mask = plan.Masks.Should().ContainSingle().Subject;
        (mask.Zone, mask.HeightMetres, mask.WholeWay).Should().Be(("Garden", 4, false));
        // Nobody told it where to look before it was up; 30 m up, a cone of 55 degrees sees 43 m far.
        mask.Seen.Should().HaveCount(2);
        mask.Seen[0].From.Should().Be(TimeSpan.Zero);
        var passes = TimeSpan.FromSeconds(
            plan.Legs.TakeWhile(leg => leg.Number < 3).Sum(leg => leg.Duration.TotalSeconds)
        );
        mask.Seen[1].From.Should().BeLessThan(passes + TimeSpan.FromSeconds(5));
        mask.Seen[1].To.Should().BeGreaterThan(passes + TimeSpan.FromSeconds(5));
        mask.Seen[1].To.Should().BeLessThan(plan.Duration - TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_camera_that_nobody_points_may_see_it_the_whole_way()
    {
        var plan = Plan(Round("privacy: { masks: [Garden] }"), Site(Neighbours()));

        plan.Masks.Single().WholeWay.Should().BeTrue();
        ZoneMask.Told(plan.Masks).Should().Be("Masked in video: Garden, the whole way.");
    }

    [Fact]
    public void Only_the_zones_that_are_named_are_masked()
    {
        var site = Site(Neighbours().Box("privacy", "School", -90, -10, -70, 10));

        Plan(Round("privacy: { masks: [School] }"), site).Masks.Single().Zone.Should().Be("School");
        Plan(Round("privacy: { masks: all }"), site).Masks.Should().HaveCount(2);
        Plan(Round("privacy: { near-zones: both }"), site).Masks.Should().BeEmpty();
    }

    [Fact]
    public void A_name_that_is_no_zone_is_refused_with_its_place_in_the_file_and_the_names_there_are()
    {
        var site = Site(Neighbours().Box("privacy", "School", -90, -10, -70, 10));

        var plan = Plan(Round("privacy:\n  masks: [Garden, Allotments]"), site);

        var problem = plan.Problems.Should().ContainSingle().Subject;
        problem.Code.Should().Be(ProblemCode.FeatureMissing);
        problem
            .Reason.Should()
            .MatchRegex(
                @"^trial\.yaml\(\d+,19\): 'masks' names 'Allotments', which is no privacy zone of Field; it has Garden, School\.$"
            );
    }

    [Fact]
    public void A_bare_shape_has_no_zones_to_name()
    {
        const string Field =
            """{ "type": "Polygon", "coordinates": [[[8.99, 54.48], [9, 54.48], [9, 54.484], [8.99, 54.48]]] }""";
        RoutePlan On(string masks) =>
            ShapeMission
                .Plan(
                    new(
                        Laps($"privacy: {{ masks: {masks} }}"),
                        new Dictionary<string, string>(),
                        Field,
                        "f",
                        [VehicleFamily.Copter],
                        null,
                        0
                    )
                )
                .Plan;

        On("all").Problems.Should().BeEmpty();
        On("[Garden]").Problems.Single().Reason.Should().Contain("a bare shape has none");
    }

    [Fact]
    public void A_site_without_zones_says_that_nothing_is_masked()
    {
        var site = Site(Square());
        var task = new SiteTask(
            Round("privacy: { masks: all }"),
            new Dictionary<string, string>(),
            site,
            SiteTeam.Of(site, [VehicleFamily.Copter], null)
        );

        SiteMission.Plan(task).Notes.Should().Contain("Field has no privacy zones: nothing is masked in video.");
    }

    [Fact]
    public void A_plan_that_is_taken_up_again_has_masks_of_its_own()
    {
        var plan = Plan(
            Round("camera: { in-transit: down, on-route: down }\nprivacy: { masks: all }"),
            Site(Neighbours())
        );

        var resumed = plan.ResumeAt(plan.BreakpointsOf()[2], Site(Neighbours()));

        resumed.Masks.Single().Seen[^1].To.Should().BeLessThan(plan.Masks.Single().Seen[^1].To);
        resumed.Masks.Single().Seen.Should().OnlyContain(span => span.To <= resumed.Duration + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Many_times_are_told_as_a_number()
    {
        MaskSpan Span(int minute) => new(TimeSpan.FromSeconds(60 * minute + 5), TimeSpan.FromSeconds(60 * minute + 40));
        ZoneMask Mask(params MaskSpan[] spans) => new("allotments", [], [], null) { Seen = spans, WholeWay = false };

        ZoneMask.Told([]).Should().BeNull();
        ZoneMask.Told([Mask()]).Should().Be("Masked in video: allotments, never in view.");
        ZoneMask
            .Told([Mask(Span(0), Span(1))])
            .Should()
            .Be("Masked in video: allotments, from 0:05 to 0:40 and from 1:05 to 1:40.");
        ZoneMask
            .Told([Mask([.. Enumerable.Range(0, 5).Select(Span)])])
            .Should()
            .EndWith("from 2:05 to 2:40 and 2 more times.");
    }

    [Fact]
    public void A_line_of_GeoJson_carries_its_masks()
    {
        var site = Site(Neighbours());
        var task = new SiteTask(
            Round("privacy: { masks: all }"),
            new Dictionary<string, string>(),
            site,
            SiteTeam.Of(site, [VehicleFamily.Copter], null)
        );

        var file = PlanExport.Write(SiteMission.Plan(task), ExportFormat.GeoJson, "way.geojson", new()).Files[0];

        var mask = JsonDocument
            .Parse(file.Content)
            .RootElement.GetProperty("features")[0]
            .GetProperty("properties")
            .GetProperty("masks")[0];
        mask.GetProperty("zone").GetString().Should().Be("Garden");
        mask.GetProperty("heightM").GetDouble().Should().Be(4);
        mask.GetProperty("seen")[0].GetProperty("fromS").GetDouble().Should().Be(0);
        mask.GetProperty("area").GetProperty("coordinates")[0].GetArrayLength().Should().Be(5);
    }

    /// <summary>Whatever lies within the cone counts as seen, wherever in the zone it is.</summary>
    [Property(MaxTest = 300)]
    public Property No_place_of_a_zone_within_the_picture_is_missed() =>
        Prop.ForAll(
            Gen.Choose(0, 999).ArrayOf(8).ToArbitrary(),
            draws =>
            {
                double Draw(int i, double from, double to) => from + (to - from) * draws[i] / 999;
                var site = Site(Neighbours());
                var zone = ZoneView.Of(site.PrivacyZones.Single(), site.Frame, null);
                var centre = zone.Feature.Local.Centroid.Coordinate;
                var place = new Coordinate(centre.X + Draw(0, -120, 120), centre.Y + Draw(1, -120, 120));
                var moment = new CameraMoment(0, place, Draw(2, 1, 80), Draw(3, -90, 30), Draw(4, 0, 360));
                var (east, north, up) = (
                    centre.X + Draw(5, -9.9, 9.9) - place.X,
                    centre.Y + Draw(6, -9.9, 9.9) - place.Y,
                    Draw(7, 0, 4) - moment.HeightMetres
                );
                var (pitch, bearing) = (Radians(moment.PitchDeg!.Value), Radians(moment.BearingDeg!.Value));
                var along =
                    (east * Math.Sin(bearing) + north * Math.Cos(bearing)) * Math.Cos(pitch) + up * Math.Sin(pitch);
                var apart = Math.Acos(along / Math.Sqrt(east * east + north * north + up * up)) * 180 / Math.PI;
                return apart > 54.9 || zone.IsSeen(moment, zone.GroundAbove(new(2)), 55);
            }
        );

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
