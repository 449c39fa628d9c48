using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Fleet.Tests.Gateway.Forwarding;

/// <summary>A ground station, the server and simulated copters over real sockets: what tests of forwarding share.</summary>
public abstract class ForwardingField : IAsyncDisposable
{
    private protected const string Kestrel = "kestrel-1";
    private protected const byte Station = 254;
    private protected const float Guided = 4;
    private protected const float Custom = (float)MavModeFlag.CustomModeEnabled;

    private readonly List<IAsyncDisposable> opened = [];
    private FleetServer server = null!;
    private SimulatedField copters = null!;

    private protected FleetServer Server => server;

    private protected SimulatedField Copters => copters;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var disposable in Enumerable.Reverse(opened))
        {
            await disposable.DisposeAsync();
        }
    }

    private protected async Task Start(int vehicles = 1, params ForwardingOptions[] endpoints)
    {
        var port = SocketVehicle.FreePort();
        server = await FleetServer.Start(null, ("demo", new NetworkOptions { Port = port }));
        opened.Add(server);
        await server.End();
        for (var i = 0; i < endpoints.Length; i++)
        {
            server.Forwarding[$"pilot-{i}"] = endpoints[i];
        }
        await server.Begin();
        for (var i = 1; i <= vehicles; i++)
        {
            await server.Adopt($"kestrel-{i}", heard: false);
        }
        copters = new SimulatedField(server, port, vehicles);
        opened.Add(copters);
        await copters.Until("all are live", IsLive);

        async Task<bool> IsLive() =>
            (await Task.WhenAll(Enumerable.Range(1, vehicles).Select(i => server.View($"kestrel-{i}")))).All(view =>
                view.Link == LinkState.Live
            );
    }

    private protected static ForwardingOptions Endpoint(
        string? account = null,
        string? vehicle = null,
        string at = "udp://:0"
    ) =>
        new()
        {
            Listen = LinkAddress.Parse(at),
            Network = vehicle is null ? "demo" : null,
            Vehicle = vehicle,
            Account = account,
        };

    private protected async Task<SocketStation> Attach(byte systemId = Station, int endpoint = 0)
    {
        var station = new SocketStation(server, systemId, endpoint: endpoint);
        opened.Add(station);
        await copters.Until(
            "the station hears a vehicle",
            () =>
            {
                station.Beat();
                return station.Heard<Heartbeat>();
            }
        );
        return station;
    }

    private protected async Task TakeControl(Caller caller)
    {
        (await server.Vehicle(Kestrel).TakeAuthority(caller.Asks())).Kind.Should().Be(OutcomeKind.Done);
        await copters.Until(
            "the link knows",
            async () => (await server.View(Kestrel)).Stations.Any(station => station.CommandsFor is not null)
        );
    }

    private protected async Task<IReadOnlyList<string>> StationRecords() =>
        [
            .. (await server.Records(Kestrel))
                .Where(record => record.Action.StartsWith("station:", StringComparison.Ordinal))
                .Select(record => $"{record.UserName}: {record.Detail} -> {record.Outcome ?? "begun"}"),
        ];

    private protected IEnumerable<SentTo> FromStations => copters.Received.Where(sent => sent.Sender != 255);
}
