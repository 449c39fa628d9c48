using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>Paths over a probability map.</summary>
public sealed record ProbabilitySearchPlan
{
    /// <summary>One path per vehicle, metres in the map's frame; each begins at the map's start.</summary>
    public required IReadOnlyList<IReadOnlyList<LocalPoint>> Paths { get; init; }

    /// <summary>Of all paths, metres.</summary>
    public required double LengthMetres { get; init; }

    /// <summary>Probability of success (POS): the POC within the sensor's radius of the paths.</summary>
    public required double Pos { get; init; }

    /// <summary>The most that paths of the budget's length could see, whatever their shape: <see cref="ProbabilityMap.Bound"/>.</summary>
    public required double BoundPos { get; init; }

    /// <summary>The lanes that the plan grew from: "rings", or an angle in degrees anticlockwise from east.</summary>
    public required string Lanes { get; init; }
}

/// <summary>
/// Search over a probability map with several vehicles and a length budget that they share alike. Lanes a sweep apart, of
/// several families, are cut to the parts that are worth their length, joined to one route per vehicle, and the best of
/// them are annealed on a raster that counts each place once. Pure: map, budget, vehicles and seed decide; it stops by
/// iterations. There is no way back: IAMSAR leaves that to the vehicle's endurance.
/// </summary>
public static class ProbabilitySearch
{
    /// <summary>The most vehicles.</summary>
    public const int MaxVehicles = 50;

    /// <summary>The largest map, in squares of the sensor's width.</summary>
    public const int MaxSweeps = 200_000;

    private const int MaxPixels = 6_000_000;
    private const int RoutingSteps = 60_000;
    private const int TrialSteps = 120_000;
    private const int Finalists = 3;
    private const int FinalistSteps = 300_000;
    private const int Last = 2;
    private const int CoarseSteps = 600_000;
    private const int FineSteps = 600_000;

    /// <summary>Squares of the sensor's width that the iterations below are meant for; more and less take more and fewer.</summary>
    private const double UsualSweeps = 1_500;
    private const double LeastShare = 0.15;
    private const double MostShare = 1;
    private const double PlentyShare = 0.3;
    private const int MostPieces = 500;
    private const double Hot = 0.35;
    private const double Warm = 0.1;
    private const double Cold = 0.01;

    /// <summary>Share of the budget that is left, so that no rounding on the way to degrees exceeds it.</summary>
    private const double Margin = 1e-6;

    private const int CoarseRings = 2;
    private const int FineRings = 8;
    private const int MeasureRings = 16;

    /// <summary>Plans the paths.</summary>
    /// <param name="map">The map; its start may lie outside of it.</param>
    /// <param name="budgetMetres">Length of all paths together; each gets an equal share.</param>
    /// <param name="vehicles">How many, 1 to <see cref="MaxVehicles"/>.</param>
    /// <param name="seed">For the search's random choices.</param>
    /// <param name="effort">Share of the usual iterations, 0 to 10: less gives a rough plan sooner.</param>
    /// <exception cref="ArgumentOutOfRangeException">Budget or vehicles are out of bounds.</exception>
    public static ProbabilitySearchPlan Plan(
        ProbabilityMap map,
        double budgetMetres,
        int vehicles,
        int seed,
        double effort = 1
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budgetMetres);
        ArgumentOutOfRangeException.ThrowIfLessThan(vehicles, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vehicles, MaxVehicles);
        ArgumentOutOfRangeException.ThrowIfNegative(effort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(effort, 10);
        effort *= Share(map, budgetMetres);
        var random = new SplitMix((ulong)seed);
        var coarse = Raster(map, CoarseRings);
        var cap = budgetMetres / vehicles * (1 - Margin) / coarse.PixelMetres;
        var best = Best(Trials(map, coarse, vehicles, cap, effort, random), effort);

        var fine = Raster(map, FineRings);
        var scale = coarse.PixelMetres / fine.PixelMetres;
        var paths = best.Paths.Select(p => p.Scaled(scale)).ToList();
        var annealer = new PathAnnealer(fine, paths, cap * scale, best.Annealer.Price / scale, random);
        annealer.Run((int)(FineSteps * effort), Warm, Cold);
        annealer.Spend(Cold);
        annealer.Fill();
        return Answer(map, paths, fine, budgetMetres, best.Lanes);
    }

