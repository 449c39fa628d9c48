using DroneCommand.Missions.Geodesy;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Plans;

/// <summary>
/// Leaves out places of a track that lie so near to the straight way past them that nobody could tell: rounded turns are
/// drawn with more places than an autopilot stores. Places where something is done stay.
/// </summary>
internal static class TrackThinning
{
    /// <summary>
    /// Metres that the way may be moved by, tried in this order; with what else moves it, less than the half metre that areas
    /// are kept clear beyond the margin.
    /// </summary>
    private static readonly double[] Tolerances = [0.1, 0.2, 0.3, 0.35];

    /// <summary>The track with as few places as asked for, or as few as the largest tolerance gives.</summary>
    /// <param name="track">In the order of movement.</param>
    /// <param name="most">How many items it may make.</param>
    public static IReadOnlyList<TrackPoint> To(IReadOnlyList<TrackPoint> track, int most)
    {
        var thin = track;
        foreach (var tolerance in Tolerances)
        {
            if (Items(thin) <= most)
            {
                break;
            }

            thin = Within(track, tolerance);
        }

        return thin;
    }

    /// <summary>Ramer, Douglas and Peucker's way: the place furthest from a straight way stays if it is too far.</summary>
    public static IReadOnlyList<TrackPoint> Within(IReadOnlyList<TrackPoint> track, double tolerance)
    {
        var frame = new LocalFrame(track[0].Position);
        var places = track.Select(point => frame.ToCoordinate(point.Position)).ToArray();
        var stays = new bool[track.Count];
        for (var i = 0; i < track.Count; i++)
        {
            stays[i] = i == 0 || i == track.Count - 1 || track[i].Actions.Count > 0 || Climbs(track, i);
        }

        var spans = new Stack<(int From, int To)>();
        for (int from = 0, to = 1; to < track.Count; to++)
        {
            if (stays[to])
            {
                spans.Push((from, to));
                from = to;
            }
        }

        while (spans.TryPop(out var span))
        {
            if (Furthest(places, span.From, span.To, tolerance) is { } kept)
            {
                stays[kept] = true;
                spans.Push((span.From, kept));
                spans.Push((kept, span.To));
            }
        }

        return [.. track.Where((_, i) => stays[i])];
    }

    private static int Items(IReadOnlyList<TrackPoint> track) => track.Sum(point => 1 + point.Actions.Count);

    private static bool Climbs(IReadOnlyList<TrackPoint> track, int i) =>
        track[i - 1].Altitude != track[i].Altitude || track[i].Altitude != track[i + 1].Altitude;

    private static int? Furthest(Coordinate[] places, int from, int to, double tolerance)
    {
        int? furthest = null;
        var most = tolerance;
        for (var i = from + 1; i < to; i++)
        {
            var distance = DistanceComputer.PointToSegment(places[i], places[from], places[to]);
            if (distance > most)
            {
                (most, furthest) = (distance, i);
            }
        }

        return furthest;
    }
}
