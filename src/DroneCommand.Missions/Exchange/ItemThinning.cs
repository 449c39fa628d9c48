using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Leaves waypoints out of a mission that has more items than an autopilot stores. Only those go at which nothing is done,
/// that lie no further from the straight way past them than a bound, and past which that way stays within the area.
/// </summary>
internal sealed class ItemThinning
{
    private readonly IReadOnlyList<MissionItem> items;
    private readonly FlatMap map;
    private readonly List<AreaShape> areas;
    private readonly Vec[] plane;

    public ItemThinning(IReadOnlyList<MissionItem> items, IReadOnlyList<DrawnArea> within)
    {
        this.items = items;
        List<GeoPoint> places = [.. items.Select(item => item.Position).OfType<GeoPoint>()];
        map = places.Count > 0 ? FlatMap.Around(places) : new FlatMap(default);
        plane = [.. items.Select(item => map.ToPlane(item.Position ?? places.FirstOrDefault()))];
        areas = [.. within.Select(area => AreaShape.Of([Plane(area.Outline), .. area.Holes.Select(Plane)]))];
    }

    private Vec[] Plane(IReadOnlyList<GeoPoint> ring) => [.. ring.Select(map.ToPlane)];

    /// <summary>The items that stay when waypoints within so many metres of the way go.</summary>
    public List<MissionItem> Within(double metres)
    {
        var stays = new bool[items.Count];
        Array.Fill(stays, true);
        for (var first = 0; first < items.Count; first++)
        {
            var last = first;
            while (last + 1 < items.Count && IsWay(last + 1) && IsWay(first) && (last == first || IsPlain(last)))
            {
                last++;
            }

            if (last > first + 1)
            {
                Thin(first, last, metres, stays);
            }

            first = Math.Max(first, last - 1);
        }

        return [.. items.Where((_, i) => stays[i])];
    }

    private bool IsWay(int i) => items[i] is { Command: MavCmd.NavWaypoint, Position: not null };

    /// <summary>A waypoint at which nothing is done: it is passed, and what comes next is the next waypoint.</summary>
    private bool IsPlain(int i) =>
        IsWay(i) && items[i] is { Param1: 0, AutoContinue: true } && i + 1 < items.Count && IsWay(i + 1);

    /// <summary>Splits at the waypoint that is furthest from the way, until the rest is near enough and clear.</summary>
    private void Thin(int first, int last, double metres, bool[] stays)
    {
        var open = new Stack<(int First, int Last)>([(first, last)]);
        while (open.TryPop(out var part))
        {
            var (furthest, deviation) = Furthest(part.First, part.Last);
            if (furthest < 0)
            {
                continue;
            }

            if (deviation <= metres && IsClear(plane[part.First], plane[part.Last]))
            {
                Array.Fill(stays, false, part.First + 1, part.Last - part.First - 1);
                continue;
            }

            open.Push((part.First, furthest));
            open.Push((furthest, part.Last));
        }
    }

    private bool IsClear(Vec from, Vec to) => areas.Count == 0 || areas.Exists(area => area.Sees(from, to));

    private (int Index, double Metres) Furthest(int first, int last)
    {
        var (index, most) = (-1, -1.0);
        for (var i = first + 1; i < last; i++)
        {
            var metres = Distance(i, first, last);
            (index, most) = metres > most ? (i, metres) : (index, most);
        }

        return (index, most);
    }

    /// <summary>From a waypoint to the straight way between two others, heights included.</summary>
    private double Distance(int at, int first, int last)
    {
        var (way, rise) = (plane[last] - plane[first], items[last].AltitudeMetres - items[first].AltitudeMetres);
        var (to, up) = (plane[at] - plane[first], items[at].AltitudeMetres - items[first].AltitudeMetres);
        var squared = Vec.Dot(way, way) + rise * rise;
        var share = squared > 0 ? Math.Clamp((Vec.Dot(way, to) + rise * up) / squared, 0, 1) : 0;
        var (aside, above) = (to - way * share, up - rise * share);
        return Math.Sqrt(Vec.Dot(aside, aside) + above * above);
    }
}
