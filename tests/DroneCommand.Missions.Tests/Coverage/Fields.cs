using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Coverage;

/// <summary>Areas that the tests make themselves, in metres around a place.</summary>
internal static class Fields
{
    public static readonly FlatMap Map = new(new GeoPoint(47.4, 8.5));

    /// <summary>A star-shaped outline of so many corners with up to two square holes; the same for the same seed.</summary>
    public static List<List<Vec>> Random(int seed)
    {
        var random = new Random(seed);
        var corners = random.Next(5, 14);
        var outline = new List<Vec>();
        for (var i = 0; i < corners; i++)
        {
            var (sin, cos) = Math.SinCos((i + 0.6 * random.NextDouble()) * 2 * Math.PI / corners);
            var radius = 150 + 150 * random.NextDouble();
            outline.Add(new Vec(radius * cos * 1.4, radius * sin));
        }

        List<List<Vec>> rings = [outline];
        for (var i = 0; i < random.Next(3); i++)
        {
            var (x, y, half) = (-70 + 110 * i, -20 + 40 * random.NextDouble(), 10 + 20 * random.NextDouble());
            rings.Add([
                new(x - half, y - half),
                new(x + half, y - half),
                new(x + half, y + half),
                new(x - half, y + half),
            ]);
        }

        return rings;
    }

    public static List<List<Vec>> Rectangle(double width, double height) =>
        [
            [new(0, 0), new(width, 0), new(width, height), new(0, height)],
        ];

    public static DrawnArea Drawn(IReadOnlyList<IReadOnlyList<Vec>> rings)
    {
        var geo = rings.Select(ring => (IReadOnlyList<GeoPoint>)ring.Select(Map.ToGeo).ToList()).ToList();
        return new DrawnArea(geo[0], geo[1..]);
    }

    /// <summary>A polygon's GeoJSON.</summary>
    public static string Text(IEnumerable<GeoPoint> ring)
    {
        var corners = ring.Select(at => FormattableString.Invariant($"[{at.LongitudeDeg:F9},{at.LatitudeDeg:F9}]"))
            .ToList();
        return $$"""{ "type": "Polygon", "coordinates": [[{{string.Join(',', corners.Append(corners[0]))}}]] }""";
    }

    public static RoutePlan Plan(
        DrawnArea area,
        double swath,
        int seed = 0,
        int vehicles = 1,
        GeoPoint? depot = null,
        double coverage = 99.5
    ) =>
        ShapeMission.PlanOnArea(
            Demo.Library.Find("area-coverage")!,
            new Dictionary<string, string>
            {
                ["swath"] = swath.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["coverage"] = coverage.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
            area,
            [.. Enumerable.Repeat(VehicleFamily.Copter, vehicles)],
            depot,
            seed
        );

    /// <summary>Share of an area that lies within the disc of a path, counted square by square, with nothing of the planner's.</summary>
    public static double Covered(
        IReadOnlyList<IReadOnlyList<Vec>> rings,
        IEnumerable<IReadOnlyList<GeoPoint>> paths,
        double swath
    )
    {
        var planes = paths.Select(path => path.Select(Map.ToPlane).ToList()).ToList();
        var (inside, seen) = (0, 0);
        var step = swath / 7.3;
        for (var x = rings[0].Min(p => p.X) + step / 2; x < rings[0].Max(p => p.X); x += step)
        {
            for (var y = rings[0].Min(p => p.Y) + step / 2; y < rings[0].Max(p => p.Y); y += step)
            {
                var place = new Vec(x, y);
                if (rings.Count(ring => IsIn(ring, place)) != 1 || !IsIn(rings[0], place))
                {
                    continue;
                }

                inside++;
                seen += planes.Exists(path => Distance(path, place) <= swath / 2) ? 1 : 0;
            }
        }

        return (double)seen / inside;
    }

    /// <summary>Places every two metres of a path, its corners included.</summary>
    public static IEnumerable<Vec> Along(IReadOnlyList<GeoPoint> path)
    {
        var places = path.Select(Map.ToPlane).ToList();
        for (var i = 1; i < places.Count; i++)
        {
            var pieces = Math.Max(1, (int)(Vec.Distance(places[i - 1], places[i]) / 2));
            for (var k = 0; k <= pieces; k++)
            {
                yield return places[i - 1] + (places[i] - places[i - 1]) * ((double)k / pieces);
            }
        }
    }

    /// <summary>How far outside the area, or inside a hole, a place is; 0 within.</summary>
    public static double Outside(IReadOnlyList<IReadOnlyList<Vec>> rings, Vec place)
    {
        var within = IsIn(rings[0], place) && !rings.Skip(1).Any(hole => IsIn(hole, place));
        return within ? 0 : rings.Min(ring => Distance([.. ring, ring[0]], place));
    }

    private static bool IsIn(IReadOnlyList<Vec> ring, Vec place)
    {
        var inside = false;
        for (var i = 0; i < ring.Count; i++)
        {
            var (p, q) = (ring[i], ring[(i + 1) % ring.Count]);
            if (p.Y > place.Y != q.Y > place.Y && place.X < (q.X - p.X) * (place.Y - p.Y) / (q.Y - p.Y) + p.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private static double Distance(List<Vec> path, Vec place)
    {
        var best = double.MaxValue;
        for (var i = 1; i < path.Count; i++)
        {
            var way = path[i] - path[i - 1];
            var squared = Vec.Dot(way, way);
            var share = squared > 0 ? Math.Clamp(Vec.Dot(place - path[i - 1], way) / squared, 0, 1) : 0;
            best = Math.Min(best, Vec.Distance(place, path[i - 1] + way * share));
        }

        return best;
    }
}
