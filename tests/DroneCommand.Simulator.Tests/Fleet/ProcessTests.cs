using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Simulator.Tests.Fleet;

/// <summary>The program as a process, over real sockets.</summary>
public class ProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Each_vehicle_sends_from_a_socket_of_its_own_and_the_end_is_orderly()
    {
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)server.Client.LocalEndPoint!).Port;
        using var parent = Start("sleep", "600");
        using var simulator = StartSimulator(
            "--to",
            $"udpout://127.0.0.1:{port}",
            "--boot-seconds",
            "0",
            "--parent-pid",
            $"{parent.Id}"
        );
        var ports = await HearAll(server, 4);
        ports.Should().HaveCount(4);
        ports.Values.Should().OnlyHaveUniqueItems();

        parent.Kill();
        await simulator.WaitForExitAsync().WaitAsync(Patience);
        simulator.ExitCode.Should().Be(0, "it ends with its parent, in order");
    }

    [Fact]
    public async Task A_bad_argument_is_one_line_and_no_stack_trace()
    {
        using var simulator = StartSimulator("--fault", "gremlins");
        var error = await simulator.StandardError.ReadToEndAsync();
        await simulator.WaitForExitAsync().WaitAsync(Patience);
        simulator.ExitCode.Should().Be(2);
        error.TrimEnd().Should().Contain("gremlins").And.NotContain("\n").And.NotContain("   at ");
    }

    [Fact]
    public async Task A_camera_port_in_use_is_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var simulator = StartSimulator("--camera-port", $"{port}");
        var error = await simulator.StandardError.ReadToEndAsync();
        await simulator.WaitForExitAsync().WaitAsync(Patience);
        simulator.ExitCode.Should().Be(1);
        error.TrimEnd().Should().Contain($"{port}").And.NotContain("\n");
    }

    private static async Task<Dictionary<byte, int>> HearAll(UdpClient server, int count)
    {
        var ports = new Dictionary<byte, int>();
        using var patience = new CancellationTokenSource(Patience);
        while (ports.Count < count)
        {
            var datagram = await server.ReceiveAsync(patience.Token);
            Note(ports, datagram.Buffer, datagram.RemoteEndPoint.Port);
        }

        return ports;
    }

    private static void Note(Dictionary<byte, int> ports, byte[] datagram, int port)
    {
        ReadOnlySpan<byte> bytes = datagram;
        var reader = new FrameReader();
        while (reader.TryReadDatagram(ref bytes, out var frame))
        {
            if (frame.MessageId == MessageIds.Heartbeat)
            {
                ports[frame.SystemId] = port;
            }
        }
    }

    private static Process StartSimulator(params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "DroneCommand.Simulator.dll");
        return Start("dotnet", [program, .. args]);
    }

    private static Process Start(string file, params string[] args)
    {
        var start = new ProcessStartInfo(file) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }
}
