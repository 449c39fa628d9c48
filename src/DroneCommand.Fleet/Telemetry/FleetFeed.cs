using System.Collections.Concurrent;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Telemetry;

/// <summary>What changes fastest about a vehicle: straight from the link, up to ten times a second.</summary>
/// <param name="VehicleId">The vehicle.</param>
/// <param name="Received">When the frame came, server time.</param>
/// <param name="Position">Where it is.</param>
/// <param name="AboveHome">How high.</param>
/// <param name="HeadingDeg">Degrees clockwise from true north.</param>
/// <param name="GroundSpeedMps">Metres per second.</param>
public readonly record struct VehicleMotion(
    string VehicleId,
    DateTimeOffset Received,
    GeoPoint Position,
    AltitudeAboveHome AboveHome,
    double? HeadingDeg,
    double? GroundSpeedMps
);

/// <summary>Where gateways put what they know; each console host has one.</summary>
public interface IFleetFeedSink
{
    void Publish(VehicleView view);

    void Publish(in VehicleMotion motion);

    void Remove(string vehicleId);
}

/// <summary>
/// The newest view of each vehicle on this host. Newest wins, nothing is queued; a subscriber that is slow misses
/// intermediate values, never the last.
/// </summary>
public sealed class FleetFeed(TimeProvider time, ILogger<FleetFeed> logger)
    : BackgroundService,
        IFleetFeed,
        IFleetFeedSink
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, Entry> entries = new();
    private readonly ConcurrentDictionary<Subscription, byte> subscriptions = new();
    private readonly ConcurrentDictionary<string, byte> fresh = new();

    public IReadOnlyList<VehicleView> Vehicles
    {
        get
        {
            var now = time.GetUtcNow();
            return
            [
                .. entries.Values.Select(entry => entry.At(now)).OrderBy(view => view.Name, StringComparer.Ordinal),
            ];
        }
    }

    public VehicleView? Find(string vehicleId) =>
        entries.TryGetValue(vehicleId, out var entry) ? entry.At(time.GetUtcNow()) : null;

    public IDisposable Subscribe(Action<IReadOnlyCollection<string>> changed)
    {
        var subscription = new Subscription(this, changed);
        subscriptions[subscription] = 0;
        return subscription;
    }

    public void Publish(VehicleView view)
    {
        entries.AddOrUpdate(
            view.VehicleId,
            static (_, newer) => new Entry(newer, null),
            static (_, old, newer) => newer.Revision >= old.View.Revision ? old with { View = newer } : old,
            view
        );
        fresh[view.VehicleId] = 0;
    }

    public void Publish(in VehicleMotion motion)
    {
        if (entries.TryGetValue(motion.VehicleId, out var entry))
        {
            entries.TryUpdate(motion.VehicleId, entry with { Motion = motion }, entry);
            fresh[motion.VehicleId] = 0;
        }
    }

    public void Remove(string vehicleId)
    {
        entries.TryRemove(vehicleId, out _);
        fresh[vehicleId] = 0;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            TickOnce();
        }
    }

    /// <summary>Tells every subscriber what changed since the last tick.</summary>
    internal void TickOnce()
    {
        MarkAged(time.GetUtcNow());
        Deliver();
    }

    /// <summary>A vehicle that fell silent changes without anybody publishing it.</summary>
    private void MarkAged(DateTimeOffset now)
    {
        foreach (var (id, entry) in entries)
        {
            if (LinkAging.StateOf(entry.LastHeard, now) != LinkAging.StateOf(entry.LastHeard, now - Tick))
            {
                fresh[id] = 0;
            }
        }
    }

    private void Deliver()
    {
        if (fresh.IsEmpty)
        {
            return;
        }
        var ids = fresh.Keys.ToArray();
        foreach (var id in ids)
        {
            fresh.TryRemove(id, out _);
        }
        foreach (var subscription in subscriptions.Keys)
        {
            try
            {
                subscription.OnChanged(ids);
            }
            catch (Exception failure)
            {
                // One page's fault must not keep the others from seeing the fleet.
                logger.LogError(failure, "a subscriber of the fleet feed failed");
            }
        }
    }

    private sealed record Entry(VehicleView View, VehicleMotion? Motion)
    {
        public DateTimeOffset? LastHeard =>
            Motion is { } motion && motion.Received > (View.LastHeard ?? default) ? motion.Received : View.LastHeard;

        public VehicleView At(DateTimeOffset now)
        {
            var view =
                Motion is { } motion && motion.Received > (View.LastHeard ?? default)
                    ? View with
                    {
                        LastHeard = motion.Received,
                        PositionHeard = motion.Received,
                        Position = motion.Position,
                        AboveHome = motion.AboveHome,
                        HeadingDeg = motion.HeadingDeg ?? View.HeadingDeg,
                        GroundSpeedMps = motion.GroundSpeedMps ?? View.GroundSpeedMps,
                    }
                    : View;
            return LinkAging.At(view, now);
        }
    }

    private sealed class Subscription(FleetFeed feed, Action<IReadOnlyCollection<string>> onChanged) : IDisposable
    {
        public Action<IReadOnlyCollection<string>> OnChanged { get; } = onChanged;

        public void Dispose() => feed.subscriptions.TryRemove(this, out _);
    }
}
