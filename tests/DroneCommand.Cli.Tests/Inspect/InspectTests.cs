using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using DroneCommand.Cli.Streams;
using DroneCommand.Cli.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Cli.Tests.Inspect;

public class InspectTests
{
    [Fact]
    public async Task A_link_is_reported_every_second_with_its_messages_and_its_loss()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var vehicle = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var address = $"udpout://{vehicle.Client.LocalEndPoint}";
        var lines = new LineStream();
        var time = new FakeTimeProvider();
        using var stop = new CancellationTokenSource();
        var run = CommandLine.Run(
            ["inspect", address, "--json"],
            new StandardStreams(Stream.Null, lines, TextWriter.Null) { Time = time },
            stop.Token
        );
        var greeting = await vehicle.ReceiveAsync(patience.Token);
        greeting.Buffer.Should().HaveCount(21, "whoever waits to be spoken to is sent a heartbeat");
        greeting.Buffer[5].Should().Be(254, "it is not a ground station's");
        // The second of three heartbeats is lost on the way.
        byte[] sent = [7, 7, .. Frames.Heartbeat(0), .. Frames.Heartbeat(2)];
        await vehicle.SendAsync(sent, greeting.RemoteEndPoint, patience.Token);

        var seconds = 0;
        JsonElement report;
        do
        {
            time.Advance(TimeSpan.FromSeconds(1));
            seconds++;
            report = JsonDocument.Parse(await lines.Next(patience.Token)).RootElement;
        } while (report.GetProperty("frames").GetInt32() < 2);

        report.GetProperty("source").GetString().Should().Be(address);
        report.GetProperty("seconds").GetDouble().Should().Be(seconds);
        var sender = report.GetProperty("senders")[0];
        sender.GetProperty("lost").GetInt32().Should().Be(1);
        sender.TryGetProperty("peer", out _).Should().BeFalse("the link has but one");
        sender.GetProperty("messages")[0].GetProperty("name").GetString().Should().Be("HEARTBEAT");
        report.GetProperty("rejected")[0].GetProperty("reason").GetString().Should().Be("junk");
        report.GetProperty("rejected")[0].GetProperty("bytes").GetInt32().Should().Be(2);

        await stop.CancelAsync();
        (await run).Should().Be(0);
    }

    [Fact]
    public async Task What_keeps_a_link_closed_is_in_the_report()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        var lines = new LineStream();
        var time = new FakeTimeProvider();
        using var stop = new CancellationTokenSource();
        var run = CommandLine.Run(
            ["inspect", $"tcp://127.0.0.1:{port}", "--json"],
            new StandardStreams(Stream.Null, lines, TextWriter.Null) { Time = time },
            stop.Token
        );
        string report;
        do
        {
            time.Advance(TimeSpan.FromSeconds(1));
            report = await lines.Next(patience.Token);
        } while (!report.Contains("\"problem\":\"", StringComparison.Ordinal));
        await stop.CancelAsync();
        (await run).Should().Be(0);
    }

    [Fact]
    public async Task A_link_that_ends_is_reported_once_as_a_table()
    {
        byte[] file = [.. Frames.Heartbeat(0), .. Frames.Heartbeat(1)];
        var path = Path.Combine(Path.GetTempPath(), $"dronecommand-test-{Guid.NewGuid():N}.bin");
        await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
        try
        {
            var result = await Tool.Run([], "inspect", $"file:{path}");
            result.Code.Should().Be(0);
            result.Output.Should().Contain("2 frames, 42 bytes").And.Contain("HEARTBEAT").And.Contain("0 (0 %)");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(2, "inspect", "nowhere")]
    [InlineData(2, "inspect", "udp://:70000")]
    [InlineData(1, "inspect", "serial:/dev/no-such-device:57600")]
    [InlineData(2, "record", "nowhere", "x.tlog")]
    [InlineData(2, "record", "udp://:0")]
    public async Task A_link_that_cannot_be_opened_is_one_line(int code, params string[] args)
    {
        var result = await Tool.Run([], args);
        result.Code.Should().Be(code);
        result.Errors.TrimEnd().Should().StartWith("dronecommand: ").And.NotContain("\n");
    }

    /// <summary>Standard output whose lines can be waited for.</summary>
    private sealed class LineStream : MemoryStream
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
        private readonly List<byte> _line = [];

        public ValueTask<string> Next(CancellationToken stop) => _lines.Reader.ReadAsync(stop);

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            foreach (var b in buffer)
            {
                if (b != '\n')
                {
                    _line.Add(b);
                    continue;
                }
                _lines.Writer.TryWrite(Encoding.UTF8.GetString([.. _line]));
                _line.Clear();
            }
        }
    }
}
