using System.Threading.Channels;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>
/// One vehicle beside its links: folds its telemetry, reports to its grain, sends our heartbeat, runs its orders.
/// </summary>
/// <remarks>
/// Frames come on the links' receive threads, one at a time; reports and heartbeats run on one loop; orders on the thread pool. What they
/// share is immutable, or guarded by the class that holds it.
/// </remarks>
internal sealed class VehicleLink : IVehicleDownlink, IAsyncDisposable
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private readonly VehicleAddress address;
    private readonly LinkSigning signing;
    private readonly VehicleLinkServices services;
    private readonly VehicleConnection connection;
    private readonly VehicleServices vehicle;
    private readonly StreamRequester streams;
    private readonly UplinkWatch uplink;
    private readonly CameraScout cameras;
    private readonly OrderRunner orders;
    private readonly ModeWatch modes;
    private readonly TlogRecorder tlog;

    /// <summary>Capacity one: what cannot wait for the next report asks for it at once.</summary>
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource ending = new();

    private static readonly TimeSpan ClashToldEvery = TimeSpan.FromMinutes(1);

    private readonly PeerBinding binding;
    private readonly ClashWatch clashes;
    private volatile bool moved;
    private DateTimeOffset clashTold;

    /// <summary>Stays when the lease ends: orders under way still report to this grain.</summary>
    private volatile string? vehicleId;
    private bool attached;
    private IVehicleDownlink? reference;
    private Task loop = Task.CompletedTask;
    private Task asking = Task.CompletedTask;
    private GroundHeartbeat? heartbeat;
    private Task identity = Task.CompletedTask;
    private int boots;
    private DateTimeOffset booted;
    private DateTimeOffset registryAsked;
    private DateTimeOffset flushed;

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
        binding = new PeerBinding(services.Time, address.SystemId, address.ComponentId);
        signing.KeyGone += binding.ForgetProof;
        tlog = new TlogRecorder(options.TlogFolder, address.ToString(), services.Time, services.Logger);
        var writer = signing.Writer;
        connection = new VehicleConnection(writer, address.SystemId, address.ComponentId, Transmit, services.Time)
        {
            PeerVersion = () => Peer?.WireVersion ?? 2,
        };
        vehicle = new VehicleServices(connection);
        clashes = new ClashWatch(
            binding,
            writer,
            (address.SystemId, address.ComponentId),
            () => vehicle.Telemetry.Snapshot.Identity?.Value.HardwareUid,
            services.Time
        );
        streams = new StreamRequester(connection, vehicle.Commands);
        uplink = new UplinkWatch(connection);
        cameras = new CameraScout(writer, address.SystemId, Transmit, services.Time);
        var flyMission = new FlyMission(vehicle, options.SystemId, tlog.Rotate);
        var executor = new VehicleOrders(vehicle, flyMission, new(vehicle, signing), ReportPhase, services.Logger);
        orders = new OrderRunner(executor.Execute, WhyNotHeard, ReportEnd, services.Time, services.Logger);
        modes = new ModeWatch(vehicle.Telemetry, orders, services.Time);
        vehicle.Telemetry.Happened += (_, _) => wake.Writer.TryWrite(true);
        connection.OnMessage<GlobalPositionInt>(_ => PublishMotion());
    }

    public void Start()
    {
        loop = Task.Run(Loop);
        asking = Task.Run(() => streams.Run(ending.Token));
    }

    /// <summary>On the receive thread of a link.</summary>
    public void Deliver(in FrameView frame, LinkPeer from, Passage passage)
    {
        if (passage == Passage.Unkeyed && vehicleId is not null)
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
        if (autopilot && !IsItself(frame, from))
        {
            return;
        }
        tlog.Record(frame.Raw);
        if (!connection.Deliver(frame, from))
        {
            cameras.Deliver(frame);
        }
    }

    /// <summary>
    /// Two autopilots with one system id must not be taken for one, nor commands go to whichever spoke last. One that
    /// restarted speaks from a new port, and is believed when the old one has been silent.
    /// </summary>
    private bool IsItself(in FrameView frame, LinkPeer from)
    {
        var before = Peer;
        var heard = binding.Hear(from);
        if (heard == Hearing.Stranger)
        {
            clashes.Hear(frame, from, signing.MaySend);
        }
        else if (heard == Hearing.Moved && before is not null)
        {
            // What proves nothing may be another vehicle: it must say anew who it is.
            moved |= from.Proof != FrameProof.Verified;
            services.Logger.LogInformation("{Address}: is heard from {Peer} now", address, from);
        }
        return heard != Hearing.Stranger;
    }

    public Task<OrderReceipt> Begin(LinkOrder order) => Task.FromResult(orders.Begin(order));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        orders.CancelAll();
        await Task.WhenAll(loop, asking);
        if (heartbeat is { } beating)
        {
            await beating.DisposeAsync();
        }
        streams.Dispose();
        uplink.Dispose();
        vehicle.Dispose();
        tlog.Dispose();
        ending.Dispose();
    }

    private void Transmit(ReadOnlySpan<byte> frame)
    {
        if (Peer is { } to && signing.MaySend)
        {
            tlog.Record(frame);
            to.Send(frame);
        }
    }

    private async Task Loop()
    {
        try
        {
            while (true)
            {
                await NextReport();
                try
                {
                    await Tick();
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    services.Logger.LogWarning(failure, "{Address}: its grain did not answer", address);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway ends.
        }
    }

    /// <summary>Five times a second, or at once when something decisive came.</summary>
    private async Task NextReport()
    {
        using var due = new CancellationTokenSource(ReportEvery, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, ending.Token);
        try
        {
            await wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ending.IsCancellationRequested)
        {
            // Nothing decisive came: the regular report is due.
        }
    }

    private async Task Tick()
    {
        var now = services.Time.GetUtcNow();
        signing.Refresh();
        cameras.Tick();
        WatchBoots();
        if (now - flushed >= FlushEvery)
        {
            flushed = now;
            tlog.Flush();
        }
        if (!attached)
        {
            await Identify(now);
            return;
        }
        await TellClash(now);
        foreach (var text in modes.NewTexts())
        {
            await Uplink.ReportMessage(
                new VehicleMessage(text.At, TelemetryMapping.SeverityOf(text.Value.Severity), text.Value.Text)
            );
        }
        await Report(now);
    }

    /// <summary>A vehicle that rebooted sends nothing that it was asked for before, and may be another one.</summary>
    private void WatchBoots()
    {
        var snapshot = vehicle.Telemetry.Snapshot;
        if (snapshot.Reboots != boots)
        {
            boots = snapshot.Reboots;
            booted = services.Time.GetUtcNow();
            streams.Restart();
            cameras.Restart();
        }
        if (moved)
        {
            moved = false;
            booted = services.Time.GetUtcNow();
        }
        var known = snapshot.Identity is { At: var said } && said >= booted;
        if (!known && identity.IsCompleted && vehicle.Autopilot is not null)
        {
            identity = vehicle.RequestIdentity(ending.Token);
        }
    }

    private async Task TellClash(DateTimeOffset now)
    {
        if (ClashReport.Of(clashes.Current) is not { } clash)
        {
            return;
        }
        orders.GiveUp("two autopilots speak with its system id");
        if (now - clashTold < ClashToldEvery)
        {
            return;
        }
        var told = clash.InWords(address.ToString());
        clashTold = now;
        services.Logger.LogWarning("{Address}: {Clash}", address, told);
        await Uplink.ReportMessage(new VehicleMessage(now, Severity.Error, told));
    }

    private async Task Identify(DateTimeOffset now)
    {
        if (now - registryAsked < AskAgain)
        {
            return;
        }
        registryAsked = now;
        var registry = services.Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key);
        if (await registry.Find(address.Network, address.SystemId) is { } registered)
        {
            await Attach(registered.VehicleId);
            return;
        }
        await registry.ReportDiscovered(Discovered(now));
    }

    private async Task Attach(string id)
    {
        reference ??= services.Grains.CreateObjectReference<IVehicleDownlink>(this);
        var lease = await services.Grains.GetGrain<IVehicleUplink>(id).Attach(reference, Peer?.ToString() ?? "");
        if (lease is not null)
        {
            vehicleId = id;
            attached = true;
            // Our heartbeat is the pulse of what decides for this vehicle: when its grain has not answered for two seconds
            // it stops, and the vehicle's own failsafe sees that. A vehicle that is only discovered hears none.
            heartbeat ??= new GroundHeartbeat(connection);
            heartbeat.Feed();
            services.Feed.Publish(lease.View);
        }
    }

    private async Task Report(DateTimeOffset now)
    {
        var snapshot = vehicle.Telemetry.Snapshot;
        if (snapshot.LastHeard is not { } heard || now - heard > LinkAging.LostAfter)
        {
            // Silence is not reported: the newest report ages by itself, at the grain and on every page.
            await KeepPulse();
            return;
        }
        var telemetry = Telemetry(snapshot);
        if (modes.Changed(telemetry) is { } change)
        {
            if (change.Cause == ModeChangeCause.Pilot)
            {
                // Whoever flies now is not fought: what was under way ends at once.
                orders.GiveUp($"its pilot took over ({change.Telemetry.Mode})");
            }
            await Uplink.ReportModeChange(change);
            modes.Told(change);
        }
        var lease = await Uplink.Report(telemetry);
        heartbeat?.Feed();
        if (lease is null)
        {
            attached = false;
            return;
        }
        services.Feed.Publish(lease.View);
        if (lease.View.Status == VehicleStatus.Quarantined)
        {
            orders.GiveUp("the vehicle is quarantined");
            await services
                .Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key)
                .ReportDiscovered(Discovered(now));
        }
    }

    private async Task KeepPulse()
    {
        services.Feed.Publish(await services.Grains.GetGrain<IVehicleGrain>(vehicleId!).View());
        heartbeat?.Feed();
    }

    private VehicleTelemetry Telemetry(TelemetrySnapshot snapshot)
    {
        string? feed = null;
        if (attached && cameras.StreamAddress is { } announced && Peer?.EndPoint is { } from && vehicleId is { } id)
        {
            feed = services.Cameras.Announce(id, announced, from.Address) is null ? $"/feeds/{id}" : null;
        }
        return TelemetryMapping.ToTelemetry(snapshot, feed) with
        {
            Order = orders.Current,
            CannotCommand = uplink.State == UplinkState.Dead,
            Clash = ClashReport.Of(clashes.Current),
        };
    }

    private DiscoveredVehicle Discovered(DateTimeOffset now)
    {
        var snapshot = vehicle.Telemetry.Snapshot;
        return new DiscoveredVehicle(
            address.Network,
            address.SystemId,
            TelemetryMapping.KindOf(snapshot.Heartbeat?.Value.Type),
            TelemetryMapping.AutopilotName(snapshot, vehicle.Autopilot),
            Peer?.ToString() ?? "",
            snapshot.LastHeard ?? now,
            snapshot.Position?.Value.Point
        );
    }

    private void PublishMotion()
    {
        if (vehicleId is { } id && vehicle.Telemetry.Snapshot.Position is { } position)
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

    /// <summary>Where it is reached.</summary>
    private LinkPeer? Peer => binding.Peer;

    private IVehicleUplink Uplink => services.Grains.GetGrain<IVehicleUplink>(vehicleId!);

    private Task ReportEnd(Guid operationId, CommandOutcome outcome) => Uplink.ReportEnd(operationId, outcome);

    private Task ReportPhase(Guid operationId, string phase) => Uplink.ReportPhase(operationId, phase);
}
