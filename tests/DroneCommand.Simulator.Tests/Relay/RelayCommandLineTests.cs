using System.Net.Sockets;
using DroneCommand.Mavlink.Links;
using DroneCommand.Simulator.Relay;

namespace DroneCommand.Simulator.Tests.Relay;

public class RelayCommandLineTests
{
    [Fact]
    public void Everything_can_be_said()
    {
        const string Line =
            "--seed 7 --loss 0.1 --delay 50ms --jitter 0.5s --duplicate 0.02 --reorder 16 --bandwidth 9600 --one-way down --flap 1s/500ms --address-change 30s";
        Read(Line.Split(' '))
            .Should()
            .Be(
                new RelayConditions
                {
                    Seed = 7,
                    Loss = 0.1,
                    Delay = TimeSpan.FromMilliseconds(50),
                    Jitter = TimeSpan.FromMilliseconds(500),
                    Duplicate = 0.02,
                    Reorder = 16,
                    Bandwidth = 9600,
                    OneWay = RelayDirection.Down,
                    Flap = (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500)),
                    AddressChange = TimeSpan.FromSeconds(30),
                }
            );
    }

    [Fact]
    public void Without_options_it_is_a_perfect_link() => Read().Should().Be(new RelayConditions());

    [Theory]
    [InlineData("--loss", "1.5")]
    [InlineData("--delay", "50")]
    [InlineData("--flap", "1s")]
    [InlineData("--one-way", "sideways")]
    [InlineData("--bandwidth", "-1")]
    [InlineData("--reorder", "-1")]
    public void A_bad_value_is_refused_in_one_line(string option, string value)
    {
        var read = () => Read(option, value);
        read.Should().Throw<FormatException>().Which.Message.Should().Contain(option).And.NotContain("\n");
    }

    [Theory]
    [InlineData("--listen", "tcp://127.0.0.1:1")]
    [InlineData("--to", "udp://:14550")]
    [InlineData("--to", "udpout://somewhere:1")]
    public void A_bad_address_is_refused_in_one_line(string option, string value)
    {
        var line = new RelayCommandLine();
        var open = () => line.Open(line.Command.Parse([option, value]), TimeProvider.System);
        open.Should().Throw<FormatException>().Which.Message.Should().Contain(value).And.NotContain("\n");
    }

    [Fact]
    public void A_port_in_use_is_one_line()
    {
        using var taken = new UdpClient(0, AddressFamily.InterNetwork);
        var port = ((System.Net.IPEndPoint)taken.Client.LocalEndPoint!).Port;
        var line = new RelayCommandLine();
        var open = () => line.Open(line.Command.Parse(["--listen", $"udp://0.0.0.0:{port}"]), TimeProvider.System);
        open.Should().Throw<LinkUnavailableException>().Which.Message.Should().Contain($"{port}").And.NotContain("\n");
    }

    private static RelayConditions Read(params string[] args)
    {
        var line = new RelayCommandLine();
        var parsed = line.Command.Parse(args);
        parsed.Errors.Should().BeEmpty();
        return line.Conditions(parsed);
    }
}
