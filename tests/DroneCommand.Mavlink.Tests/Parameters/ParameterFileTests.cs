using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Mavlink.Tests.Parameters;

public class ParameterFileTests
{
    private static readonly Parameter[] Some =
    [
        new("WPNAV_SPEED", MavParamType.Real32, 0.1f),
        new("LOG_BITMASK", MavParamType.Int32, 2147483647),
        new("FS_GCS_ENABLE", MavParamType.Int8, -1),
    ];

    [Fact]
    public void What_is_written_is_read_again_exactly()
    {
        var text = ParameterFile.Write(Some, "ArduCopter 4.7");
        text.Should().Be("# ArduCopter 4.7\nFS_GCS_ENABLE,-1\nLOG_BITMASK,2147483647\nWPNAV_SPEED,0.1\n");
        ParameterComparison.Of(ParameterFile.Read(text, "a.param"), Some).AreSame.Should().BeTrue();
    }

    [Theory]
    [InlineData("RTL_ALT,1500")]
    [InlineData("RTL_ALT 1500")]
    [InlineData("  RTL_ALT\t1500   # centimetres\r\n# end")]
    [InlineData("# Onboard parameters\n1\t1\tRTL_ALT\t1500\t6\n")]
    public void Other_stations_files_are_read(string text) =>
        ParameterFile.Read(text, "a.param").Select(p => (p.Name, p.Value)).Should().Equal(("RTL_ALT", 1500));

    [Theory]
    [InlineData("RTL_ALT,1500\nRTL_ALT", "a.param, line 2: expected NAME,VALUE but found 'RTL_ALT'")]
    [InlineData("RTL_ALT,high", "a.param, line 1: expected NAME,VALUE but found 'RTL_ALT,high'")]
    [InlineData("RTL_ALT,NaN", "a.param, line 1: expected NAME,VALUE but found 'RTL_ALT,NaN'")]
    [InlineData("\nA,1\n#\nA,2", "a.param, line 4: A stands in line 2 already")]
    [InlineData("A_NAME_THAT_IS_LONG,1", "a.param, line 1: expected NAME,VALUE but found 'A_NAME_THAT_IS_LONG,1'")]
    public void What_is_wrong_is_said_with_its_line(string text, string message) =>
        FluentActions
            .Invoking(() => ParameterFile.Read(text, "a.param"))
            .Should()
            .Throw<FormatException>()
            .WithMessage(message);

    [Fact]
    public void A_comparison_says_what_is_where()
    {
        var file = ParameterFile.Read("WPNAV_SPEED,0.1000001\nFS_GCS_ENABLE,5\nNEW,3", "a.param");
        var comparison = ParameterComparison.Of(file, Some);
        comparison.OnlyHere.Select(d => d.Name).Should().Equal("NEW");
        comparison.OnlyThere.Select(d => d.Name).Should().Equal("LOG_BITMASK");
        comparison.Differing.Should().Equal(new ParameterDifference("FS_GCS_ENABLE", 5, -1));
    }
}
