using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Feasibility;

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
    private readonly IReadOnlyList<KeptWithin> parts;

    /// <param name="site">The site.</param>
    /// <param name="free">Where the vehicle may be, in the site's frame.</param>
    public TrackFit(Site site, Geometry free)
    {
        this.site = site;
        parts =
        [
            .. PlanarShapes
                .Polygons(PlanarShapes.Widened(free, EdgeMetres))
                .Select(shape => new KeptWithin(AreaShape.Of(shape))),
        ];
    }

    /// <summary>What remains of a track, and its share of the whole length; null where nothing does.</summary>
    public (IReadOnlyList<TrackPoint> Track, double Share)? Of(IReadOnlyList<TrackPoint> track)
    {
        // A vehicle cannot get from one part to another: the one where most of the pattern lies is flown.
        var best = parts
            .Select(part => (Part: part, Pieces: Pieces(part, track)))
            .MaxBy(part => part.Pieces.Sum(LengthOf));
        if (best.Pieces is not { Count: > 0 } pieces)
        {
            return null;
        }

        var fitted = new List<TrackPoint>(pieces[0]);
        foreach (var piece in pieces.Skip(1))
        {
            fitted.AddRange(Between(best.Part, fitted[^1], piece[0]));
            fitted.AddRange(piece);
        }

        var whole = LengthOf(track);
        return (fitted, whole > 0 ? pieces.Sum(LengthOf) / whole : 1);
    }

    /// <summary>The parts of a track within, in its own order, with what is done at its corners.</summary>
    private List<List<TrackPoint>> Pieces(KeptWithin within, IReadOnlyList<TrackPoint> track)
    {
        var pieces = new List<List<TrackPoint>>();
        for (var i = 0; i + 1 < track.Count; i++)
        {
            foreach (var (enter, leave) in within.Inside(PlaceOf(track[i]), PlaceOf(track[i + 1])))
            {
                var end = At(track[i], track[i + 1], leave);
                if (enter == 0 && pieces.Count > 0 && ReferenceEquals(pieces[^1][^1], track[i]))
                {
                    pieces[^1].Add(end);
                }
                else
                {
                    pieces.Add([At(track[i], track[i + 1], enter), end]);
                }
            }
        }

        return [.. pieces.Where(piece => LengthOf(piece) >= ShortestMetres)];
    }

    /// <summary>The corner itself where a cut reaches it; else a place of its own, at the height of the leg.</summary>
    private TrackPoint At(TrackPoint from, TrackPoint to, double share)
    {
        if (share is 0 or 1)
        {
            return share == 0 ? from : to;
        }

        var (start, end) = (PlaceOf(from), PlaceOf(to));
        return new TrackPoint(ToGeo(start + (end - start) * share), Higher(from, to));
    }

    private IEnumerable<TrackPoint> Between(KeptWithin within, TrackPoint from, TrackPoint to) =>
        (within.Between(PlaceOf(from), PlaceOf(to)) ?? []).Select(at => new TrackPoint(ToGeo(at), Higher(from, to)));

    private static AltitudeAboveHome Higher(TrackPoint one, TrackPoint other) =>
        one.Altitude.Metres >= other.Altitude.Metres ? one.Altitude : other.Altitude;

    private Vec PlaceOf(TrackPoint point)
    {
        var place = site.Frame.ToLocal(point.Position);
        return new(place.EastMetres, place.NorthMetres);
    }

    private GeoPoint ToGeo(Vec place) => site.Frame.ToGeo(new LocalPoint(place.X, place.Y));

    private double LengthOf(IReadOnlyList<TrackPoint> piece) =>
        piece.Zip(piece.Skip(1)).Sum(leg => Geodesic.Distance(leg.First.Position, leg.Second.Position));
}
