using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Mavlink.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace DroneCommand.Fleet.Tests.Gateway;

public sealed class TlogRecorderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("dronecommand-tlog-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void No_recording_holds_a_signing_key()
    {
        byte[] secret = [.. Enumerable.Range(1, 32).Select(i => (byte)(7 * i))];
        using (var recorder = new TlogRecorder(folder, "demo/1", TimeProvider.System, NullLogger.Instance))
        {
            recorder.Record(TestFrames.Unsigned(new Heartbeat(), 1));
            recorder.Record(TestFrames.Unsigned(new SetupSigning { TargetSystem = 1, SecretKey = secret }, 255));
        }

        var recorded = File.ReadAllBytes(Directory.GetFiles(folder).Single());
        recorded.Should().NotBeEmpty();
        recorded.AsSpan().IndexOf(secret).Should().Be(-1);
    }
}
