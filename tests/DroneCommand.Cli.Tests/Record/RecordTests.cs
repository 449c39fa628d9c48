using DroneCommand.Cli.Streams;
using DroneCommand.Cli.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Cli.Tests.Record;

public sealed class RecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dronecommand-test-").FullName;

    [Fact]
    public async Task Every_sound_frame_is_written_with_its_time_and_counted_on_standard_error()
    {
        byte[] stream = [1, 2, .. Frames.Heartbeat(0), .. Frames.Heartbeat(1), 3];
        var source = InFolder("in.bin");
        await File.WriteAllBytesAsync(source, stream, TestContext.Current.CancellationToken);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddSeconds(1000));
        using var errors = new StringWriter();
        var streams = new StandardStreams(Stream.Null, Stream.Null, errors) { Time = time };

        var code = await CommandLine.Run(["record", $"file:{source}", InFolder("out.tlog")], streams);

        code.Should().Be(0);
        errors.ToString().Should().Be($"{InFolder("out.tlog")}: 2 frames, 42 bytes{Environment.NewLine}");
        byte[] stamp = [0, 0, 0, 0, 0x3B, 0x9A, 0xCA, 0x00];
        var written = await File.ReadAllBytesAsync(InFolder("out.tlog"), TestContext.Current.CancellationToken);
        written.Should().Equal([.. stamp, .. Frames.Heartbeat(0), .. stamp, .. Frames.Heartbeat(1)]);
    }

    [Fact]
    public async Task A_file_that_is_there_is_overwritten_only_when_that_is_asked_for()
    {
        var (source, target) = (InFolder("in.bin"), InFolder("out.tlog"));
        await File.WriteAllBytesAsync(source, Frames.Heartbeat(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(target, "precious", TestContext.Current.CancellationToken);
        var refused = await Tool.Run([], "record", $"file:{source}", target);
        refused.Code.Should().Be(2);
        refused.Errors.Should().Contain("--force");
        (await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken)).Should().Be("precious");
        (await Tool.Run([], "record", $"file:{source}", target, "--force")).Code.Should().Be(0);
        new FileInfo(target).Length.Should().Be(8 + 21);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string InFolder(string name) => Path.Combine(_folder, name);
}
