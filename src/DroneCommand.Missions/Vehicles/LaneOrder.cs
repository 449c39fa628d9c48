using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Vehicles;

/// <summary>A straight lane that may be flown either way.</summary>
/// <param name="Index">In the order in which lanes were given.</param>
/// <param name="From">Where it is begun.</param>
/// <param name="To">Where it is left.</param>
internal readonly record struct StraightLane(int Index, Vec From, Vec To)
{
    public StraightLane Reversed => new(Index, To, From);

    public double HeadingRad => Math.Atan2((To - From).Y, (To - From).X);
}

/// <summary>
/// The order of lanes for what cannot turn into the neighbouring one: lanes are skipped and flown on the way back, where
/// that is shorter than bulbs. Begins with skipping patterns and improves the best by exchanges until none helps.
/// </summary>
internal static class LaneOrder
{
    /// <summary>More lanes than this are only skipped evenly: exchanges take the square of their number.</summary>
    private const int MostForExchanges = 160;

    private const double LeastGain = 1e-6;

    /// <summary>The lanes in the order and direction in which they are flown.</summary>
    /// <param name="lanes">Side by side, in order across.</param>
    /// <param name="radius">The tightest turn, metres.</param>
    public static IReadOnlyList<StraightLane> Of(IReadOnlyList<StraightLane> lanes, double radius)
    {
        var best = Candidates(lanes.Count)
            .Select(order => Directed([.. order.Select(i => lanes[i])], radius))
            .MinBy(order => Length(order, radius))!;
        if (lanes.Count <= MostForExchanges)
        {
            Improve(best, radius);
        }

        return best;
    }

    /// <summary>Metres of the turns between lanes.</summary>
    public static double Length(IReadOnlyList<StraightLane> order, double radius) =>
        order.Zip(order.Skip(1), (from, to) => Turn(from, to, radius)).Sum();

    private static IEnumerable<int[]> Candidates(int count)
    {
        yield return [.. Enumerable.Range(0, count)];
        for (var skip = 2; skip <= Math.Min(count / 2, 16); skip++)
        {
            // Blocks of twice the skip: out by the skip, back by one less, so that each lane of the block is met once.
            var order = new List<int>();
            for (var block = 0; block < count; block += 2 * skip)
            {
                for (var i = 0; i < skip; i++)
                {
                    order.Add(block + i);
                    order.Add(block + i + skip);
                }
            }

            yield return [.. order.Where(i => i < count)];
        }
    }

    /// <summary>Every lane against the one before it.</summary>
    private static List<StraightLane> Directed(List<StraightLane> order, double radius)
    {
        for (var i = 1; i < order.Count; i++)
        {
            var (given, reversed) = (order[i], order[i].Reversed);
            order[i] = Turn(order[i - 1], given, radius) <= Turn(order[i - 1], reversed, radius) ? given : reversed;
        }

        return order;
    }

    /// <summary>Turns parts around and moves single lanes while that makes turns shorter.</summary>
    private static void Improve(List<StraightLane> order, double radius)
    {
        var turns = new Dictionary<(int, bool, int, bool), double>();
        double Cost(int from, int to) => from < 0 || to >= order.Count ? 0 : Between(order[from], order[to]);
        double Between(StraightLane from, StraightLane to)
        {
            var key = (from.Index, Forward(from), to.Index, Forward(to));
            if (!turns.TryGetValue(key, out var metres))
            {
                turns[key] = metres = Turn(from, to, radius);
            }

            return metres;
        }

        for (var improved = true; improved; )
        {
            improved = false;
            for (var i = 0; i < order.Count; i++)
            {
                for (var j = i; j < order.Count; j++)
                {
                    var before = Cost(i - 1, i) + Cost(j, j + 1);
                    var after =
                        (i > 0 ? Between(order[i - 1], order[j].Reversed) : 0)
                        + (j + 1 < order.Count ? Between(order[i].Reversed, order[j + 1]) : 0);
                    if (after < before - LeastGain)
                    {
                        TurnAround(order, i, j);
                        improved = true;
                    }
                }
            }

            while (MoveOne(order, Between))
            {
                improved = true;
            }
        }
    }

    /// <summary>Takes one lane out and puts it in where, and in the direction in which, it costs less.</summary>
    private static bool MoveOne(List<StraightLane> order, Func<StraightLane, StraightLane, double> between)
    {
        for (var i = 0; i < order.Count; i++)
        {
            var lane = order[i];
            var rest = order.Where((_, k) => k != i).ToList();
            double Gap(int j) => j > 0 && j < rest.Count ? between(rest[j - 1], rest[j]) : 0;
            double With(StraightLane put, int j) =>
                (j > 0 ? between(rest[j - 1], put) : 0) + (j < rest.Count ? between(put, rest[j]) : 0) - Gap(j);
            var old = With(lane, i) - LeastGain;
            for (var j = 0; j <= rest.Count; j++)
            {
                var put = With(lane, j) <= With(lane.Reversed, j) ? lane : lane.Reversed;
                if (With(put, j) < old)
                {
                    order.RemoveAt(i);
                    order.Insert(j, put);
                    return true;
                }
            }
        }

        return false;
    }

    private static void TurnAround(List<StraightLane> order, int first, int last)
    {
        order.Reverse(first, last - first + 1);
        for (var i = first; i <= last; i++)
        {
            order[i] = order[i].Reversed;
        }
    }

    private static bool Forward(StraightLane lane) => (lane.From.X, lane.From.Y).CompareTo((lane.To.X, lane.To.Y)) < 0;

    private static double Turn(StraightLane from, StraightLane to, double radius) =>
        DubinsPath.Length(from.To, from.HeadingRad, to.From, to.HeadingRad, radius);
}