    /// <summary>The POC within the sensor's radius of paths in the map's frame.</summary>
    public static double Pos(ProbabilityMap map, IEnumerable<IReadOnlyList<LocalPoint>> paths) => See(map, paths).Seen;

    /// <summary>
    /// The map after paths were flown and nothing was found: each cell's POC less the share that was seen times
    /// <paramref name="pod"/>. Not normalised, as IAMSAR keeps it: the sum's loss is the POS of the flight.
    /// </summary>
    public static ProbabilityMap AfterFlown(
        ProbabilityMap map,
        IEnumerable<IReadOnlyList<LocalPoint>> paths,
        double pod
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pod);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pod, 1);
        var shares = See(map, paths).Raster.SeenShares(map);
        return map with
        {
            Probability = [.. map.Probability.Select((poc, i) => poc * (1 - pod * Math.Min(1, shares[i])))],
        };
    }

    private static (double Seen, SweepRaster Raster) See(
        ProbabilityMap map,
        IEnumerable<IReadOnlyList<LocalPoint>> paths
    )
    {
        var raster = Raster(map, MeasureRings);
        var seen = 0.0;
        foreach (var path in paths)
        {
            for (var i = 0; i < path.Count; i++)
            {
                seen += raster.Add(ToPixels(map, raster, path[Math.Max(0, i - 1)]), ToPixels(map, raster, path[i]));
            }
        }

        return (seen, raster);
    }

    /// <summary>The share of the usual iterations that a budget takes: few where all of the map can be seen.</summary>
    private static double Share(ProbabilityMap map, double budgetMetres)
    {
        var width = 2 * map.DetectionRadiusMetres;
        var whole = map.Rows * map.Columns * map.CellMetres * map.CellMetres / width;
        return budgetMetres > whole
            ? PlentyShare
            : Math.Clamp(budgetMetres / width / UsualSweeps, LeastShare, MostShare);
    }

    private sealed record Trial(string Lanes, IReadOnlyList<SearchPath> Paths, PathAnnealer Annealer);

    /// <summary>The trial to go on with: the most promising few are annealed for a while, and the last of them to the end.</summary>
    private static Trial Best(IEnumerable<Trial> trials, double effort)
    {
        var few = Annealed(trials, Finalists, FinalistSteps);
        return Annealed(few, Last, CoarseSteps).MaxBy(trial => trial.Annealer.Seen)!;

        List<Trial> Annealed(IEnumerable<Trial> all, int most, int steps)
        {
            var best = all.OrderByDescending(trial => trial.Annealer.Seen).Take(most).ToList();
            best.ForEach(trial => trial.Annealer.Run((int)(steps * effort), Hot, Warm));
            return best;
        }
    }

    private static IEnumerable<Trial> Trials(
        ProbabilityMap map,
        SweepRaster raster,
        int vehicles,
        double cap,
        double effort,
        SplitMix random
    )
    {
        var start = ToPixels(map, raster, map.Start);
        var families = Enumerable
            .Range(0, 6)
            .Select(i => (Name: $"{30 * i}°", Lanes: LaneFamilies.Straight(raster, i * Math.PI / 6, 0.5)))
            .Prepend((Name: "rings", Lanes: LaneFamilies.Rings(raster, start.X, start.Y, 0)))
            // Across a map that is narrower than a lane is long there is none.
            .Where(family => family.Lanes.Count > 0)
            .ToList();
        foreach (var (name, lanes) in families)
        {
            yield return Try(name, lanes, raster, start, vehicles, cap, effort, random);
        }

        if (families.Count == 0)
        {
            var paths = Enumerable.Range(0, vehicles).Select(_ => ToRichest(map, raster, start, cap)).ToList();
            yield return new("straight", paths, new(raster.Fresh(), paths, cap, 0, random));
        }
    }

    /// <summary>The way to the cell with most in it, as far as it may be: all there is to do on a map of hardly a lane.</summary>
    private static SearchPath ToRichest(ProbabilityMap map, SweepRaster raster, (double X, double Y) start, double cap)
    {
        var richest = Enumerable.Range(0, map.Probability.Count).MaxBy(i => map.Probability[i]);
        var middle = ToPixels(
            map,
            raster,
            new(
                map.Corner.EastMetres + (richest % map.Columns + 0.5) * map.CellMetres,
                map.Corner.NorthMetres + (richest / map.Columns + 0.5) * map.CellMetres
            )
        );
        var (x, y) = (middle.X - start.X, middle.Y - start.Y);
        var share = Math.Min(1, cap / Math.Max(1e-9, Math.Sqrt(x * x + y * y)));
        return new([start, (start.X + x * share, start.Y + y * share)]);
    }

    private static Trial Try(
        string name,
        List<SearchLane> lanes,
        SweepRaster raster,
        (double X, double Y) start,
        int vehicles,
        double cap,
        double effort,
        SplitMix random
    )
    {
        var selection = new LaneSelection(raster, lanes);
        var price = selection.PriceFor(cap * vehicles);
        var pieces = selection.At(price, Math.Max(10 * raster.Radius, cap * vehicles / MostPieces));
        var routes = LaneRouter.Route(pieces, start, vehicles, cap, (int)(RoutingSteps * effort), random);
        var paths = routes.Select(route => new SearchPath(Vertices(start, route, 2 * raster.Radius))).ToList();
        var annealer = new PathAnnealer(raster.Fresh(), paths, cap, price, random);
        annealer.Run((int)(TrialSteps * effort), Warm, Cold);
        return new(name, paths, annealer);
    }

    /// <summary>A route's vertices: the ends of its pieces, and places a sweep apart between them.</summary>
    private static List<(double X, double Y)> Vertices(
        (double X, double Y) start,
        IReadOnlyList<SearchLane> route,
        double step
    )
    {
        var vertices = new List<(double X, double Y)> { start };
        foreach (var piece in route)
        {
            var every = Math.Max(1, (int)Math.Round(step / piece.Step));
            for (var i = 0; i < piece.Points.Count - 1; i += every)
            {
                vertices.Add(piece.Points[i]);
            }

            vertices.Add(piece.Last);
        }

        return vertices;
    }

    private static ProbabilitySearchPlan Answer(
        ProbabilityMap map,
        List<SearchPath> paths,
        SweepRaster raster,
        double budget,
        string lanes
    )
    {
        var metres = paths
            .Select(
                IReadOnlyList<LocalPoint> (path) =>
                    [
                        map.Start,
                        .. path
                            .Points.Skip(1)
                            .Select(p => new LocalPoint(
                                map.Corner.EastMetres + p.X * raster.PixelMetres,
                                map.Corner.NorthMetres + p.Y * raster.PixelMetres
                            )),
                    ]
            )
            .ToList();
        return new()
        {
            Paths = metres,
            LengthMetres = paths.Sum(p => p.Length) * raster.PixelMetres,
            Pos = Pos(map, metres),
            BoundPos = map.Bound(budget, paths.Count),
            Lanes = lanes,
        };
    }

    private static (double X, double Y) ToPixels(ProbabilityMap map, SweepRaster raster, LocalPoint place) =>
        (
            (place.EastMetres - map.Corner.EastMetres) / raster.PixelMetres,
            (place.NorthMetres - map.Corner.NorthMetres) / raster.PixelMetres
        );

    /// <summary>A raster of about so many pixels to the sensor's radius: more when cells are finer, fewer when it would get too large.</summary>
    private static SweepRaster Raster(ProbabilityMap map, int rings)
    {
        var finest = (int)Math.Min(2 * MeasureRings, map.DetectionRadiusMetres / map.CellMetres);
        var wanted = Math.Max(rings, finest);
        var area = map.Rows * map.Columns * map.CellMetres * map.CellMetres;
        var most = (Math.Sqrt(MaxPixels / area) * 2 * map.DetectionRadiusMetres - 1) / 2;
        return SweepRaster.Over(map, Math.Max(1, (int)Math.Min(wanted, most)));
    }
}
