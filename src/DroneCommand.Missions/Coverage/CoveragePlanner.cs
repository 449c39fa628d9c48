namespace DroneCommand.Missions.Coverage;

/// <summary>What paths cover, and how long they would be together were all as long as the longest.</summary>
internal sealed record CoverageResult(IReadOnlyList<IReadOnlyList<Vec>> Paths, double CoveredShare, double Metres);

/// <summary>Plans the coverage of an area by a disc that is carried along a path. Deterministic from the task.</summary>
internal static class CoveragePlanner
{
    private const int EvenAngles = 36;
    private const int EdgeAngles = 24;
    private const double SameAngle = 0.01;
    private const double OtherAngle = 0.04;
    private const int ScanRows = 9;
    private const int FirstRounds = 2;

    private const int LaterRounds = 10;
    private const int Trials = 3;
    private const int ManyLanes = 120;
    private const int FleetAngles = 8;

    /// <summary>The best plan found; null when the area cannot be travelled.</summary>
    public static CoverageResult? Plan(CoverageTask task) =>
        task.Depot is { } depot ? FleetPlanner.Plan(task, depot, PromisingAngles(task, FleetAngles)) : PlanFree(task);

    private static CoverageResult? PlanFree(CoverageTask task)
    {
        CoverageTrial? best = null;
        foreach (var angle in PromisingAngles(task, Math.Clamp(Trials - (int)(task.Lanes / ManyLanes), 1, Trials)))
        {
            var trial = CoverageTrial.Begin(task, angle);
            trial?.Advance(FirstRounds, task.WorkLimit / 6);
            if (trial?.Best is not null && (best is null || Cost(task, trial) < Cost(task, best)))
            {
                best = trial;
            }
        }

        best?.Advance(LaterRounds, task.WorkLimit / 2);
        best?.Complete();
        return best?.Best;
    }

    /// <summary>Metres, with a price for what is missing or more than asked for.</summary>
    private static double Cost(CoverageTask task, CoverageTrial trial)
    {
        var missing = 1 - task.AllowedShare - trial.Best!.CoveredShare;
        return trial.Best.Metres + missing * task.Area.Area * task.Price;
    }

    private static List<double> PromisingAngles(CoverageTask task, int most)
    {
        var chosen = new List<double>();
        var byCost = Angles(task)
            .Select(angle => (new LaneLayout(task.Inner.Turned(-angle), task.Swath, task.Price, ScanRows).Cost, angle))
            .Order();
        foreach (var (_, angle) in byCost)
        {
            if (chosen.TrueForAll(other => Math.Abs(Math.IEEERemainder(other - angle, Math.PI)) > OtherAngle))
            {
                chosen.Add(angle);
                if (chosen.Count == most)
                {
                    break;
                }
            }
        }

        return chosen;
    }

    /// <summary>Directions of lanes to try: evenly spread, and along the longest edges.</summary>
    private static List<double> Angles(CoverageTask task)
    {
        // Many lanes fit any width nearly as well as any other.
        var share = task.Lanes > ManyLanes ? 2 : 1;
        var (even, longest) = (EvenAngles / share, EdgeAngles / share);
        var edges = task.Inner.Rings.SelectMany(ring =>
            ring.Select((corner, i) => ring[(i + 1) % ring.Length] - corner)
        );
        var along = edges
            .OrderByDescending(edge => edge.Length)
            .Take(longest)
            .Select(edge => Math.Atan2(edge.Y, edge.X));
        var angles = Enumerable
            .Range(0, even)
            .Select(i => i * Math.PI / even)
            .Concat(along.Select(angle => angle - Math.Floor(angle / Math.PI) * Math.PI))
            .Order();
        var distinct = new List<double>();
        foreach (var angle in angles)
        {
            if (distinct.Count == 0 || angle - distinct[^1] > SameAngle)
            {
                distinct.Add(angle);
            }
        }

        return distinct;
    }
}
