namespace DroneCommand.Missions.Patrols;

/// <summary>Vehicles of one kind that share a round.</summary>
/// <param name="Seconds">From stop to stop, stays at the second one included; infinite where they cannot go. Need not be the same both ways.</param>
/// <param name="Vehicles">How many, spread evenly along the round.</param>
internal sealed record TourGroup(double[,] Seconds, int Vehicles)
{
    /// <summary>Whether these vehicles get to a stop at all.</summary>
    public bool Reaches(int stop) => double.IsFinite(Seconds[stop, stop]);
}

/// <summary>Where the vehicles of a group begin on its round.</summary>
/// <param name="RoundS">Seconds of the round.</param>
/// <param name="Starts">Positions in the round, by vehicle: those nearest to even spacing; none for an empty round.</param>
/// <param name="WorstS">The longest time from one vehicle to the next.</param>
internal sealed record TourSpread(double RoundS, IReadOnlyList<int> Starts, double WorstS)
{
    public static TourSpread Of(TourGroup group, IReadOnlyList<int> tour)
    {
        if (tour.Count == 0)
        {
            return new(0, [], 0);
        }

        var passed = new double[tour.Count + 1];
        for (var i = 0; i < tour.Count; i++)
        {
            passed[i + 1] = passed[i] + group.Seconds[tour[i], tour[(i + 1) % tour.Count]];
        }

        var round = passed[^1];
        var starts = Enumerable
            .Range(0, group.Vehicles)
            .Select(v => Enumerable.Range(0, tour.Count).MinBy(i => Math.Abs(passed[i] - round * v / group.Vehicles)))
            .ToList();
        var times = starts.Select(start => passed[start]).Order().ToList();
        var gaps = times.Select((time, i) => i + 1 < times.Count ? times[i + 1] - time : times[0] + round - time);
        return new(round, starts, gaps.Max());
    }
}

/// <summary>
/// Shares stops among groups of different vehicles, each with a closed round, so that the longest time between two visits
/// is short: simulated annealing over stops that change places or groups and over turned parts. Ways may differ by
/// direction, as on roads with one-way rules. Steps and seed decide.
/// </summary>
internal sealed class MixedTours
{
    private const double WeightOfMean = 0.05;

    private readonly IReadOnlyList<TourGroup> groups;
    private readonly SplitMix random;
    private readonly List<int>[] tours;
    private readonly double[] times;
    private readonly int stops;

    private MixedTours(IReadOnlyList<TourGroup> groups, int stops, SplitMix random)
    {
        this.groups = groups;
        this.stops = stops;
        this.random = random;
        tours = [.. groups.Select(_ => new List<int>())];
        times = new double[groups.Count];
    }

    /// <summary>The rounds by group, and the longest time that a stop is left alone.</summary>
    /// <param name="groups">At least one of them reaches each stop.</param>
    /// <param name="stops">How many stops.</param>
    /// <param name="iterations">How long to search.</param>
    /// <param name="random">For its choices.</param>
    public static (IReadOnlyList<IReadOnlyList<int>> Tours, double WorstS) Of(
        IReadOnlyList<TourGroup> groups,
        int stops,
        int iterations,
        SplitMix random
    )
    {
        var search = new MixedTours(groups, stops, random);
        search.Begin();
        return search.Anneal(iterations);
    }

    /// <summary>Each stop where it costs least.</summary>
    private void Begin()
    {
        for (var stop = 0; stop < stops; stop++)
        {
            var best = (Cost: double.PositiveInfinity, Group: -1, At: 0);
            for (var g = 0; g < groups.Count; g++)
            {
                for (var at = 0; at <= tours[g].Count && groups[g].Reaches(stop); at++)
                {
                    tours[g].Insert(at, stop);
                    var cost = Time(g) / groups[g].Vehicles;
                    tours[g].RemoveAt(at);
                    best = cost < best.Cost ? (cost, g, at) : best;
                }
            }

            tours[best.Group].Insert(best.At, stop);
        }

        for (var g = 0; g < groups.Count; g++)
        {
            times[g] = Time(g);
        }
    }

    private (IReadOnlyList<IReadOnlyList<int>> Tours, double WorstS) Anneal(int iterations)
    {
        var cost = Cost();
        var best = (Cost: cost, Tours: Copy(), Worst: Worst());
        var hot = cost / 4;
        for (var i = 0; i < iterations && stops > 1; i++)
        {
            var allowed = cost - hot * Math.Pow(1e-4, (double)i / iterations) * Math.Log(1 - random.NextDouble());
            cost = random.Below(3) == 0 ? Turn(cost, allowed) : Move(cost, allowed);
            if (cost < best.Cost - 1e-9)
            {
                best = (cost, Copy(), Worst());
            }
        }

        return (best.Tours, best.Worst);
    }

    private IReadOnlyList<IReadOnlyList<int>> Copy() => [.. tours.Select(tour => (IReadOnlyList<int>)[.. tour])];

    private double Worst() => times.Select((time, g) => time / groups[g].Vehicles).Max();

    private double Cost() => Worst() + WeightOfMean * times.Select((time, g) => time / groups[g].Vehicles).Average();

    private double Time(int group)
    {
        var (tour, seconds) = (tours[group], groups[group].Seconds);
        var sum = 0.0;
        for (var i = 0; i < tour.Count; i++)
        {
            sum += seconds[tour[i], tour[(i + 1) % tour.Count]];
        }

        return sum;
    }

    /// <summary>Turns a part of a round.</summary>
    private double Turn(double cost, double allowed)
    {
        var group = random.Below(groups.Count);
        var tour = tours[group];
        if (tour.Count < 3)
        {
            return cost;
        }

        var (i, j) = (random.Below(tour.Count), random.Below(tour.Count));
        (i, j) = i < j ? (i, j) : (j, i);
        tour.Reverse(i, j - i + 1);
        var before = times[group];
        times[group] = Time(group);
        var changed = Cost();
        if (changed <= allowed)
        {
            return changed;
        }

        tour.Reverse(i, j - i + 1);
        times[group] = before;
        return cost;
    }

    /// <summary>Takes a stop out and puts it elsewhere, or into another round.</summary>
    private double Move(double cost, double allowed)
    {
        var (from, to) = (random.Below(groups.Count), random.Below(groups.Count));
        if (tours[from].Count == 0)
        {
            return cost;
        }

        var at = random.Below(tours[from].Count);
        var stop = tours[from][at];
        if (!groups[to].Reaches(stop))
        {
            return cost;
        }

        var (timeFrom, timeTo) = (times[from], times[to]);
        tours[from].RemoveAt(at);
        var place = random.Below(tours[to].Count + 1);
        tours[to].Insert(place, stop);
        (times[from], times[to]) = (Time(from), Time(to));
        var changed = Cost();
        if (changed <= allowed)
        {
            return changed;
        }

        tours[to].RemoveAt(place);
        tours[from].Insert(at, stop);
        (times[from], times[to]) = (timeFrom, timeTo);
        return cost;
    }
}
