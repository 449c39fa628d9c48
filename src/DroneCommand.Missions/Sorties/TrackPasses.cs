using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Sorties;

/// <summary>Where a track passes places.</summary>
internal static class TrackPasses
{
    /// <summary>A place of the track this near serves as the one that is nearest.</summary>
    private const double SnapMetres = 2;

    /// <summary>The place of a track that is nearest to another, and the index of the place before it (or itself).</summary>
    public static (int Index, TrackPoint Point) Nearest(IReadOnlyList<TrackPoint> track, GeoPoint near)
    {
        var legs = new Legs(track);
        var at = legs.Frame.ToCoordinate(near);
        var best = Enumerable.Range(0, track.Count - 1).MinBy(leg => legs.Distance(leg, at));
        var stop = legs.StopOn(best, at);
        return stop == track[best + 1] ? (best + 1, stop) : (best, stop);
    }

    /// <summary>
    /// The track with a stop wherever it passes one of some places most closely: a place of its own where one is near, a
    /// new one elsewhere. A place that is passed again on a later lap is stopped at again.
    /// </summary>
    /// <param name="track">In the order of movement.</param>
    /// <param name="places">What is passed.</param>
    /// <param name="within">How near the track must come, metres.</param>
    public static List<(TrackPoint Point, bool IsStop)> Of(
        IReadOnlyList<TrackPoint> track,
        IReadOnlyList<GeoPoint> places,
        double within
    )
    {
        if (track.Count < 2)
        {
            return [.. track.Select(p => (p, places.Any(c => Geodesic.Distance(c, p.Position) <= within)))];
        }

        var legs = new Legs(track);
        var stops = places
            .Select(legs.Frame.ToCoordinate)
            .SelectMany(at => legs.Passes(at, within).Select(leg => (Leg: leg, Point: legs.StopOn(leg, at))))
            .ToList();
        var result = new List<(TrackPoint, bool)>();
        for (var i = 0; i < track.Count; i++)
        {
            result.Add((track[i], stops.Any(stop => stop.Point == track[i] && stop.Leg - i is 0 or -1)));
            var between = stops.Where(stop => stop.Leg == i && stop.Point != track[i] && stop.Point != track[i + 1]);
            result.AddRange(
                between
                    .Select(stop => stop.Point)
                    .Distinct()
                    .OrderBy(stop => Geodesic.Distance(track[i].Position, stop.Position))
                    .Select(stop => (stop, true))
            );
        }

        return result;
    }

    private sealed class Legs
    {
        private readonly IReadOnlyList<TrackPoint> track;
        private readonly Coordinate[] places;

        public Legs(IReadOnlyList<TrackPoint> track)
        {
            this.track = track;
            Frame = new LocalFrame(track[0].Position);
            places = [.. track.Select(point => Frame.ToCoordinate(point.Position))];
        }

        public LocalFrame Frame { get; }

        public double Distance(int leg, Coordinate at) =>
            DistanceComputer.PointToSegment(at, places[leg], places[leg + 1]);

        /// <summary>The nearest leg of each stretch of the track that is near enough.</summary>
        public IEnumerable<int> Passes(Coordinate at, double within)
        {
            int? best = null;
            for (var leg = 0; leg + 1 < places.Length; leg++)
            {
                if (Distance(leg, at) > within)
                {
                    if (best is { } passed)
                    {
                        yield return passed;
                    }

                    best = null;
                }
                else if (best is null || Distance(leg, at) < Distance(best.Value, at) - 1e-6)
                {
                    best = leg;
                }
            }

            if (best is { } last)
            {
                yield return last;
            }
        }

        public TrackPoint StopOn(int leg, Coordinate at)
        {
            var (from, to) = (places[leg], places[leg + 1]);
            var nearest = new LineSegment(from, to).ClosestPoint(at);
            if (nearest.Distance(from) <= SnapMetres)
            {
                return track[leg];
            }

            if (nearest.Distance(to) <= SnapMetres)
            {
                return track[leg + 1];
            }

            var share = nearest.Distance(from) / to.Distance(from);
            var (low, high) = (track[leg].Altitude.Metres, track[leg + 1].Altitude.Metres);
            return new TrackPoint(Frame.ToGeo(nearest), new AltitudeAboveHome(low + (high - low) * share));
        }
    }
}
