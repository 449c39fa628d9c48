using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Simplify;

namespace DroneCommand.Missions.Survey;

/// <summary>A structure's footprint in a plane, and the way round it at a stand-off.</summary>
internal sealed class ScanRing
{
    /// <summary>Corners of the footprint that stand out less are left out, metres.</summary>
    private const double Detail = 0.2;

    /// <summary>Beyond so many corners more of them are left out, up to a quarter of the stand-off.</summary>
    private const int ManyCorners = 200;

    /// <summary>4 π area over perimeter²: 1 for a circle, 0.79 for a square. Rounder ones have one middle to look at.</summary>
    private const double Round = 0.88;

    private ScanRing(Polygon footprint, IReadOnlyList<Vec> points)
    {
        Footprint = [.. Open(footprint)];
        Points = points;
        Centre = new Vec(footprint.Centroid.X, footprint.Centroid.Y);
        IsRound = 4 * Math.PI * footprint.Area / (footprint.Length * footprint.Length) >= Round;
        Walls = [.. Footprint.Select((corner, i) => (corner, Footprint[(i + 1) % Footprint.Count]))];
    }

    /// <summary>Anticlockwise, without closing point.</summary>
    public IReadOnlyList<Vec> Footprint { get; }

    /// <summary>The sides; outwards is to the right of each.</summary>
    public IReadOnlyList<(Vec From, Vec To)> Walls { get; }

    /// <summary>The way round at the stand-off, clockwise, without closing point.</summary>
    public IReadOnlyList<Vec> Points { get; }

    public Vec Centre { get; }

    /// <summary>True for towers and tanks.</summary>
    public bool IsRound { get; }

    public double Metres => Points.Select((point, i) => Vec.Distance(point, Points[(i + 1) % Points.Count])).Sum();

    /// <param name="outline">Of the footprint, simple.</param>
    /// <param name="standOff">Metres.</param>
    /// <param name="angleDeg">By how much the way turns at once at most.</param>
    public static ScanRing Of(IReadOnlyList<Vec> outline, double standOff, double angleDeg)
    {
        var whole = PlanarShapes.Polygon([.. outline.Select(place => new Coordinate(place.X, place.Y))], []);
        var simple = Simplified(whole, standOff);
        var quarter = Math.Clamp((int)Math.Ceiling(90 / angleDeg), 2, 24);
        var parameters = new BufferParameters(quarter, EndCapStyle.Round, JoinStyle.Round, 5);
        // What a stand-off closes (a narrow court) is flown over: only the outer ring counts.
        var grown = (Polygon)simple.Buffer(standOff, parameters);
        return new(simple, [.. Open(PlanarShapes.Factory.CreatePolygon(grown.ExteriorRing.Coordinates)).Reverse()]);
    }

    private static Polygon Simplified(Polygon whole, double standOff)
    {
        var simple = whole;
        for (var detail = Detail; detail <= Detail || simple.NumPoints > ManyCorners; detail *= 2)
        {
            if (detail > standOff / 4 && detail > Detail)
            {
                break;
            }

            simple = TopologyPreservingSimplifier.Simplify(whole, detail) is Polygon { IsEmpty: false } less
                ? less
                : simple;
        }

        return simple;
    }

    /// <summary>The same way round, begun at the point that is nearest to a place.</summary>
    public IReadOnlyList<Vec> From(Vec? place)
    {
        var first = place is { } near ? Enumerable.Range(0, Points.Count).MinBy(i => Vec.Distance(Points[i], near)) : 0;
        return [.. Points.Skip(first), .. Points.Take(first)];
    }

    /// <summary>The place of the footprint's edge that is nearest.</summary>
    public Vec NearestOnWall(Vec place)
    {
        var best = Footprint[0];
        foreach (var (from, to) in Walls)
        {
            var along = to - from;
            var share = Math.Clamp(Vec.Dot(place - from, along) / Vec.Dot(along, along), 0, 1);
            var near = from + along * share;
            best = Vec.Distance(near, place) < Vec.Distance(best, place) ? near : best;
        }

        return best;
    }

    /// <summary>Anticlockwise, without closing point: outwards is to the right of each side.</summary>
    private static IEnumerable<Vec> Open(Polygon polygon)
    {
        var ring = polygon.ExteriorRing.Coordinates[..^1].Select(c => new Vec(c.X, c.Y)).ToArray();
        return AreaShape.SignedArea(ring) > 0 ? ring : ring.Reverse();
    }
}
