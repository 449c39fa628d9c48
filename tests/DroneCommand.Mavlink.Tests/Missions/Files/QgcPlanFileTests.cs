using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions.Files;

namespace DroneCommand.Mavlink.Tests.Missions.Files;

public class QgcPlanFileTests
{
    private const string Waypoint = """
        {"autoContinue":true,"command":16,"doJumpId":1,"frame":3,"params":[0,null,0,null,54.48,8.99,20],"type":"SimpleItem"}
        """;

    [Fact]
    public void Null_leaves_a_number_to_the_vehicle()
    {
        var item = Read(Waypoint).Plan!.Mission.Should().ContainSingle().Subject;
        item.Param2.Should().Be(float.NaN);
        item.Position!.Value.LatitudeDeg.Should().Be(54.48);
    }

    [Fact]
    public void A_survey_is_the_items_that_are_flown()
    {
        var second = Waypoint.Replace("\"doJumpId\":1", "\"doJumpId\":2", StringComparison.Ordinal);
        var read = Read(
            $$$"""
            {"type":"ComplexItem","complexItemType":"survey","version":5,"angle":12,
             "TransectStyleComplexItem":{"Items":[{{{Waypoint}}},{{{second}}}],"version":1}}
            """
        );
        read.Plan!.Mission.Should().HaveCount(2);
        read.NotKept.Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .Be("mission.items[0]: the survey's making; its 2 items are");
    }

    [Fact]
    public void Every_error_is_named_with_its_path()
    {
        var read = Read(
            """{"type":"SimpleItem","command":16,"frame":3,"params":[0,"x",0,null,54.48,8.99,20]}""",
            """{"type":"SimpleItem","command":16,"frame":3,"params":[0,0]}""",
            """{"type":"ComplexItem","complexItemType":"CorridorScan"}""",
            """{"type":"Surprise"}""",
            """{"type":"SimpleItem","frame":-1,"params":[0,0,0,0,0,0,0]}""",
            """{"type":"SimpleItem","command":16,"frame":3,"params":[0,0,0,0,54,190,0]}"""
        );
        read.Plan.Should().BeNull();
        read.Errors.Select(e => e.ToString())
            .Should()
            .Equal(
                "mission.items[0].params[1]: should be a number",
                "mission.items[1].params: has 2 numbers instead of 7",
                "mission.items[2]: a CorridorScan without the items that are flown",
                "mission.items[3].type: 'Surprise' is neither SimpleItem nor ComplexItem",
                "mission.items[4]: 'command' is missing",
                "mission.items[4].frame: should be a whole number from 0 to 255",
                "mission.items[5]: latitude 54, longitude 190 is no place"
            );
    }

    [Fact]
    public void A_fence_must_say_whether_it_keeps_in_or_out()
    {
        var read = PlanFiles.Read(
            """
            {"fileType":"Plan","version":1,"mission":{"items":[]},"geoFence":{"polygons":[
              {"polygon":[[54,8],[54,9],[55,9]],"version":1},
              {"polygon":[[54,8],[54,9]],"inclusion":true}],
              "circles":[{"circle":{"center":[54,8],"radius":-1},"inclusion":true}]}}
            """
        );
        read.Errors.Select(e => e.ToString())
            .Should()
            .Equal(
                "geoFence.polygons[0]: 'inclusion' is missing",
                "geoFence.polygons[1].polygon: 2 corners are no area",
                "geoFence.circles[0].circle.radius: should be above 0"
            );
    }

    [Fact]
    public void Fence_and_rally_points_may_be_missing()
    {
        var plan = PlanFiles.Read("""{"fileType":"Plan","version":1,"mission":{"items":[]}}""").Plan!;
        plan.Fence.Should().BeEmpty();
        plan.Rally.Should().BeEmpty();
    }

    [Fact]
    public void What_is_not_known_is_named()
    {
        var read = PlanFiles.Read(
            """{"fileType":"Plan","version":1,"mission":{"items":[],"terrain":1},"weather":{}}"""
        );
        read.NotKept.Select(p => p.Where).Should().Equal("weather", "mission.terrain");
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\n\"fileType\": nonsense}", "line 2")]
    public void What_is_no_JSON_is_named_with_its_line(string text, string where) =>
        PlanFiles.Read(text).Errors.Should().ContainSingle().Which.Where.Should().Be(where);

    [Fact]
    public void Another_kind_of_file_is_refused() =>
        PlanFiles
            .Read("""{"fileType":"GeoFence","version":2,"mission":{"items":[]}}""")
            .Errors.Select(e => e.Where)
            .Should()
            .Equal("fileType", "version");

    [Fact]
    public void The_wire_of_a_plan_counts_jumps_as_the_vehicle_does()
    {
        var jump = """{"type":"SimpleItem","command":177,"doJumpId":9,"frame":2,"params":[5,2,0,0,0,0,0]}""";
        var target = Waypoint.Replace("\"doJumpId\":1", "\"doJumpId\":5", StringComparison.Ordinal);
        var plan = Read(target, jump).Plan!;
        plan.Mission[1].Command.Should().Be(MavCmd.DoJump);
        plan.Mission[1].Param1.Should().Be(1);
    }

    private static PlanFileResult Read(params string[] items) =>
        PlanFiles.Read(
            $$$"""{"fileType":"Plan","version":1,"mission":{"version":2,"items":[{{{string.Join(',', items)}}}]}}"""
        );
}
