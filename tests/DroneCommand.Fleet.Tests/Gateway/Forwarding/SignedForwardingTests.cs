using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Tests.Gateway.Forwarding;

/// <summary>Stations and a vehicle that has a signing key: nothing is signed for anybody else.</summary>
public sealed class SignedForwardingTests : IAsyncDisposable
{
    private const string Kestrel = "kestrel-1";
    private static readonly SigningKey Key = SigningKey.FromPassphrase("kestrel-1's key");

    private readonly List<IAsyncDisposable> opened = [];
    private FleetServer server = null!;
    private SocketVehicle vehicle = null!;

    public async ValueTask DisposeAsync()
    {
        foreach (var disposable in Enumerable.Reverse(opened))
        {
            await disposable.DisposeAsync();
        }
    }

    private async Task Start()
    {
        var network = new NetworkOptions { Port = SocketVehicle.FreePort() };
        server = await FleetServer.Start(null, ("demo", network));
        opened.Add(server);
        await server.End();
        server.Forwarding["pilot"] = new() { Listen = LinkAddress.Parse("udp://:0"), Network = "demo" };
        await server.Begin();
        await server.Adopt(Kestrel, heard: false);
        await server.Import(Kestrel, Key);
        vehicle = new SocketVehicle(network.Port.Value, 1, server.Time, Key);
        opened.Add(vehicle);
        await Until("it is live", async () => (await server.View(Kestrel)).Link == LinkState.Live);
    }

    private SocketStation Station(SigningKey? key)
    {
        var station = new SocketStation(server, key: key);
        opened.Add(station);
        return station;
    }

    private Task Until(string phase, Func<bool> reached) => Until(phase, () => Task.FromResult(reached()));

    private Task Until(string phase, Func<Task<bool>> reached) =>
        Eventually.Reaches(
            phase,
            async () =>
            {
                vehicle.Beat();
                await server.Tick();
                return await reached();
            }
        );

    private int Asked => vehicle.Heard.Count(frame => frame.MessageId == MessageIds.MissionRequestList);

    [Fact]
    public async Task What_a_station_signs_with_the_vehicles_key_reaches_it_as_it_came()
    {
        await Start();
        var station = Station(Key);
        await Until(
            "the vehicle is asked",
            () =>
            {
                station.Send(new MissionRequestList { TargetSystem = 1, TargetComponent = 1 });
                return Asked > 0;
            }
        );
        vehicle
            .Heard.Where(frame => frame.MessageId == MessageIds.MissionRequestList)
            .Should()
            .AllSatisfy(frame => frame.Verdict.Should().Be(SignatureVerdict.Verified));
    }

    [Theory]
    [InlineData(false, "did not sign")]
    [InlineData(true, "signs with another key")]
    public async Task What_it_does_not_sign_so_is_refused_and_the_reason_told(bool signs, string why)
    {
        await Start();
        var station = Station(signs ? SigningKey.Generate() : null);
        await Until(
            "it is told",
            () =>
            {
                station.Send(new MissionRequestList { TargetSystem = 1, TargetComponent = 1 });
                return station.Texts.Any(text => text.Contains(why));
            }
        );
        Asked.Should().Be(0);
    }
}
