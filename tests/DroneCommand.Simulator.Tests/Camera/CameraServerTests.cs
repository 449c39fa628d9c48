using System.Net;
using System.Text;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Sites;
using DroneCommand.Simulator.Camera;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Camera;

public class CameraServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Frames_come_while_watched_one_alone_on_request_and_none_from_strangers()
    {
        var fleet = new SimulatedFleet(FleetFile.AtDocks(DemoSite.Load(), 1, 0, 1), Rig.Ready, [], _ => _ => { });
        await using var pump = new CameraPump(fleet, new Scene(DemoSite.Load()), 1, TimeProvider.System);
        pump.Start();
        await using var server = await CameraServer.Start(0, () => pump);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        using var patience = new CancellationTokenSource(Patience);

        using var response = await client.GetAsync(
            "/cameras/1.mjpg",
            HttpCompletionOption.ResponseHeadersRead,
            patience.Token
        );
        response.Content.Headers.ContentType!.MediaType.Should().Be("multipart/x-mixed-replace");
        await using var stream = await response.Content.ReadAsStreamAsync(patience.Token);
        (await ReadParts(stream, 3, patience.Token)).Should().Be(3);

        var picture = await client.GetByteArrayAsync("/cameras/1.jpg", patience.Token);
        picture[..2].Should().Equal(0xFF, 0xD8);
        (await client.GetAsync("/cameras/9.mjpg", patience.Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await client.GetAsync("/", patience.Token)).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_taken_port_is_said_in_one_line()
    {
        await using var first = await CameraServer.Start(0, () => null);
        var second = async () => await CameraServer.Start(first.Port, () => null);
        (await second.Should().ThrowAsync<LinkUnavailableException>()).Which.Message.Should().Contain($"{first.Port}");
    }

    [Fact]
    public void The_camera_component_announces_its_stream()
    {
        var rig = new Rig(options: Rig.Ready with { CameraUri = id => CameraServer.UriOf(8081, id) });
        rig.Run(3);
        rig.Log.Should().Contain(h => h.ComponentId == CameraComponent.ComponentId && h.Is<Heartbeat>());
        rig.Send(Ask(CameraComponent.ComponentId, MessageIds.VideoStreamInformation));
        rig.Last<VideoStreamInformation>()!
            .Value.Uri.ToString()
            .Should()
            .Be($"http://127.0.0.1:8081/cameras/{Rig.SystemId}.mjpg");
        rig.Send(Ask(CameraComponent.ComponentId, MessageIds.CameraInformation));
        rig.Last<CameraInformation>()!.Value.Flags.Should().HaveFlag(CameraCapFlags.HasVideoStream);
        rig.Send(Ask(CameraComponent.ComponentId, MessageIds.Attitude));
        rig.Last<CommandAck>()!.Value.Result.Should().Be(MavResult.Failed);
    }

    [Fact]
    public void Without_a_camera_port_there_is_no_camera()
    {
        var rig = new Rig();
        rig.Run(3);
        rig.Log.Should().NotContain(h => h.ComponentId == CameraComponent.ComponentId);
    }

    private static CommandLong Ask(byte component, uint messageId) =>
        new()
        {
            TargetSystem = Rig.SystemId,
            TargetComponent = component,
            Command = MavCmd.RequestMessage,
            Param1 = messageId,
        };

    private static async Task<int> ReadParts(Stream stream, int count, CancellationToken stop)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (Count(text.ToString()) < count)
        {
            var read = await stream.ReadAsync(buffer, stop);
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return count;
    }

    private static int Count(string text) => text.Split("--frame\r\nContent-Type: image/jpeg").Length - 1;
}
