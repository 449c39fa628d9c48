using System.Threading.Channels;
using DroneCommand.Fleet.Gateway.Forwarding;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Gateway;

/// <summary>The parts of one vehicle's link; each guards its own state.</summary>
internal sealed record LinkParts(
    VehicleAddress Address,
    LinkSigning Signing,
    AddressWatch Way,
    VehicleServices Vehicle,
    StreamRequester Streams,
    UplinkWatch Uplink,
    CameraScout Cameras,
    OrderRunner Orders,
    ModeWatch Modes,
    TlogRecorder Tlog,
    StationGate Stations,
    VehicleLinkServices Services
);

/// <summary>
/// What a link tells its grain, five times a second or at once, and what it gets back: the registration, the lease, and
/// with it the right to send our heartbeat. One loop; the state here is the loop's own but for what says otherwise.
/// </summary>
internal sealed class LinkReports(LinkParts parts, IVehicleDownlink downlink) : IAsyncDisposable
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    /// <summary>A ground station that was noticed longer ago sets no rates any more.</summary>
    private static readonly TimeSpan CompetesFor = TimeSpan.FromMinutes(1);

    private readonly VehicleLinkServices services = parts.Services;
    private readonly VehicleAddress address = parts.Address;
    private readonly VehicleServices vehicle = parts.Vehicle;

    /// <summary>Capacity one: what cannot wait for the next report asks for it at once.</summary>
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly CancellationTokenSource ending = new();

    /// <summary>Stays when the lease ends: orders under way still report to this grain.</summary>
    private volatile string? vehicleId;
    private bool attached;
    private IVehicleDownlink? reference;
    private Task loop = Task.CompletedTask;
    private GroundHeartbeat? heartbeat;
    private Task identity = Task.CompletedTask;
    private int boots;
    private DateTimeOffset booted;
    private DateTimeOffset registryAsked;
    private DateTimeOffset flushed;

    /// <summary>The vehicle's permanent id; null until it is known to be adopted. From any thread.</summary>
    public string? VehicleId => vehicleId;

    public void Start() => loop = Task.Run(Loop);

    /// <summary>Something decisive came. From any thread.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    public Task ReportEnd(Guid operationId, CommandOutcome outcome) => Uplink.ReportEnd(operationId, outcome);

    public Task ReportPhase(Guid operationId, string phase) => Uplink.ReportPhase(operationId, phase);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await loop;
        if (heartbeat is { } beating)
        {
            await beating.DisposeAsync();
        }
        ending.Dispose();
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
        parts.Signing.Refresh();
        parts.Cameras.Tick();
        WatchBoots();
        if (now - flushed >= FlushEvery)
        {
            flushed = now;
            parts.Tlog.Flush();
        }
        if (!attached)
        {
            await Identify(now);
            return;
        }
        await TellClash(now);
        foreach (var text in parts.Modes.NewTexts())
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
            parts.Streams.Restart();
            parts.Cameras.Restart();
        }
        if (parts.Way.TakeMoved())
        {
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
        if (parts.Way.Clash is not null)
        {
            parts.Orders.GiveUp("two autopilots speak with its system id");
        }
        if (parts.Way.NewClash(now) is { } told)
        {
            services.Logger.LogWarning("{Address}: {Clash}", address, told);
            await Uplink.ReportMessage(new VehicleMessage(now, Severity.Error, told));
        }
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
        reference ??= services.Grains.CreateObjectReference<IVehicleDownlink>(downlink);
        var lease = await services.Grains.GetGrain<IVehicleUplink>(id).Attach(reference, Peer?.ToString() ?? "");
        if (lease is not null)
        {
            vehicleId = id;
            attached = true;
            // Our heartbeat is the pulse of what decides for this vehicle: when its grain has not answered for two seconds
            // it stops, and the vehicle's own failsafe sees that. A vehicle that is only discovered hears none.
            heartbeat ??= new GroundHeartbeat(vehicle.Connection);
            heartbeat.Feed();
            Show(lease.View);
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
        var telemetry = Telemetry(snapshot, now);
        if (parts.Modes.Changed(telemetry) is { } change)
        {
            if (change.Cause is ModeChangeCause.Pilot or ModeChangeCause.Station)
            {
                // Whoever flies now is not fought: what was under way ends at once.
                parts.Orders.GiveUp($"its pilot took over ({change.Telemetry.Mode})");
            }
            await Uplink.ReportModeChange(change);
            parts.Modes.Told(change);
        }
        var lease = await Uplink.Report(telemetry);
        heartbeat?.Feed();
        if (lease is null)
        {
            attached = false;
            parts.Stations.View = null;
            return;
        }
        Show(lease.View);
        if (lease.View.Status == VehicleStatus.Quarantined)
        {
            parts.Orders.GiveUp("the vehicle is quarantined");
            await services
                .Grains.GetGrain<IVehicleRegistryGrain>(VehicleRegistryGrain.Key)
                .ReportDiscovered(Discovered(now));
        }
    }

    private async Task KeepPulse()
    {
        Show(await services.Grains.GetGrain<IVehicleGrain>(vehicleId!).View());
        heartbeat?.Feed();
    }

    private void Show(VehicleView view)
    {
        parts.Stations.View = view;
        services.Feed.Publish(view);
    }

    private VehicleTelemetry Telemetry(TelemetrySnapshot snapshot, DateTimeOffset now)
    {
        string? feed = null;
        if (parts.Cameras.StreamAddress is { } announced && Peer?.EndPoint is { } from && vehicleId is { } id)
        {
            feed = services.Cameras.Announce(id, announced, from.Address) is null ? $"/feeds/{id}" : null;
        }
        return TelemetryMapping.ToTelemetry(snapshot, feed) with
        {
            Order = parts.Orders.Current,
            HasCamera = parts.Cameras.HasCamera,
            HasThermalCamera = parts.Cameras.IsThermal,
            WaitsForTeam = parts.Orders.WaitsForTeam,
            CannotCommand = parts.Uplink.State == UplinkState.Dead,
            Clash = parts.Way.Clash,
            Competitor = Competitor(now),
            Stations = services.Stations.AttachedTo(parts.Stations),
        };
    }

    /// <summary>A station that only rates speak for is not named: a bad line can look the same.</summary>
    private string? Competitor(DateTimeOffset now) =>
        parts.Streams.Competitor is { SystemId: { } system } rival
        && now - rival.At < CompetesFor
        && !services.Stations.IsAttached(parts.Stations, system)
            ? rival.ToString()
            : null;

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

    /// <summary>Where it is reached.</summary>
    private LinkPeer? Peer => parts.Way.Peer;

    private IVehicleUplink Uplink => services.Grains.GetGrain<IVehicleUplink>(vehicleId!);
}
