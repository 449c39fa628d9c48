using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// One vehicle beside its links: folds its telemetry, sends what is for it, runs its orders, shows it to the ground stations
/// that are attached. What it tells its grain is <see cref="LinkReports"/>' matter.
/// </summary>
/// <remarks>
/// Frames come on the links' receive threads, one at a time; reports and heartbeats run on one loop; orders on the thread pool. What they
/// share is immutable, or guarded by the class that holds it.
/// </remarks>
internal sealed class VehicleLink : IVehicleDownlink, IAsyncDisposable
{
    private readonly VehicleAddress address;
    private readonly LinkSigning signing;
    private readonly VehicleLinkServices services;
    private readonly VehicleConnection connection;
    private readonly VehicleServices vehicle;
    private readonly StreamRequester streams;
    private readonly UplinkWatch uplink;
    private readonly CameraScout cameras;
    private readonly OrderRunner orders;
    private readonly TlogRecorder tlog;
    private readonly AddressWatch way;
    private readonly StationGate stations;
    private readonly LinkReports reports;
    private readonly CancellationTokenSource ending = new();
    private Task asking = Task.CompletedTask;

    public VehicleLink(
        VehicleAddress address,
        LinkSigning signing,
        GatewayOptions options,
        VehicleLinkServices services
    )
    {
        this.address = address;
        this.signing = signing;
        this.services = services;
        way = new AddressWatch(
            address,
            signing,
            () => vehicle!.Telemetry.Snapshot.Identity?.Value.HardwareUid,
            services.Time,
            services.Logger
        );
        tlog = new TlogRecorder(options.TlogFolder, address.ToString(), services.Time, services.Logger);
        var writer = signing.Writer;
        connection = new VehicleConnection(writer, address.SystemId, address.ComponentId, Transmit, services.Time)
        {
            PeerVersion = () => way.Peer?.WireVersion ?? 2,
        };
        vehicle = new VehicleServices(connection);
        streams = new StreamRequester(connection, vehicle.Commands);
        uplink = new UplinkWatch(connection);
        cameras = new CameraScout(writer, address.SystemId, Transmit, services.Time);
        var flyMission = new FlyMission(
            vehicle,
            options.SystemId,
            tlog.Rotate,
            (launch, cancellation) => orders!.UntilLetGo(launch, cancellation)
        );
        var executor = new VehicleOrders(
            vehicle,
            flyMission,
            new(vehicle, signing),
            (id, phase) => reports!.ReportPhase(id, phase),
            services.Logger
        );
        orders = new OrderRunner(
            executor.Execute,
            WhyNotHeard,
            (id, outcome) => reports!.ReportEnd(id, outcome),
            services.Time,
            services.Logger
        );
        var modes = new ModeWatch(vehicle.Telemetry, orders, services.Time);
        stations = new StationGate(
            address,
            signing,
            way,
            orders,
            modes,
            tlog,
            () => vehicle.Autopilot,
            WhyNotHeard,
            services
        );
        reports = new LinkReports(
            new LinkParts(
                address,
                signing,
                way,
                vehicle,
                streams,
                uplink,
                cameras,
                orders,
                modes,
                tlog,
                stations,
                services
            ),
            this
        );
        vehicle.Telemetry.Happened += (_, _) => reports.Wake();
        connection.OnMessage<GlobalPositionInt>(_ => PublishMotion());
    }

    public void Start()
    {
        services.Stations.Add(stations);
        reports.Start();
        asking = Task.Run(() => streams.Run(ending.Token));
    }

    /// <summary>On the receive thread of a link.</summary>
    public void Deliver(in FrameView frame, LinkPeer from, Passage passage)
    {
        if (passage == Passage.Unkeyed && reports.VehicleId is not null)
        {
            // Adopted, but its network wants a key of it: what comes without one is nobody's.
            return;
        }
        var autopilot = frame.ComponentId == address.ComponentId;
        if (autopilot && passage == Passage.Unproven)
        {
            // Recorded, but no sign of life, no state and no address: it may be anybody's.
            tlog.Record(frame.Raw);
            return;
        }
        if (autopilot && !way.IsItself(frame, from))
        {
            return;
        }
        tlog.Record(frame.Raw);
        if (passage != Passage.Unproven)
        {
            stations.Publish(frame);
        }
        if (!connection.Deliver(frame, from))
        {
            cameras.Deliver(frame);
        }
    }

    /// <summary>A frame of somebody else on the vehicle's network, on the receive thread of a link.</summary>
    public void Overhear(in FrameView frame) => streams.Overhear(frame);

    public Task<OrderReceipt> Begin(LinkOrder order) => Task.FromResult(orders.Begin(order));

    public async ValueTask DisposeAsync()
    {
        services.Stations.Remove(stations);
        await ending.CancelAsync();
        orders.CancelAll();
        await reports.DisposeAsync();
        await asking;
        streams.Dispose();
        uplink.Dispose();
        vehicle.Dispose();
        tlog.Dispose();
        ending.Dispose();
    }

    private void Transmit(ReadOnlySpan<byte> frame)
    {
        if (way.Peer is { } to && signing.MaySend)
        {
            tlog.Record(frame);
            to.Send(frame);
        }
    }

    private void PublishMotion()
    {
        if (reports.VehicleId is { } id && vehicle.Telemetry.Snapshot.Position is { } position)
        {
            services.Feed.Publish(
                new VehicleMotion(
                    id,
                    position.At,
                    position.Value.Point,
                    position.Value.AboveHome,
                    position.Value.HeadingDeg,
                    position.Value.GroundSpeedMps
                )
            );
        }
    }

    private string? WhyNotHeard() =>
        vehicle.Telemetry.Snapshot.Silence(services.Time.GetUtcNow()) is { } silence && silence < LinkAging.LostAfter
            ? null
            : "it is not heard: nothing was sent";
}
