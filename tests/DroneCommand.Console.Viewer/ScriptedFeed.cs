using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Console.Viewer;

/// <summary>
/// The sample fleet, moved around the site as time goes on, for looking at the pages without a silo. Tests push views
/// with <see cref="Set"/> instead.
/// </summary>
public sealed class ScriptedFeed : IFleetFeed
{
    private readonly Lock gate = new();
    private readonly List<Action<IReadOnlyCollection<string>>> subscribers = [];
    private IReadOnlyList<VehicleView> vehicles = [];
    private DateTimeOffset? begun;

    public IReadOnlyList<VehicleView> Vehicles => vehicles;

    public VehicleView? Find(string vehicleId) => vehicles.FirstOrDefault(view => view.VehicleId == vehicleId);

    public IDisposable Subscribe(Action<IReadOnlyCollection<string>> changed)
    {
        lock (gate)
        {
            subscribers.Add(changed);
        }

        return new Ending(() =>
        {
            lock (gate)
            {
                subscribers.Remove(changed);
            }
        });
    }

    public int SubscriberCount
    {
        get
        {
            lock (gate)
            {
                return subscribers.Count;
            }
        }
    }

    /// <summary>Replaces all views and tells the subscribers.</summary>
    public void Set(IReadOnlyList<VehicleView> views)
    {
        vehicles = [.. views.OrderBy(view => view.Name, StringComparer.Ordinal)];
        Action<IReadOnlyCollection<string>>[] told;
        lock (gate)
        {
            told = [.. subscribers];
        }

        foreach (var subscriber in told)
        {
            subscriber([.. views.Select(view => view.VehicleId)]);
        }
    }

    /// <summary>Moves everything to where it is at <paramref name="now"/>.</summary>
    public void MoveTo(DateTimeOffset now, Site site)
    {
        begun ??= now;
        var elapsed = (now - begun.Value).TotalSeconds;
        Set([.. SampleFleet.At(now).Select((view, i) => Moved(view, i, elapsed, begun.Value, site))]);
    }

    private static VehicleView Moved(VehicleView view, int index, double elapsed, DateTimeOffset begun, Site site)
    {
        var aged = Aged(view, begun, elapsed);
        if (view.Position is null)
        {
            return aged;
        }

        if (!VehicleMoves(view))
        {
            return aged with { Position = Standing(view, index, site) };
        }

        var ring = Ring(view, site);
        var speed = view.Kind == VehicleKind.Rover ? 1.4 : 6.1;
        var (position, heading, fraction) = Along(ring, speed * elapsed + index * 70);
        return aged with
        {
            Position = position,
            HeadingDeg = heading,
            Route = view.Task is null ? [] : ring,
            Task = view.Task is { } task ? task with { Fraction = fraction } : null,
        };
    }

    private static bool VehicleMoves(VehicleView view) =>
        view.Armed && view.Status is VehicleStatus.OnTask or VehicleStatus.PilotFlies && view.Link == LinkState.Live;

    /// <summary>What was not heard grows older from the viewer's start on.</summary>
    private static VehicleView Aged(VehicleView view, DateTimeOffset begun, double elapsed) =>
        view.Link is LinkState.Lost
            ? view with
            {
                LastHeard = begun.AddSeconds(-391),
                NeedsYou = [.. view.NeedsYou.Select(item => item with { Since = begun.AddSeconds(-391) })],
            }
            : view with
            {
                NeedsYou = [.. view.NeedsYou.Select(item => item with { Since = item.Since.AddSeconds(-elapsed) })],
            };

    private static GeoPoint Standing(VehicleView view, int index, Site site)
    {
        var dock = site.FindDock(view.DockName ?? "")?.Position ?? site.Docks[index % site.Docks.Count].Position;
        return view.Armed ? Geodesic.Direct(dock, index * 67, 40 + index * 6) : Geodesic.Direct(dock, index * 90, 3);
    }

    private static List<GeoPoint> Ring(VehicleView view, Site site)
    {
        var name = view.Kind == VehicleKind.Rover ? "South yard" : "Fence line";
        var points = site.FindPerimeter(name)!.Points;
        return [.. points, points[0]];
    }

    private static (GeoPoint At, double HeadingDeg, double Fraction) Along(List<GeoPoint> ring, double metres)
    {
        var legs = ring.Zip(ring.Skip(1), Geodesic.Inverse).ToList();
        var total = legs.Sum(leg => leg.DistanceMetres);
        var left = metres % total;
        var fraction = left / total;
        for (var i = 0; i < legs.Count; i++)
        {
            if (left <= legs[i].DistanceMetres)
            {
                return (Geodesic.Direct(ring[i], legs[i].InitialAzimuthDeg, left), legs[i].InitialAzimuthDeg, fraction);
            }

            left -= legs[i].DistanceMetres;
        }

        return (ring[^1], 0, 1);
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
