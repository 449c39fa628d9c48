namespace DroneCommand.Missions.Coverage;

/// <summary>Lanes in one direction, shared out, before any path is shaped.</summary>
internal sealed record FleetStart(double Angle, AreaShape Shape, ShortWays Ways, FleetTours Tours);

/// <summary>Plans for vehicles that begin and end at one depot: the longest path is made short.</summary>
internal static class FleetPlanner
{
    private const int LaneRows = 17;
    private const int ScanRounds = 3;
    private const int BalanceRounds = 6;
    private const int FirstRounds = 4;
    private const int LaterRounds = 16;
    private const int Rebalances = 3;

    /// <summary>The best plan found; null when the area cannot be travelled from the depot.</summary>
    public static CoverageResult? Plan(CoverageTask task, Vec depot, IReadOnlyList<double> angles)
    {
        FleetStart? start = null;
        foreach (var angle in angles)
        {
            var other = Share(task, depot, angle);
            if (other.Tours.Paths is not null && (start is null || Longest(other) < Longest(start)))
            {
                start = other;
            }
        }

        return start is null ? null : Shape(task, start);
    }

    private static FleetStart Share(CoverageTask task, Vec depot, double angle)
    {
        var shape = task.Inner.Turned(-angle);
        var ways = new ShortWays(shape);
        var layout = new LaneLayout(shape, task.Swath, task.Price, LaneRows);
        var (sin, cos) = Math.SinCos(-angle);
        var tours = new FleetTours(layout.Lanes, ways, depot.Turned(sin, cos), task.Vehicles, task.Swath, task.Seed);
        tours.Balance(ScanRounds, null, kicks: 0);
        return new FleetStart(angle, shape, ways, tours);
    }

    /// <summary>Shapes the paths; how much shorter each came out tells how to share better, and they are shaped again.</summary>
    private static CoverageResult? Shape(CoverageTask task, FleetStart start)
    {
        CoverageResult? best = null;
        var factors = Enumerable.Repeat(1.0, task.Vehicles).ToArray();
        for (var i = 0; i <= Rebalances; i++)
        {
            start.Tours.Balance(BalanceRounds, factors, CoverageTask.Kicks / Math.Max(1, start.Tours.Lanes));
            if (CoverageTrial.BeginFleet(task, start) is not { } trial)
            {
                return best;
            }

            var last = i == Rebalances;
            trial.Advance(last ? LaterRounds : FirstRounds, task.WorkLimit / (last ? 1 : 2));
            if (last)
            {
                trial.Complete();
            }

            for (var k = 0; k < factors.Length && !last; k++)
            {
                factors[k] = trial.PathMetres(k) / start.Tours.Lengths[k];
            }

            best = Better(task, best, trial.Best);
        }

        return best;
    }

    private static CoverageResult? Better(CoverageTask task, CoverageResult? one, CoverageResult? other)
    {
        if (one is null || other is null)
        {
            return one ?? other;
        }

        var (full, otherFull) = (Full(task, one), Full(task, other));
        return full == otherFull ? (other.Metres < one.Metres ? other : one) : (otherFull ? other : one);
    }

    private static bool Full(CoverageTask task, CoverageResult result) => result.CoveredShare >= 1 - task.AllowedShare;

    private static double Longest(FleetStart start) => start.Tours.Lengths.Max();
}
