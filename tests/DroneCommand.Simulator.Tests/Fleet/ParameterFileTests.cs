using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Fleet;

public class ParameterFileTests
{
    [Fact]
    public void The_sites_files_hold_real_names()
    {
        // Parameters that the real autopilot has and the simulator has no use for.
        string[] onlyReal = ["AVOID_ENABLE"];
        ParameterFile
            .Apply(ParameterTable.Defaults(VehicleKind.Copter), ParameterFiles.Copter)
            .Should()
            .BeSubsetOf(onlyReal);
        ParameterFile
            .Apply(ParameterTable.Defaults(VehicleKind.Rover), ParameterFiles.Rover)
            .Should()
            .BeSubsetOf(onlyReal);
    }

    [Fact]
    public void The_copters_file_meets_what_the_site_requires()
    {
        var table = ParameterTable.Defaults(VehicleKind.Copter);
        ParameterFile.Apply(table, ParameterFiles.Copter);
        var required = FailsafeRequirements.For(DemoSite.Load(), VehicleFamily.Copter);
        (table["RTL_ALT"] / 100).Should().BeGreaterThanOrEqualTo((float)required.ReturnAltitude.Metres);
        (table["RTL_ALT"] / 100).Should().BeLessThanOrEqualTo((float)required.HighestReturnAltitude.Metres);
        table["RTL_CONE_SLOPE"].Should().Be(0, "the way home is checked at the return altitude, also close to home");
        table["FENCE_ALT_MAX"].Should().BeGreaterThan(table["RTL_ALT"] / 100);
        table["FS_GCS_ENABLE"].Should().Be(1);
        table["BATT_FS_LOW_ACT"].Should().Be(2);
        table["FENCE_ENABLE"].Should().Be(1);
    }

    [Fact]
    public void Comments_and_both_separators_are_read()
    {
        ParameterFile
            .Parse("# head\nA_B,1\nC_D 2.5 # why\n\n\tE_F\t-3\n", "x.parm")
            .Should()
            .Equal(("A_B", 1.0), ("C_D", 2.5), ("E_F", -3.0));
    }

    [Fact]
    public void A_bad_line_is_named()
    {
        var read = () => ParameterFile.Parse("A_B,1\nRTL_ALT,high\n", "x.parm");
        read.Should().Throw<FormatException>().WithMessage("x.parm, line 2:*RTL_ALT,high*");
    }

    [Fact]
    public void Whole_numbers_stay_whole()
    {
        var table = ParameterTable.Defaults(VehicleKind.Copter);
        table.SetIfKnown("FENCE_TYPE", 5.4);
        table["FENCE_TYPE"].Should().Be(5);
        table.SetIfKnown("FENCE_TYPE", 500);
        table["FENCE_TYPE"].Should().Be(127, "it is a signed byte");
    }
}
