using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Tests.Missions.Files;

public class WaypointsFileTests
{
    [Fact]
    public void Mission_Planners_first_row_is_home_and_no_item()
    {
        var plan = Read(
            "0\t1\t0\t16\t0\t0\t0\t0\t54.48000000\t8.99000000\t2.000000\t1",
            "1\t0\t3\t22\t0.00000000\t0\t0\t0\t0.0\t0.0\t20.0\t1",
            "2\t0\t3\t16\t0\t0\t0\tnan\t54.48100000\t8.99100000\t20.0\t1"
        ).Plan!;
        plan.Home.Should().Be((new GeoPoint(54.48, 8.99), new AltitudeAmsl(2)));
        plan.Mission.Select(i => i.Command).Should().Equal(MavCmd.NavTakeoff, MavCmd.NavWaypoint);
        plan.Mission[0].Position.Should().BeNull();
        plan.Mission[1].Param4.Should().Be(float.NaN);
    }

    [Fact]
    public void A_first_row_in_another_frame_is_an_item()
    {
        var plan = Read("0 1 3 16 0 0 0 0 54.48 8.99 20 1").Plan!;
        plan.Home.Should().BeNull();
        plan.Mission.Should().ContainSingle().Which.AltitudeMetres.Should().Be(20);
    }

    [Fact]
    public void Jumps_name_items_from_one_on_whatever_the_rows_are_called()
    {
        var plan = Read(
            "0 1 3 16 0 0 0 0 54.48 8.99 20 1",
            "7 0 3 16 0 0 0 0 54.49 8.99 20 1",
            "8 0 2 177 7 3 0 0 0 0 0 1"
        ).Plan!;
        plan.Mission[2].Param1.Should().Be(2);
    }

    [Fact]
    public void Comments_and_blank_lines_are_passed_over() =>
        PlanFiles
            .Read("\uFEFFQGC WPL 110\r\n# a note\r\n\r\n0 1 3 16 0 0 0 0 54.48 8.99 20 1\r\n")
            .Plan!.Mission.Should()
            .ContainSingle();

    [Fact]
    public void Every_error_is_named_with_its_line()
    {
        var read = Read(
            "0 1 3 16 0 0 0 0 54.48 8.99 20",
            "1 0 3 16 0 0 0 0 x 8.99 20 1",
            "2 0 3 16 0 0 0 0 95 8.99 20 1",
            "3 0 1 16 0 0 0 0 5 8 20 1",
            "4 0 2 177 9 1 0 0 0 0 0 1",
            "4 0 3 70000 0 0 0 0 0 0 0 1"
        );
        read.Plan.Should().BeNull();
        read.Errors.Select(e => e.ToString())
            .Should()
            .Equal(
                "line 2: 11 fields instead of 12",
                "line 3: 'x' is no number",
                "line 7: its command 70000 is not from 0 to 65535",
                "line 4: latitude 95, longitude 8.99 is no place",
                "line 5: a place in LocalNed is none on the globe",
                "line 6: it jumps to item 9, which there is not"
            );
    }

    [Theory]
    [InlineData("", "line 1: the file is empty: it should begin with QGC WPL 110")]
    [InlineData("QGC WPL 100\n", "line 1: 'QGC WPL 100' is not QGC WPL 110")]
    [InlineData("\n<kml>\n", "line 2: '<kml>' is not QGC WPL 110")]
    public void What_is_no_table_is_said_so(string text, string error) =>
        PlanFiles.Read(text).Errors.Should().ContainSingle().Which.ToString().Should().Be(error);

    [Fact]
    public void What_cannot_be_kept_is_named()
    {
        var read = Read("0 0 3 16 0 0 0 0 54.48 8.99 20 1", "1 1 2 181 1 1 0 0 0.5 0 0 1");
        read.Errors.Should().BeEmpty();
        read.NotKept.Select(p => p.ToString())
            .Should()
            .Equal(
                "line 3: the vehicle is not told to begin at this item",
                "line 3: parameter 5 is sent as a whole number: 0, not 0.5"
            );
    }

    private static PlanFileResult Read(params string[] rows) =>
        PlanFiles.Read("QGC WPL 110\n" + string.Join('\n', rows) + "\n");
}
