using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Coverage;

/// <summary>
/// A polygon with holes in a plane, made for many questions: does a place lie within, does a straight way stay within.
/// Rings are simple, without closing point, the outer one anticlockwise and holes clockwise, so that the inside is to
/// the left of every edge.
/// </summary>
internal sealed class AreaShape
{
    private readonly EdgeGrid grid;
    private readonly Vec[] smallHoleCentres;

    private AreaShape(IReadOnlyList<Vec[]> rings)
    {
        Rings = rings;
        Low = new Vec(rings[0].Min(p => p.X), rings[0].Min(p => p.Y));
        High = new Vec(rings[0].Max(p => p.X), rings[0].Max(p => p.Y));
        Area = rings.Sum(SignedArea);
        Perimeter = rings.Sum(ring => ring.Select((p, i) => Vec.Distance(p, ring[(i + 1) % ring.Length])).Sum());
        grid = new EdgeGrid(rings, Low, High);
        smallHoleCentres = [.. rings.Skip(1).Select(ring => ring[0])];
    }

    /// <summary>The outer ring first.</summary>
    public IReadOnlyList<Vec[]> Rings { get; }

    public Vec Low { get; }

    public Vec High { get; }

    /// <summary>Square metres without the holes.</summary>
    public double Area { get; }

    /// <summary>Metres of all rings.</summary>
    public double Perimeter { get; }

    /// <summary>The same shape in the same plane.</summary>
    public static AreaShape Of(Polygon polygon) =>
        Of(
            polygon
                .InteriorRings.Prepend(polygon.ExteriorRing)
                .Select(ring => (IReadOnlyList<Vec>)[.. ring.Coordinates[..^1].Select(at => new Vec(at.X, at.Y))])
        );

    public static AreaShape Of(IEnumerable<IReadOnlyList<Vec>> rings) =>
        new([.. rings.Select((ring, i) => Oriented(ring, anticlockwise: i == 0))]);

    /// <summary>The same shape turned to the left around the plane's origin.</summary>
    public AreaShape Turned(double radians)
    {
        var (sin, cos) = Math.SinCos(radians);
        return new([.. Rings.Select(ring => Array.ConvertAll(ring, p => p.Turned(sin, cos)))]);
    }

    /// <summary>True for places within; on the edge either may come out.</summary>
    public bool Contains(Vec place) => grid.Contains(place);

    /// <summary>True when the straight way touches no more than the edge.</summary>
    public bool Sees(Vec from, Vec to) => grid.IsClear(from, to);

    /// <summary>True when the triangle whose three sides are known to lie within holds no hole.</summary>
    public bool TriangleIsWhole(Vec a, Vec b, Vec c)
    {
        foreach (var hole in smallHoleCentres)
        {
            var (u, v, w) = (Side(a, b, hole), Side(b, c, hole), Side(c, a, hole));
            if ((u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The place on an edge that is nearest.</summary>
    public Vec NearestOnEdge(Vec place)
    {
        var best = Rings[0][0];
        foreach (var ring in Rings)
        {
            for (var i = 0; i < ring.Length; i++)
            {
                var along = ring[(i + 1) % ring.Length] - ring[i];
                var squared = Vec.Dot(along, along);
                var share = squared > 0 ? Math.Clamp(Vec.Dot(place - ring[i], along) / squared, 0, 1) : 0;
                var near = ring[i] + along * share;
                best = Vec.Distance(near, place) < Vec.Distance(best, place) ? near : best;
            }
        }

        return best;
    }

    /// <summary>Corners at which the inside takes more than a half turn: ways bend around these only.</summary>
    public List<Vec> ReflexCorners()
    {
        var corners = new List<Vec>();
        foreach (var ring in Rings)
        {
            for (var i = 0; i < ring.Length; i++)
            {
                var (before, at, after) = (
                    ring[(i + ring.Length - 1) % ring.Length],
                    ring[i],
                    ring[(i + 1) % ring.Length]
                );
                if (Vec.Cross(at - before, after - at) < 0)
                {
                    corners.Add(at);
                }
            }
        }

        return corners;
    }

    public static double SignedArea(IReadOnlyList<Vec> ring)
    {
        double twice = 0;
        for (var i = 0; i < ring.Count; i++)
        {
            twice += Vec.Cross(ring[i] - ring[0], ring[(i + 1) % ring.Count] - ring[0]);
        }

        return twice / 2;
    }

    private static double Side(Vec a, Vec b, Vec p) => Vec.Cross(b - a, p - a);

    private static Vec[] Oriented(IReadOnlyList<Vec> ring, bool anticlockwise)
    {
        Vec[] copy = [.. ring];
        if (SignedArea(copy) > 0 != anticlockwise)
        {
            Array.Reverse(copy);
        }

        return copy;
    }
}
