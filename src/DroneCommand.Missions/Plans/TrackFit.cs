using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Plans;

/// <summary>
/// Cuts a track to where a vehicle may be on a site: a search's pattern is drawn about a datum whatever stands there. What
/// remains is flown in the same order, joined by the shortest ways around what was cut out.
/// </summary>
internal sealed class TrackFit
{
    /// <summary>Shorter pieces are not worth the way to them, metres.</summary>
    private const double ShortestMetres = 2;

    /// <summary>The ends of pieces lie on the edge: ways may run a hair outside of it, still within its spare margin.</summary>
    private const double EdgeMetres = 0.05;

    private readonly Site site;
    private readonly IReadOnlyList<(Polygon Shape, ShortWays Ways)> parts;

    /// <param name="site">The site.</param>
    /// <param name="free">Where the vehicle may be, in the site's frame.</param>
    public TrackFit(Site site, Geometry free)
    {
        this.site = site;
        parts = [.. PolygonsOf(PlanarShapes.Widened(free, EdgeMetres)).Select(shape => (shape, WaysIn(shape)))];
    }

    /// <summary>What remains of a track, and its share of the whole length; null where nothing does.</summary>
    public (IReadOnlyList<TrackPoint> Track, double Share)? Of(IReadOnlyList<TrackPoint> track)
    {
        var places = track.Select(point => site.Frame.ToCoordinate(point.Position)).ToArray();
        var whole = PlanarShapes.Line(places);
        // A vehicle cannot get from one part to another: the one where most of the pattern lies is flown.
        var best = parts
            .Select(part => (part.Ways, Pieces: Pieces(whole, part.Shape, track, places)))
            .MaxBy(part => part.Pieces.Sum(LengthOf));
        if (best.Pieces is not { Count: > 0 } pieces)
        {
            return null;
        }

        var fitted = new List<TrackPoint>(pieces[0]);
        foreach (var piece in pieces.Skip(1))
        {
            fitted.AddRange(Between(best.Ways, fitted[^1], piece[0]));
            fitted.AddRange(piece);
        }

        return (fitted, whole.Length > 0 ? pieces.Sum(LengthOf) / whole.Length : 1);
    }

    /// <summary>The parts of a line within a shape, in its own order, with what is done at its corners.</summary>
    private List<List<TrackPoint>> Pieces(
        LineString whole,
        Polygon shape,
        IReadOnlyList<TrackPoint> track,
        Coordinate[] places
    )
    {
        var pieces = new List<List<TrackPoint>>();
        for (var i = 0; i + 1 < places.Length; i++)
        {
            var cut = PlanarShapes.Segment(places[i], places[i + 1]).Intersection(shape);
            foreach (var (from, to) in Spans(cut, places[i]))
            {
                if (pieces.Count > 0 && from.Distance(places[i]) < 1e-6 && Ends(pieces[^1], track[i]))
                {
                    pieces[^1].Add(At(to, places[i + 1], track[i], track[i + 1]));
                }
                else
                {
                    pieces.Add([
                        At(from, places[i], track[i + 1], track[i]),
                        At(to, places[i + 1], track[i], track[i + 1]),
                    ]);
                }
            }
        }

        return [.. pieces.Where(piece => LengthOf(piece) >= ShortestMetres)];
    }

    private static bool Ends(List<TrackPoint> piece, TrackPoint corner) => ReferenceEquals(piece[^1], corner);

    /// <summary>The corner itself where a cut reaches it; else a place of its own, at the height of the leg.</summary>
    private TrackPoint At(Coordinate place, Coordinate corner, TrackPoint other, TrackPoint here) =>
        place.Distance(corner) < 1e-6
            ? here
            : new TrackPoint(site.Frame.ToGeo(place), new(Math.Max(here.Altitude.Metres, other.Altitude.Metres)));

    private static IEnumerable<(Coordinate From, Coordinate To)> Spans(Geometry cut, Coordinate begin) =>
        Enumerable
            .Range(0, cut.NumGeometries)
            .Select(cut.GetGeometryN)
            .OfType<LineString>()
            .Where(line => line.NumPoints > 1)
            .Select(line => (line.Coordinates[0], line.Coordinates[^1]))
            .Select(span => span.Item1.Distance(begin) <= span.Item2.Distance(begin) ? span : (span.Item2, span.Item1))
            .OrderBy(span => span.Item1.Distance(begin));

    private IEnumerable<TrackPoint> Between(ShortWays ways, TrackPoint from, TrackPoint to)
    {
        var altitude = from.Altitude.Metres >= to.Altitude.Metres ? from.Altitude : to.Altitude;
        var (a, b) = (site.Frame.ToLocal(from.Position), site.Frame.ToLocal(to.Position));
        var corners = ways.Between(new(a.EastMetres, a.NorthMetres), new(b.EastMetres, b.NorthMetres)) ?? [];
        return corners.Select(at => new TrackPoint(site.Frame.ToGeo(new LocalPoint(at.X, at.Y)), altitude));
    }

    private double LengthOf(IReadOnlyList<TrackPoint> piece) =>
        piece.Zip(piece.Skip(1)).Sum(leg => Geodesic.Distance(leg.First.Position, leg.Second.Position));

    private static IEnumerable<Polygon> PolygonsOf(Geometry shape) =>
        Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>().Where(p => !p.IsEmpty);

    private static ShortWays WaysIn(Polygon shape)
    {
        LineString[] rings = [shape.ExteriorRing, .. shape.InteriorRings];
        return new(
            AreaShape.Of(
                rings.Select(ring => (IReadOnlyList<Vec>)[.. ring.Coordinates[..^1].Select(c => new Vec(c.X, c.Y))])
            )
        );
    }
}
