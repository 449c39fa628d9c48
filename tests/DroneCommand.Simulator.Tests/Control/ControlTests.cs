using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Links;
using DroneCommand.Simulator.Control;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Control;

public class ControlTests
{
    private readonly Rig _rig = Rig.ReadyToFly();

    private ControlCommands Commands => new([_rig.Fleet]);

    [Fact]
    public void Faults_are_set_listed_and_cleared()
    {
        Commands.Answer("fault gps-loss=20 #11").Should().Equal("ok");
        Commands.Answer("fault loss=0.2@60").Should().Equal("ok");
        _rig.Vehicle.Gps.SkyLost.Should().BeTrue();
        Commands
            .Answer("status")
            .Should()
            .Equal(
                "time 3.00",
                "vehicle #11 copter STABILIZE disarmed 0.0 m 99 % Test",
                "fault #11 gps-loss=20 on since 3.00 until 23.00",
                "fault #11 loss=0.2 waits for 60.00",
                "ok"
            );
        Commands.Answer("clear gps-loss #11").Should().Equal("ok 1 cleared");
        _rig.Vehicle.Gps.SkyLost.Should().BeFalse();
        Commands.Answer("clear").Should().Equal("ok 1 cleared");
    }

    [Theory]
    [InlineData("", "error say something")]
    [InlineData("fault", "error which fault?")]
    [InlineData("fault gremlins", "error unknown fault 'gremlins'")]
    [InlineData("fault loss=2", "error fault 'loss'")]
    [InlineData("fault gps-loss #9", "error fault 'gps-loss#9': there is no vehicle 9")]
    [InlineData("clear gremlins", "error unknown fault 'gremlins'")]
    [InlineData("clear #x", "error fault '#x'")]
    [InlineData("explode", "error 'explode' is no command")]
    public void What_is_wrong_is_one_line(string line, string says) =>
        Commands.Answer(line).Should().ContainSingle().Which.Should().StartWith(says);

    [Fact]
    public void The_list_is_the_catalogue() =>
        Commands.Answer("list").Should().HaveCount(FaultCatalogue.All.Count + 1).And.EndWith("ok");

    [Fact]
    public async Task Several_scripts_talk_to_it_at_once_and_it_listens_on_this_machine_only()
    {
        await using var server = new ControlServer(0, Commands);
        using var one = await Session.Open(server.Port);
        using var other = await Session.Open(server.Port);
        (await one.Ask("fault gps-noise=3")).Should().Equal("ok");
        (await other.Ask("clear gps-noise")).Should().Equal("ok 1 cleared");
        (await one.Ask("nonsense")).Should().ContainSingle().Which.Should().StartWith("error");
        (await one.Ask("status")).Should().Contain("time 3.00");
        var second = () => new ControlServer(server.Port, Commands);
        second.Should().Throw<LinkUnavailableException>();
    }

    private sealed class Session(TcpClient client) : IDisposable
    {
        private readonly StreamReader _reader = new(client.GetStream());
        private readonly StreamWriter _writer = new(client.GetStream()) { NewLine = "\n", AutoFlush = true };

        public static async Task<Session> Open(int port)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return new Session(client);
        }

        public async Task<IReadOnlyList<string>> Ask(string line)
        {
            await _writer.WriteLineAsync(line);
            List<string> answer = [];
            while (
                answer.Count == 0
                || !(
                    answer[^1].StartsWith("ok", StringComparison.Ordinal)
                    || answer[^1].StartsWith("error", StringComparison.Ordinal)
                )
            )
            {
                answer.Add((await _reader.ReadLineAsync())!);
            }

            return answer;
        }

        public void Dispose() => client.Dispose();
    }
}
