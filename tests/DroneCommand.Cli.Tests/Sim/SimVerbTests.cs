using System.Net;
using System.Net.Sockets;
using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Tests.Sim;

public class SimVerbTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("--fault", "gremlins", "gremlins")]
    [InlineData("--speedup", "5", "--scaled-ends")]
    [InlineData("--at", "nowhere", "--at 'nowhere'")]
    [InlineData("--fault", "gps-loss#77", "no vehicle 77")]
    [InlineData("--scenario", "missing.yaml", "missing.yaml")]
    public async Task A_bad_argument_is_one_line(string option, string value, string says)
    {
        var result = await Tool.Run("", "sim", option, value);
        result.Code.Should().Be(2);
        result.Errors.TrimEnd().Should().Contain(says).And.NotContain("\n");
    }

    [Fact]
    public async Task It_flies_until_it_is_told_to_end_and_obeys_its_control_socket()
    {
        using var one = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var stop = new CancellationTokenSource();
        var control = FreePort();
        var running = Tool.Run(
            stop.Token,
            "sim",
            "--copters",
            "4",
            "--at",
            "54.48,8.99",
            "--boot-seconds",
            "0",
            "--control-port",
            $"{control}",
            "--to",
            $"udpout://{one.Client.LocalEndPoint}",
            "--to",
            $"udpout://{other.Client.LocalEndPoint}"
        );
        (await Heard(one, 2)).Should().BeEquivalentTo([1, 2]);
        (await Heard(other, 2)).Should().BeEquivalentTo([1, 2], "ids begin again in each network");
        (await Ask(control, "fault radio-silence #1")).Should().Be("ok");
        await stop.CancelAsync();
        var result = await running.WaitAsync(Patience);
        result.Code.Should().Be(0);
        result.Output.Should().Contain("Simulating 2 vehicles, sending to udpout://127.0.0.1:");
    }

    private static async Task<IReadOnlyCollection<int>> Heard(UdpClient ground, int count)
    {
        var systems = new HashSet<int>();
        using var patience = new CancellationTokenSource(Patience);
        while (systems.Count < count)
        {
            var datagram = await ground.ReceiveAsync(patience.Token);
            ReadOnlySpan<byte> bytes = datagram.Buffer;
            if (new FrameReader().TryReadDatagram(ref bytes, out var frame))
            {
                systems.Add(frame.SystemId);
            }
        }

        return systems;
    }

    private static async Task<string?> Ask(int port, string line)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
        using var reader = new StreamReader(client.GetStream());
        await writer.WriteLineAsync(line);
        return await reader.ReadLineAsync().WaitAsync(Patience);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
