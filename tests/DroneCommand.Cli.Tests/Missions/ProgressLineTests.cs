using DroneCommand.Cli.Missions;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Cli.Tests.Missions;

public class ProgressLineTests
{
    [Theory]
    [InlineData(true, "\rsending mission [###############...............] 2/4\n")]
    [InlineData(false, "")]
    public void Progress_is_drawn_on_a_terminal_only(bool screen, string drawn)
    {
        using var errors = new StringWriter();
        var streams = new StandardStreams(Stream.Null, Stream.Null, errors) { ErrorsAreScreen = screen };
        using (var line = new ProgressLine(streams, "sending mission"))
        {
            line.Report(new TransferProgress(2, 4));
        }
        errors.ToString().Replace(Environment.NewLine, "\n", StringComparison.Ordinal).Should().Be(drawn);
    }
}
