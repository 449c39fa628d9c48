namespace DroneCommand.Missions.Coverage;

/// <summary>One way to cover an area, with lanes in one direction to begin with, and how far it has been improved.</summary>
internal sealed class CoverageTrial
{
    /// <summary>Of the swath: radius of the arcs into which corners are rounded.</summary>
    private const double TurnRadius = 0.5;

    private const double SearchTilt = 0.1127;
    private const double CheckTilt = 0.3719;
    private const int LaneRows = 17;

    /// <summary>Of the swath: a square metre is covered at best by so many metres, so that for less all lanes would go.</summary>
    private const double LeastPrice = 1.1;

    private const double MostPrice = 60;
    private const int MostGaps = 60;
    private const int Completions = 6;

    /// <summary>Of the swath: how far changes go in each round.</summary>
    private static readonly double[] Steps = [0.3, 0.15, 0.3, 0.15, 0.08, 0.2, 0.1, 0.05, 0.15, 0.08, 0.04];

    private readonly AreaShape shape;
    private readonly double swath;
    private readonly double allowed;
    private readonly double angle;
    private readonly SwathRaster raster;
    private readonly SwathRaster check;
    private readonly ShortWays ways;
    private readonly PathShaper shaper;
    private readonly RoundedPath rounded;
    private double optimism;
    private int round;

    private CoverageTrial(
        CoverageTask task,
        double angle,
        ShortWays ways,
        AreaShape shape,
        IReadOnlyList<List<Vec>> paths
    )
    {
        (this.shape, this.ways, this.angle) = (shape, ways, angle);
        swath = task.Swath;
        allowed = task.AllowedShare;
        var area = task.Area.Turned(-angle);
        raster = new SwathRaster(area, swath, task.Pixel, SearchTilt);
        check = new SwathRaster(area, swath, task.Pixel, CheckTilt);
        rounded = new RoundedPath(shape, TurnRadius * swath);
        shaper = new PathShaper(shape, raster, swath, TurnRadius * swath, paths, task.Depot is not null)
        {
            Price = task.Price,
            MostDrawn = task.MostDrawn,
        };
    }

    /// <summary>The best so far, in the task's frame; null until a round was gone through.</summary>
    public CoverageResult? Best { get; private set; }

    /// <summary>Rows that were gone through.</summary>
    public long Work => raster.Work + check.Work;

    /// <summary>Lays lanes and orders them; null when no way joins them.</summary>
    public static CoverageTrial? Begin(CoverageTask task, double angle)
    {
        var shape = task.Inner.Turned(-angle);
        var layout = new LaneLayout(shape, task.Swath, task.Price, LaneRows);
        var ways = new ShortWays(shape);
        var links = new LaneLinks(ways, layout.Lanes);
        var tour = new LaneTour(links, task.Seed);
        tour.Improve(CoverageTask.Kicks / Math.Max(1, layout.Lanes.Count));
        return links.Join(tour.Entered) is { } path ? new(task, angle, ways, shape, [path]) : null;
    }

    /// <summary>The same for several vehicles, or for one that begins and ends at a depot.</summary>
    public static CoverageTrial? BeginFleet(CoverageTask task, FleetStart start) =>
        start.Tours.Paths is { } paths ? new(task, start.Angle, start.Ways, start.Shape, paths) : null;

    /// <summary>Metres of a path as it is now.</summary>
    public double PathMetres(int path) => Length(rounded.Flown(shaper.Paths[path].ToArray()));

    /// <summary>Goes through so many rounds, or until the work is done.</summary>
    public void Advance(int rounds, long workLimit)
    {
        for (var i = 0; i < rounds && Work < workLimit; i++, round++)
        {
            if (round is 1 or 3)
            {
                shaper.VisitGaps(MostGaps);
            }

            shaper.Wake();
            shaper.Weigh();
            shaper.Pass(Steps[Math.Min(round, Steps.Length - 1)] * swath, workLimit);
            Judge();
            var share = shaper.UncoveredShare + optimism;
            var factor = Math.Clamp(Math.Pow(share / allowed, 0.8), 0.6, 1.6);
            shaper.Price = Math.Clamp(shaper.Price * factor, LeastPrice / swath, MostPrice / swath);
        }
    }

    /// <summary>Covers what is missing: first where it is cheap, then whatever it costs.</summary>
    public void Complete()
    {
        for (var i = 0; i < Completions && Best is { } best && best.CoveredShare < 1 - allowed; i++)
        {
            if (i < Completions / 2)
            {
                shaper.Price = Math.Min(MostPrice / swath, shaper.Price * 1.6);
                shaper.VisitGaps(MostGaps);
                shaper.Wake();
                shaper.Pass(Steps[i] * swath, long.MaxValue);
            }
            else
            {
                shaper.VisitGaps(ways, Math.Max(0, allowed - optimism) * 0.8);
            }

            Judge();
        }
    }

    /// <summary>Measures on a grid for which nothing was tuned, and keeps what is better than the best.</summary>
    private void Judge()
    {
        check.Clear();
        var flown = new List<List<Vec>>();
        foreach (var path in shaper.Paths)
        {
            var places = rounded.Flown(path.ToArray());
            for (var i = 1; i < places.Count; i++)
            {
                check.Sweep(places[i - 1], places[i], adding: true);
            }

            flown.Add(places);
        }

        var share = check.UncoveredShare;
        optimism = share - shaper.UncoveredShare;
        // With several vehicles it is the longest path that counts.
        var metres = flown.Max(Length) * flown.Count;
        var (full, fuller) = (share <= allowed, Best is null || 1 - share > Best.CoveredShare);
        var fullBefore = Best is { } best && best.CoveredShare >= 1 - allowed;
        if (full ? !fullBefore || metres < Best!.Metres : !fullBefore && fuller)
        {
            var (sin, cos) = Math.SinCos(angle);
            Best = new CoverageResult(
                flown.ConvertAll(places => (IReadOnlyList<Vec>)places.ConvertAll(place => place.Turned(sin, cos))),
                1 - share,
                metres
            );
        }
    }

    private static double Length(List<Vec> path)
    {
        double metres = 0;
        for (var i = 1; i < path.Count; i++)
        {
            metres += Vec.Distance(path[i - 1], path[i]);
        }

        return metres;
    }
}
