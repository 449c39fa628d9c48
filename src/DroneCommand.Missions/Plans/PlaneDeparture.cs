using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>
/// How a plane comes from its dock onto its route: straight ahead until it is high enough, and then by turns that end on the
/// route's first leg. ArduPlane leaves its take-off where the height is reached, wherever that is, and from there goes for
/// the next place: so neither the climb-out's end nor the turn behind it is told, only the turn onto the route.
/// </summary>
internal static class PlaneDeparture
{
    /// <summary>The pitch of the climb after take-off, degrees; ArduPlane's own default.</summary>
    public const double PitchDeg = 15;

    /// <summary>Turns are drawn by a place each so many degrees, as those of routes.</summary>
    private const double StepRad = Math.PI / 6;

    /// <summary>How far ahead of its dock it has climbed to a height, metres.</summary>
    public static double ClimbOutMetres(AltitudeAboveHome altitude) =>
        altitude.Metres / Math.Tan(PitchDeg * Math.PI / 180);

    /// <summary>Where it has climbed to the height of a route: ahead of its dock, or towards the route from anywhere else.</summary>
    public static TrackPoint ClimbOut(Site site, GeoPoint home, TrackPoint first)
    {
        var dock = site.Docks.FirstOrDefault(each => each.Position == home && each.Fits(VehicleFamily.Plane));
        var heading = dock?.HeadingDeg ?? Geodesic.Inverse(home, first.Position).InitialAzimuthDeg;
        var end = Geodesic.Direct(home, heading, ClimbOutMetres(first.Altitude));
        return new TrackPoint(end, first.Altitude) { IsUntold = true };
    }

    /// <summary>The turns from the end of its climb-out onto a route, without their two ends.</summary>
    /// <param name="home">Where it took off.</param>
    /// <param name="climbOut">Where it has climbed.</param>
    /// <param name="track">The route.</param>
    /// <param name="radius">Of its turns, metres.</param>
    /// <param name="runIn">How far before the route the last turn ends, metres.</param>
    public static IReadOnlyList<TrackPoint> Turns(
        GeoPoint home,
        TrackPoint climbOut,
        IReadOnlyList<TrackPoint> track,
        double radius,
        double runIn
    )
    {
        var frame = new LocalFrame(home);
        var (begin, to) = (Local(climbOut), Local(track[0]));
        if (Vec.Distance(begin, to) < 1)
        {
            return [];
        }

        var next = track.Skip(1).Select(Local).FirstOrDefault(place => Vec.Distance(place, to) > 1, to);
        if (track[0].Orbit is not null || next == to)
        {
            // A loiter is come to from anywhere: only the first turn counts.
            var first = DubinsPath.Between(begin, Heading(begin), to, Heading(to - begin), radius).Take(1);
            return [.. first.SelectMany(piece => Places(piece, told: false)).Skip(1)];
        }

        // A route is begun in its own direction, and after the plane has settled on it.
        var way = next - to;
        var end = to - way * (runIn / Vec.Distance(next, to));
        var pieces = DubinsPath.Between(begin, Heading(begin), end, Heading(way), radius);
        return [.. pieces.SelectMany((piece, i) => Places(piece, IsOnto(pieces, i))).Skip(1), Place(end, told: true)];

        Vec Local(TrackPoint point)
        {
            var local = frame.ToLocal(point.Position);
            return new Vec(local.EastMetres, local.NorthMetres);
        }

        IEnumerable<TrackPoint> Places(PathPiece piece, bool told) =>
            Shares(piece).Select(share => Place(piece.At(piece.Metres * share), told));

        TrackPoint Place(Vec at, bool told) =>
            new(frame.ToGeo(new LocalPoint(at.X, at.Y)), climbOut.Altitude) { IsUntold = !told };
    }

    /// <summary>Only the last arc leads onto the route; a way that ends straight needs no telling.</summary>
    private static bool IsOnto(List<PathPiece> pieces, int index) =>
        index == pieces.Count - 1 && index > 0 && pieces[index].Curvature != 0;

    /// <summary>A piece's places but its last, which is the next one's first, as shares of its length.</summary>
    private static IEnumerable<double> Shares(PathPiece piece)
    {
        var steps = Math.Max(1, (int)Math.Ceiling(piece.Metres * Math.Abs(piece.Curvature) / StepRad));
        return Enumerable.Range(0, steps).Select(step => (double)step / steps);
    }

    private static double Heading(Vec way) => Math.Atan2(way.Y, way.X);
}
