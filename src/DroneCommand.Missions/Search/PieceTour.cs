using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>How free the order of pieces is.</summary>
internal enum PieceOrder
{
    /// <summary>As given.</summary>
    AsGiven,

    /// <summary>Any order, each track from its beginning.</summary>
    Forwards,

    /// <summary>Any order, each track from either end.</summary>
    EitherWay,
}

/// <summary>
/// The order of tracks with the shortest ways between them: the best of all for few tracks (Held and Karp), else the
/// nearest next, improved by turning parts of the order.
/// </summary>
/// <param name="tracks">Each with a beginning and an end.</param>
/// <param name="within">Where ways lie.</param>
/// <param name="start">Where the order begins; null when that is of no matter.</param>
internal sealed class PieceTour(IReadOnlyList<IReadOnlyList<LocalPoint>> tracks, KeptWithin within, LocalPoint? start)
{
    private const int MostExact = 9;

    /// <summary>Of more tracks, the nearest next as the crow flies: ways between all of them would take too long.</summary>
    private const int MostImproved = 40;

    /// <summary>Where there is no way, another order is better whatever it costs.</summary>
    private const double NoWay = 1e8;

    private readonly Dictionary<(int From, int To), double> metres = [];

    /// <summary>The tracks in their order, turned where they are flown from their end.</summary>
    public IReadOnlyList<IReadOnlyList<LocalPoint>> Ordered(PieceOrder order)
    {
        if (order == PieceOrder.AsGiven || tracks.Count == 0)
        {
            return tracks;
        }

        var turns = order == PieceOrder.EitherWay ? 2 : 1;
        var visits =
            tracks.Count <= MostExact ? Exact(turns)
            : tracks.Count <= MostImproved ? Improved(Nearest(turns), turns)
            : Nearest(turns);
        return
        [
            .. visits.Select(
                IReadOnlyList<LocalPoint> (v) => (v & 1) == 0 ? tracks[v >> 1] : [.. tracks[v >> 1].Reverse()]
            ),
        ];
    }

    /// <summary>A visit is 2 × track, + 1 when the track is flown from its end.</summary>
    private LocalPoint Enter(int visit) => (visit & 1) == 0 ? tracks[visit >> 1][0] : tracks[visit >> 1][^1];

    private double Link(int from, int to)
    {
        if (from < 0)
        {
            return start is { } place ? place.DistanceTo(Enter(to)) : 0;
        }

        var (a, b) = (Enter(from ^ 1), Enter(to));
        if (tracks.Count > MostImproved)
        {
            return a.DistanceTo(b);
        }

        if (!metres.TryGetValue((from, to), out var way))
        {
            way = within.Corners(a, b) is { } corners ? LocalMoves.Length([a, .. corners, b]) : NoWay;
            metres[(from, to)] = way;
        }

        return way;
    }

    private List<int> Exact(int turns)
    {
        var n = tracks.Count;
        var best = new Dictionary<(int Done, int Last), (double Metres, int Before)>();
        for (var done = 1; done < 1 << n; done++)
        {
            foreach (var last in Visits(turns).Where(v => (done >> (v >> 1) & 1) != 0))
            {
                var before = done & ~(1 << (last >> 1));
                best[(done, last)] =
                    before == 0
                        ? (Link(-1, last), -1)
                        : Visits(turns)
                            .Where(v => (before >> (v >> 1) & 1) != 0)
                            .Select(v => (best[(before, v)].Metres + Link(v, last), v))
                            .Min();
            }
        }

        var (all, order) = ((1 << n) - 1, new List<int>());
        var at = Visits(turns).MinBy(v => best[(all, v)].Metres);
        for (var done = all; done != 0; )
        {
            order.Insert(0, at);
            var before = best[(done, at)].Before;
            done &= ~(1 << (at >> 1));
            at = before;
        }

        return order;
    }

    private IEnumerable<int> Visits(int turns) =>
        Enumerable.Range(0, tracks.Count).SelectMany(track => Enumerable.Range(2 * track, turns));

    private List<int> Nearest(int turns)
    {
        var (order, left) = (new List<int>(), Visits(turns).ToList());
        while (left.Count > 0)
        {
            var next = left.MinBy(v => Link(order.Count > 0 ? order[^1] : -1, v));
            order.Add(next);
            left.RemoveAll(v => v >> 1 == next >> 1);
        }

        return order;
    }

    /// <summary>Turns parts of the order, or moves single tracks, as long as that shortens the ways.</summary>
    private List<int> Improved(List<int> order, int turns)
    {
        var length = Length(order);
        for (var isBetter = true; isBetter; )
        {
            isBetter = false;
            foreach (var other in Neighbours(order, turns))
            {
                var changed = Length(other);
                if (changed < length - 1e-6)
                {
                    (order, length, isBetter) = (other, changed, true);
                    break;
                }
            }
        }

        return order;
    }

    private double Length(List<int> order) => order.Select((visit, i) => Link(i == 0 ? -1 : order[i - 1], visit)).Sum();

    private static IEnumerable<List<int>> Neighbours(List<int> order, int turns)
    {
        for (var from = 0; from < order.Count; from++)
        {
            for (var to = 0; to < order.Count; to++)
            {
                var moved = order.ToList();
                moved.RemoveAt(from);
                moved.Insert(to, order[from]);
                yield return moved;
                if (turns == 2 && from <= to)
                {
                    var turned = order.ToList();
                    turned.Reverse(from, to - from + 1);
                    for (var i = from; i <= to; i++)
                    {
                        turned[i] ^= 1;
                    }

                    yield return turned;
                }
            }
        }
    }
}
