using System.CommandLine;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Simulator.Tests.Fleet;

public class CommandLineTests
{
    [Fact]
    public void Without_options_it_is_the_demo_fleet()
    {
        var options = Read();
        var network = options.Networks.Should().ContainSingle().Subject;
        network.Fleet.Should().HaveCount(4);
        network.To.ToString().Should().Be("udpout://127.0.0.1:14550");
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
        options.Networks[0].Fleet.Select(v => (int)v.SystemId).Should().Equal(40, 41);
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

    [Fact]
    public void The_ground_may_come_from_a_file()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "ground.asc");
        File.WriteAllText(file, "ncols 2\nnrows 2\nxllcenter 8.98\nyllcenter 54.47\ncellsize 0.02\n22 22\n2 2\n");
        Read("--terrain", file).Vehicles.Terrain!.AmslAt(new GeoPoint(54.48, 8.99)).Should().BeApproximately(12, 1e-6);
        Read().Vehicles.Terrain.Should().BeNull();
    }

    [Fact]
    public void Several_links_share_the_fleet_out_and_ids_begin_again_in_each_network()
    {
        var options = Read(
            "--copters",
            "5",
            "--rovers",
            "2",
            "--at",
            "54.48,8.99,12,90",
            "--spacing",
            "10",
            "--to",
            "udpout://127.0.0.1:14650",
            "--to",
            "tcp://127.0.0.1:5760"
        );
        options.Networks.Select(n => n.To.Kind).Should().Equal(LinkKind.UdpConnect, LinkKind.TcpConnect);
        options.Networks[0].Fleet.Select(v => (int)v.SystemId).Should().Equal(1, 2, 11);
        options.Networks[1].Fleet.Select(v => (int)v.SystemId).Should().Equal(1, 2, 3, 11);
        var all = options.Networks.SelectMany(n => n.Fleet).ToList();
        all.Select(v => v.Uid).Should().OnlyHaveUniqueItems();
        all.Select(v => v.Name).Should().OnlyHaveUniqueItems();
        all.Should().OnlyContain(v => v.AmslM == 12 && v.HeadingDeg == 90);
        var nearest = all.SelectMany(a => all.Where(b => a != b), (a, b) => Geodesic.Distance(a.Home, b.Home));
        nearest.Min().Should().BeApproximately(10, 0.01);
    }

    [Fact]
    public void Vehicles_hold_the_key_of_a_file_and_a_bad_key_is_not_repeated()
    {
        var file = Path.Combine(Path.GetTempPath(), $"dronecommand-key-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllText(file, new string('a', 63) + "1\n");
            Read("--key", file).Vehicles.SigningSecret.Should().HaveCount(32).And.EndWith(0xa1);
            File.WriteAllText(file, "secret words");
            var read = () => Read("--key", file);
            read.Should().Throw<FormatException>().Which.Message.Should().NotContain("secret").And.NotContain("\n");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_number_of_one_kind_alone_brings_none_of_the_other()
    {
        Read("--copters", "2").Networks[0].Fleet.Should().HaveCount(2);
        Read("--rovers", "1").Networks[0].Fleet.Should().ContainSingle();
    }

    [Fact]
    public void More_than_threefold_needs_both_ends_scaled()
    {
        Read("--speedup", "10", "--scaled-ends").Speedup.Should().Be(10);
        var read = () => Read("--speedup", "10");
        read.Should().Throw<FormatException>().WithMessage("*--scaled-ends*");
    }

    [Theory]
    [InlineData("--to", "file:flight.tlog")]
    [InlineData("--to", "nowhere")]
    [InlineData("--at", "54.48")]
    [InlineData("--at", "54.48,8.99,2,90,7")]
    [InlineData("--at", "95,8.99")]
    [InlineData("--speedup", "4")]
    [InlineData("--control-port", "70000")]
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
        var command = new RootCommand();
        commandLine.AddTo(command);
        var parsed = command.Parse(args);
        parsed.Errors.Should().BeEmpty();
        return commandLine.Read(parsed, DateTimeOffset.UnixEpoch);
    }
}
