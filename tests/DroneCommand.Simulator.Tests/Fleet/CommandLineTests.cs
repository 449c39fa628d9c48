namespace DroneCommand.Simulator.Tests.Fleet;

public class CommandLineTests
{
    [Fact]
    public void Without_options_it_is_the_demo_fleet()
    {
        var options = Read();
        options.Fleet.Should().HaveCount(4);
        options.Server.ToString().Should().Be("127.0.0.1:14550");
        options.CameraPort.Should().BeNull();
        options.Vehicles.BootSeconds.Should().BeApproximately(41.9, 1e-9, "the boot takes as long as the real one's");
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "params");
        var options = Read(
            "--copters",
            "2",
            "--rovers",
            "0",
            "--first-sysid",
            "40",
            "--to",
            "udpout://127.0.0.1:14650",
            "--camera-port",
            "0",
            "--speedup",
            "2",
            "--seed",
            "9",
            "--boot-seconds",
            "6",
            "--params",
            directory,
            "--wind",
            "3/0.5@200",
            "--fault",
            "loss=0.1#40",
            "--fault",
            "reboot@30",
            "--parent-pid",
            "77"
        );
        options.Fleet.Select(v => (int)v.SystemId).Should().Equal(40, 41);
        (options.CameraPort, options.Speedup, options.ParentPid).Should().Be((0, 2.0, 77));
        options
            .Vehicles.Should()
            .BeEquivalentTo(
                new
                {
                    Seed = 9,
                    BootSeconds = 6.0,
                    WindMps = 3.0,
                    GustMps = 0.5,
                    WindFromDeg = 200.0,
                }
            );
        options.Vehicles.CopterParameters.Should().Contain(("FS_GCS_ENABLE", 1.0));
        options.Faults.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("--to", "tcp://127.0.0.1:1")]
    [InlineData("--to", "udpout://somewhere")]
    [InlineData("--fault", "gremlins")]
    [InlineData("--speedup", "0")]
    [InlineData("--camera-port", "70000")]
    [InlineData("--wind", "strong")]
    [InlineData("--boot-seconds", "-1")]
    [InlineData("--copters", "300")]
    public void A_bad_value_is_refused_in_one_line(string option, string value)
    {
        var read = () => Read(option, value);
        read.Should().Throw<FormatException>().Which.Message.Should().NotContain("\n");
    }

    private static SimulatorOptions Read(params string[] args)
    {
        var commandLine = new SimulatorCommandLine();
        var parsed = commandLine.Root.Parse(args);
        parsed.Errors.Should().BeEmpty();
        return commandLine.Read(parsed, DateTimeOffset.UnixEpoch);
    }
}
