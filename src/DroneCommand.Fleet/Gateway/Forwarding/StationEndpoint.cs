using System.Collections.Concurrent;
using System.Net;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Forwarding;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway.Forwarding;

/// <summary>One place at which ground stations attach. Thread-safe.</summary>
internal sealed class StationEndpoint : IAsyncDisposable
{
    /// <summary>More would have each frame of a vehicle sent out too often; it also bounds what forged senders cost.</summary>
    private const int MaxStations = 8;

    private readonly ForwardingOptions options;
    private readonly StationForwarding forwarding;
    private readonly IAccountNames accounts;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Link link;
    private readonly Lock attaching = new();
    private readonly ConcurrentDictionary<LinkPeer, Station> stations = new();
    private readonly ConcurrentDictionary<Station, Task> leaving = new();
    private volatile Caller? account;

    /// <exception cref="LinkUnavailableException">It cannot be opened.</exception>
    public StationEndpoint(
        string name,
        ForwardingOptions options,
        StationForwarding forwarding,
        IAccountNames accounts,
        TimeProvider time,
        ILogger logger
    )
    {
        Name = name;
        this.options = options;
        this.forwarding = forwarding;
        this.accounts = accounts;
        this.time = time;
        this.logger = logger;
        link = options.Open(time);
        link.PeerCame += peer => Attach(peer);
        link.PeerGone += Leave;
        link.FrameReceived += Take;
        link.HandlerFailed += (failure, peer) =>
            logger.LogError(failure, "endpoint {Endpoint}: a frame of {Peer} was not handled", name, peer);
        link.Failed += failure => logger.LogError(failure, "endpoint {Endpoint}: {Link} failed", name, link);
    }

    public string Name { get; }

    /// <summary>Where it listens.</summary>
    public Link Link => link;

    /// <summary>Writes as the server itself.</summary>
    public FrameWriter Own => forwarding.Own;

    /// <summary>One of its vehicles; null while none is heard.</summary>
    public StationGate? AnyVehicle => forwarding.Gates.FirstOrDefault(Covers);

    public void Start()
    {
        logger.LogInformation("endpoint {Endpoint}: ground stations attach at {Link}", Name, link);
        if (
            options.Account is { } name
            && !(IPAddress.TryParse(options.Listen.Place, out var ip) && IPAddress.IsLoopback(ip))
        )
        {
            logger.LogWarning(
                "endpoint {Endpoint}: whoever reaches {Link} acts for '{Account}'; keep it on a network that you trust",
                Name,
                link,
                name
            );
        }
        _ = LookUpAccount();
        link.Start();
    }

    /// <summary>True for an adopted vehicle that is seen here.</summary>
    public bool Covers(StationGate gate) =>
        gate.View is { } view
        && (
            options.Vehicle is { } wanted
                ? view.VehicleId == wanted || view.Name == wanted
                : gate.Address.Network == options.Network
        );

    /// <summary>The vehicle of this endpoint with that system id; null for none.</summary>
    public StationGate? Find(byte systemId) =>
        forwarding.Gates.FirstOrDefault(gate => gate.Address.SystemId == systemId && Covers(gate));

    /// <summary>Who is attached and sees this vehicle.</summary>
    public IEnumerable<AttachedStation> Attached() =>
        stations.Values.Select(station => new AttachedStation(station.Name, Name, account?.UserId, account?.Name));

    public bool HasStation(byte systemId) => stations.Values.Any(station => station.SystemId == systemId);

    /// <summary>Hands a frame of one of its vehicles to all its stations.</summary>
    public void Publish(in FrameView frame)
    {
        foreach (var (_, station) in stations)
        {
            station.Send(frame);
        }
    }

    /// <summary>Why the sender is no ground station that can attach here; null when it is one.</summary>
    public string? WhyNotStation(in FrameView frame)
    {
        var system = frame.SystemId;
        if (system == 0)
        {
            return "system id 0 is nobody's";
        }
        if (system == forwarding.Own.SystemId)
        {
            return $"system id {system} is the server's, give this station another one";
        }
        if (forwarding.Gates.Any(gate => gate.Address.SystemId == system && SharesNetwork(gate)))
        {
            return $"system id {system} is a vehicle's, give this station another one";
        }
        return frame.TryRead<Heartbeat>(out var beat) && beat.Autopilot != MavAutopilot.Invalid
            ? $"system {system} is an autopilot; vehicles belong to a network, not to an endpoint"
            : null;
    }

    /// <summary>Why a change cannot pass whoever holds the vehicle; null when that is the grain's to say.</summary>
    public string? WhyNotChange(StationClass kind, Caller? caller) =>
        options.Account is not { } name ? $"the endpoint '{Name}' is read-only: it acts for no account"
        : caller is null ? $"the endpoint '{Name}' acts for '{name}', and there is no such account"
        : kind == StationClass.Maintenance && !options.Maintenance
            ? $"the endpoint '{Name}' does not have the role {ForwardingOptions.MaintenanceRole}"
        : null;

    /// <summary>The account that its stations act for; null for none, or while there is no account of that name.</summary>
    public async ValueTask<Caller?> Caller(CancellationToken cancellation)
    {
        if (account is null && options.Account is { } name)
        {
            account = await accounts.UserIdOf(name, cancellation) is { } user ? new Caller(user, name) : null;
        }
        return account;
    }

    public async ValueTask DisposeAsync()
    {
        await link.DisposeAsync();
        foreach (var (peer, _) in stations)
        {
            Leave(peer, "the server stops");
        }
        await Task.WhenAll(leaving.Values);
    }

    private bool SharesNetwork(StationGate gate) =>
        gate.Address.Network == (options.Network ?? AnyVehicle?.Address.Network);

    private void Take(in FrameView frame, LinkPeer peer) => Attach(peer)?.Take(frame);

    private Station? Attach(LinkPeer peer)
    {
        if (stations.TryGetValue(peer, out var known))
        {
            return known;
        }
        lock (attaching)
        {
            // One that has just been forgotten would never be told to leave again.
            if (peer.IsGone || stations.Count >= MaxStations)
            {
                return null;
            }
            logger.LogInformation("endpoint {Endpoint}: {Peer} attached", Name, peer);
            _ = LookUpAccount();
            return stations[peer] = new Station(this, peer, time, logger);
        }
    }

    private void Leave(LinkPeer peer, string reason)
    {
        Station? station;
        lock (attaching)
        {
            stations.TryRemove(peer, out station);
        }
        if (station is not null)
        {
            logger.LogInformation("endpoint {Endpoint}: {Peer} is gone: {Reason}", Name, peer, reason);
            foreach (var (left, _) in leaving.Where(entry => entry.Value.IsCompleted))
            {
                leaving.TryRemove(left, out _);
            }
            leaving[station] = station.DisposeAsync().AsTask();
        }
    }

    /// <summary>So that people see for whom a station acts before it asks for anything.</summary>
    private async Task LookUpAccount()
    {
        try
        {
            if (await Caller(CancellationToken.None) is null && options.Account is { } name)
            {
                logger.LogWarning(
                    "DroneCommand:Forwarding:{Endpoint}:Account names '{Account}', and there is no such account: "
                        + "its stations only read",
                    Name,
                    name
                );
            }
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "endpoint {Endpoint}: its account cannot be looked up now", Name);
        }
    }
}
