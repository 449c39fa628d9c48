namespace DroneCommand.Missions.Energy;

/// <summary>
/// Cuts a route into the fewest sorties. Each goes as far as it can: at every place of it the battery must still do for
/// the way home from there, so that no place lies beyond the point of no return.
/// </summary>
/// <remarks>
/// Going furthest is best: a sortie that begins further along gets at least as far, because flying there straight costs no
/// more than flying there along the route. And no place of a leg needs to be looked at between those where the need is
/// known: along a leg what was spent grows evenly and the way home is a convex function of the place, so that the need is
/// highest at one of the ends; where it passes the budget, it passes it once.
/// </remarks>
internal sealed class SortieCuts
{
    private const int Halvings = 40;

    /// <summary>A sortie that gets no further than this share of a leg gets nowhere.</summary>
    private const double LeastProgress = 1e-4;

    private readonly RouteCosts costs;
    private readonly double budgetWh;
    private readonly LegCost[] before;

    /// <param name="costs">What the route costs.</param>
    /// <param name="budgetWh">What a battery gives down to its reserve.</param>
    public SortieCuts(RouteCosts costs, double budgetWh)
    {
        (this.costs, this.budgetWh) = (costs, budgetWh);
        before = new LegCost[costs.Legs.Count + 1];
        for (var i = 0; i < costs.Legs.Count; i++)
        {
            before[i + 1] = before[i] + costs.Legs[i];
        }
    }

    /// <summary>The route's end.</summary>
    public RouteCut End => new(costs.Legs.Count, 0);

    /// <summary>What a sortie takes that does the part of the route between two places.</summary>
    public LegCost Cost(RouteCut from, RouteCut to) =>
        costs.PerSortie + costs.Out(from) + Along(from, to) + costs.Home(to);

    /// <summary>The places where sorties begin, the route's beginning first, and where one is out of reach.</summary>
    /// <param name="mostSeconds">No sortie may take longer.</param>
    /// <returns>Either the beginnings, or the place that cannot be reached and returned from.</returns>
    public (IReadOnlyList<RouteCut>? Begins, RouteCut? Beyond) Fewest(double mostSeconds = double.PositiveInfinity)
    {
        var begins = new List<RouteCut>();
        for (var at = new RouteCut(0, 0); at.CompareTo(End) < 0; )
        {
            begins.Add(at);
            var next = Furthest(at, mostSeconds);
            if (next.CompareTo(at) <= 0)
            {
                return (null, at);
            }

            at = next;
        }

        return (begins, null);
    }

    /// <summary>
    /// The same number of sorties, or another one that is asked for, made so that the longest takes as little as possible.
    /// </summary>
    /// <param name="sorties">How many at most.</param>
    public IReadOnlyList<RouteCut>? Even(int sorties)
    {
        if (Fewest().Begins is not { } best || best.Count > sorties)
        {
            return null;
        }

        var (low, high) = (0.0, Cost(new(0, 0), End).Seconds + 1);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Fewest(middle).Begins is { } begins && begins.Count <= sorties)
            {
                (best, high) = (begins, middle);
            }
            else
            {
                low = middle;
            }
        }

        return best;
    }

    /// <summary>How far a sortie gets; its own beginning when that is out of reach.</summary>
    public RouteCut Furthest(RouteCut from, double mostSeconds)
    {
        if (!Fits(from, from, mostSeconds))
        {
            return from;
        }

        for (var leg = from.Leg; leg < costs.Legs.Count; leg++)
        {
            var begin = leg == from.Leg ? from.Share : 0;
            if (Fits(from, new(leg + 1, 0), mostSeconds))
            {
                continue;
            }

            var (good, bad) = (begin, 1.0);
            for (var i = 0; i < Halvings; i++)
            {
                var middle = (good + bad) / 2;
                (good, bad) = Fits(from, new(leg, middle), mostSeconds) ? (middle, bad) : (good, middle);
            }

            return good - begin < LeastProgress && leg == from.Leg ? from : new(leg, good);
        }

        return End;
    }

    private bool Fits(RouteCut from, RouteCut to, double mostSeconds)
    {
        var cost = Cost(from, to);
        return cost.Energy.At95Wh <= budgetWh && cost.Seconds <= mostSeconds;
    }

    private LegCost Along(RouteCut from, RouteCut to)
    {
        var (begin, end) = (Before(from), Before(to));
        return new(end.Seconds - begin.Seconds, 0, end.Energy + begin.Energy * -1);
    }

    private LegCost Before(RouteCut at)
    {
        if (at.Share <= 0)
        {
            return before[at.Leg];
        }

        var leg = costs.Legs[at.Leg];
        return before[at.Leg] + new LegCost(leg.Seconds * at.Share, 0, leg.Energy * at.Share);
    }
}
