using System.Globalization;
using System.Text;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Tests.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Templates;

/// <summary>What every good template of its kind has, the shipped ones have.</summary>
public class ShippedTemplateTests
{
    public static TheoryData<string> Shipped => [.. Demo.Library.Templates.Select(template => template.Id)];

    private static bool IsSurvey(MissionTemplate template) =>
        template.Group == MissionGroup.Survey && template.Kind != MissionKind.AreaCoverage;

    [Theory]
    [MemberData(nameof(Shipped))]
    public void It_says_what_camera_limits_and_failures_are(string id)
    {
        var template = Demo.Library.Find(id)!;

        foreach (var family in template.Vehicles)
        {
            template
                .Camera.InTransitPitchDeg(family)
                .Should()
                .Be(CameraAngles.UpDeg, "ways there and back show nobody");
        }

        template.Limits.ReservePercent.Should().NotBeNull();
        template.Limits.Light.Should().Be(IsSurvey(template) ? Daylight.Day : Daylight.Any);
        // What returns by itself is what ArduPilot calls RTL and the parameter files in sitl/params set.
        template.OnFailure.LinkLost[VehicleFamily.Copter].Should().Be(FailsafeAction.Return);
        template.OnFailure.BatteryLow[VehicleFamily.Copter].Should().Be(FailsafeAction.Return);
        template.OnFailure.Geofence[VehicleFamily.Copter].Should().Be(FailsafeAction.Return);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Nobody_is_shown_but_by_those_who_search_for_somebody(string id)
    {
        var template = Demo.Library.Find(id)!;

        if (template.Group == MissionGroup.Search)
        {
            template.Privacy.Should().BeNull("a mask would hide whom it looks for");
            return;
        }

        template.Privacy!.Masks.Should().Be(TemplateMasks.All);
        var isPatrol = template.Group == MissionGroup.Patrol && template.Kind != MissionKind.OrbitPatrol;
        (template.Privacy.CameraUp && template.Privacy.StopRecording).Should().Be(isPatrol);
    }

    [Theory]
    [InlineData("perimeter-patrol")]
    [InlineData("several-perimeters")]
    [InlineData("corridor-patrol")]
    [InlineData("checkpoint-round")]
    [InlineData("checkpoint-patrol")]
    [InlineData("ground-and-air")]
    public void A_patrol_looks_at_what_it_passes(string id) =>
        Demo.Library.Find(id)!.Find(PatrolWords.Dwell)!.DefaultFor(VehicleFamily.Copter).Should().Be("5");

    /// <summary>Others measure these four from outside: what else a template says changes no figure of them.</summary>
    [Theory]
    [InlineData("area-coverage", ShapeMissionTests.Field, "copter:1", "swath=25")]
    [InlineData("area-coverage", ShapeMissionTests.Field, "rover:1", "swath=25")]
    [InlineData("perimeter-patrol", ShapeMissionTests.Field, "copter:3", "speed=4")]
    [InlineData("perimeter-patrol", ShapeMissionTests.Field, "rover:2", "speed=0.5")]
    [InlineData("probability-search", null, "copter:5", "budget=20000")]
    [InlineData("checkpoint-patrol", ShapeMissionTests.Graph, "copter:2", "")]
    [InlineData("checkpoint-patrol", ShapeMissionTests.Points, "copter:2", "")]
    public void On_a_bare_shape_it_plans_what_its_parameters_alone_would(
        string id,
        string? shape,
        string team,
        string values
    )
    {
        var shipped = Demo.Library.Find(id)!;
        var alone = shipped with
        {
            Actions = TemplateActions.None,
            Camera = new(),
            Privacy = null,
            OnFailure = TemplateFailures.Default,
            Limits = TemplateLimits.None with
            {
                WindMps = shipped.Limits.WindMps,
                RechargeMinutes = shipped.Limits.RechargeMinutes,
            },
        };

        var (full, bare) = (Plan(shipped), Plan(alone));

        full.Problems.Should().BeEmpty();
        full.Figures.Should().Equal(bare.Figures);
        full.NodeRoutes.Should().BeEquivalentTo(bare.NodeRoutes);
        full.CoveragePercent.Should().Be(bare.CoveragePercent);
        (full.LengthMetres, full.Duration, full.EnergyWh, full.Turns)
            .Should()
            .Be((bare.LengthMetres, bare.Duration, bare.EnergyWh, bare.Turns));
        full.Routes.Select(route => route.Places).Should().BeEquivalentTo(bare.Routes.Select(route => route.Places));
        full.Routes.Sum(route => route.Track.Sum(point => point.Dwell.TotalSeconds)).Should().Be(0);

        RoutePlan Plan(MissionTemplate template) =>
            ShapeMissionTests.Plan(
                template,
                shape ?? ShapeMissionTests.MapText(),
                team,
                values.Split('=') is [var name, var value] ? [(name, value)] : []
            );
    }

    [Fact]
    public void A_mission_over_a_bare_shape_turns_the_camera_as_one_on_a_site_does()
    {
        var plan = ShapeMissionTests.Plan(Demo.Library.Find("parallel-track")!, ShapeMissionTests.Field, "copter:1");

        var text = Encoding.UTF8.GetString(
            PlanExport.Write(plan, ExportFormat.Waypoints, "way.waypoints", new()).Files[0].Content
        );

        var commands = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(2)
            .Select(line => line.Split('\t'))
            .Select(columns => (Command: columns[3], First: double.Parse(columns[4], CultureInfo.InvariantCulture)))
            .ToList();
        commands.Take(4).Select(item => item.Command).Should().Equal("22", "178", "205", "16");
        commands.Where(item => item.Command == "205").Select(item => item.First).Should().Equal(20, -90, 20);
        commands.Select(item => item.Command).Should().Contain(["2500", "2501"], "it films the legs");
    }
}
