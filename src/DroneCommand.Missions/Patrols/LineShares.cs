namespace DroneCommand.Missions.Patrols;

/// <summary>Lines that some vehicles of a team share.</summary>
/// <param name="Lines">Their indices.</param>
/// <param name="Vehicles">Indices in the team.</param>
/// <param name="Tour">The lines as one.</param>
/// <param name="Patrol">How the vehicles share it; their indices are those of <paramref name="Vehicles"/>.</param>
internal sealed record LineShare(
    IReadOnlyList<int> Lines,
    IReadOnlyList<int> Vehicles,
    LineTour Tour,
    FencePlan Patrol
);

/// <summary>
/// Allots vehicles to lines so that the place that is left alone longest is left alone for as short as can be: simulated
/// annealing over lines and vehicles that change groups or change places, from several beginnings. Seed and steps decide.
/// </summary>
internal sealed class LineShares
{
    /// <summary>The most lines.</summary>
    public const int MaxLines = 60;

    private const int Starts = 8;
    private const int Steps = 8_000;

    /// <summary>So many allotments are looked at one by one; of more, the best is searched for.</summary>
    private const double MostOneByOne = 50_000;

    private const double WeightOfSum = 1e-3;

    /// <summary>Seconds of idleness that a line without a vehicle counts for.</summary>
    private const double Unpatrolled = 1e7;

    private readonly LineTours tours;
    private readonly IReadOnlyList<double> speeds;
    private readonly Func<int, int, bool> fits;
    private readonly SplitMix random;
    private readonly int groups;
    private readonly int[] groupOfLine;
    private readonly int[] groupOfVehicle;

    private LineShares(LineTours tours, IReadOnlyList<double> speeds, Func<int, int, bool> fits, SplitMix random)
    {
        this.tours = tours;
        this.speeds = speeds;
        this.fits = fits;
        this.random = random;
        groups = Math.Min(tours.Count, speeds.Count);
        groupOfLine = new int[tours.Count];
        groupOfVehicle = new int[speeds.Count];
    }

    /// <summary>No allotment leaves every place alone for less: all lines shared out evenly without ways between them.</summary>
    public static double LowerBoundS(IReadOnlyList<FenceLine> lines, IReadOnlyList<double> speeds) =>
        lines.Sum(line => line.Length) / speeds.Sum();

    /// <summary>The shares, those with the most vehicles first.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="speeds">By vehicle, m/s.</param>
    /// <param name="seed">For the search's choices.</param>
    /// <param name="fits">Whether a line, by its index, is meant for a vehicle; null: all are for all.</param>
    public static IReadOnlyList<LineShare> Of(
        IReadOnlyList<FenceLine> lines,
        IReadOnlyList<double> speeds,
        int seed,
        Func<int, int, bool>? fits = null
    )
    {
        var search = new LineShares(new(lines), speeds, fits ?? ((_, _) => true), new((ulong)seed));
        var best = search.Allotments() <= MostOneByOne ? search.OneByOne() : search.Searched();
        return search.Shares(best.Lines, best.Vehicles);
    }

    private (double Cost, int[] Lines, int[] Vehicles) Searched()
    {
        var best = Anneal(0);
        for (var start = 1; start < Starts; start++)
        {
            var found = Anneal(start);
            best = found.Cost < best.Cost - 1e-9 ? found : best;
        }

        return best;
    }

    /// <summary>How many allotments there are, groups without names: Stirling's numbers times vehicles in each.</summary>
    private double Allotments()
    {
        var partitions = new double[groups + 2];
        partitions[0] = 1;
        for (var line = 0; line < tours.Count; line++)
        {
            for (var parts = groups; parts >= 0; parts--)
            {
                partitions[parts] = parts * partitions[parts] + (parts > 0 ? partitions[parts - 1] : 0);
            }
        }

        return Enumerable.Range(1, groups).Sum(parts => partitions[parts] * Math.Pow(parts, speeds.Count));
    }

    private (double Cost, int[] Lines, int[] Vehicles) OneByOne()
    {
        var best = (Cost: double.PositiveInfinity, Lines: Array.Empty<int>(), Vehicles: Array.Empty<int>());
        void Allot(int index, int used)
        {
            if (index == groupOfLine.Length + groupOfVehicle.Length)
            {
                var cost = Cost();
                best = cost < best.Cost - 1e-9 ? (cost, [.. groupOfLine], [.. groupOfVehicle]) : best;
                return;
            }

            var isLine = index < groupOfLine.Length;
            for (var group = 0; group < (isLine ? Math.Min(used + 1, groups) : used); group++)
            {
                (isLine ? ref groupOfLine[index] : ref groupOfVehicle[index - groupOfLine.Length]) = group;
                Allot(index + 1, Math.Max(used, isLine ? group + 1 : 0));
            }
        }

        Allot(0, 0);
        return best;
    }

    private List<LineShare> Shares(int[] lineGroups, int[] vehicleGroups)
    {
        var shares = new List<LineShare>();
        for (var group = 0; group < groups; group++)
        {
            var lines = Enumerable.Range(0, tours.Count).Where(i => lineGroups[i] == group).ToList();
            var vehicles = Enumerable
                .Range(0, speeds.Count)
                .Where(i => vehicleGroups[i] == group && lines.TrueForAll(line => fits(line, i)))
                .ToList();
            if (lines.Count == 0 || vehicles.Count == 0)
            {
                continue;
            }

            var tour = tours.Of(Set(lines));
            var patrol = FencePatrol.Plan(tour.Line.Length, tour.Line.IsClosed, [.. vehicles.Select(i => speeds[i])]);
            shares.Add(new(lines, vehicles, tour, patrol));
        }

        return [.. shares.OrderByDescending(share => share.Vehicles.Count).ThenBy(share => share.Lines[0])];
    }

    private (double Cost, int[] Lines, int[] Vehicles) Anneal(int start)
    {
        Begin(start);
        var cost = Cost();
        (double Cost, int[] Lines, int[] Vehicles) best = (cost, [.. groupOfLine], [.. groupOfVehicle]);
        var hot = Math.Min(cost, LongIdle()) / 5;
        for (var i = 0; i < Steps && groups > 1; i++)
        {
            var undo = Change();
            var changed = Cost();
            var heat = hot * Math.Pow(1e-4, (double)i / Steps);
            if (changed > cost - heat * Math.Log(1 - random.NextDouble()))
            {
                undo();
                continue;
            }

            cost = changed;
            if (cost < best.Cost - 1e-9)
            {
                best = (cost, [.. groupOfLine], [.. groupOfVehicle]);
            }
        }

        return best;
    }

    /// <summary>What one vehicle alone would come to: a scale for the search's heat.</summary>
    private double LongIdle() => tours.Length((tours.Count == 64 ? 0 : 1UL << tours.Count) - 1) / speeds.Min();

    /// <summary>First all vehicles together, then each group with as many vehicles as any other.</summary>
    private void Begin(int start)
    {
        for (var i = 0; i < groupOfLine.Length; i++)
        {
            groupOfLine[i] = start == 0 ? 0 : i % groups;
        }

        for (var i = 0; i < groupOfVehicle.Length; i++)
        {
            groupOfVehicle[i] = start == 0 ? 0 : i % groups;
        }
    }

    private Action Change()
    {
        var (moved, among) =
            random.Below(2) == 0 ? (groupOfLine, groupOfLine.Length) : (groupOfVehicle, groupOfVehicle.Length);
        var one = random.Below(among);
        var other = random.Below(among);
        var (before, beforeOther) = (moved[one], moved[other]);
        if (random.Below(3) == 0)
        {
            (moved[one], moved[other]) = (beforeOther, before);
            return () => (moved[one], moved[other]) = (before, beforeOther);
        }

        moved[one] = random.Below(groups);
        return () => moved[one] = before;
    }

    /// <summary>The longest idleness, and a little of the sum so that the others are not left as they are.</summary>
    private double Cost()
    {
        var (worst, sum) = (0.0, 0.0);
        for (var group = 0; group < groups; group++)
        {
            var lines = Enumerable.Range(0, groupOfLine.Length).Where(i => groupOfLine[i] == group).ToList();
            if (lines.Count == 0)
            {
                continue;
            }

            var own = speeds
                .Where((_, i) => groupOfVehicle[i] == group && lines.TrueForAll(line => fits(line, i)))
                .ToList();
            var set = Set(lines);
            var idle = own.Count == 0 ? Unpatrolled : IdlenessS(tours.Length(set), tours.IsOpen(set), own);
            worst = Math.Max(worst, idle);
            sum += idle;
        }

        return worst + WeightOfSum * sum;
    }

    /// <summary>What <see cref="FencePatrol"/> comes to, without making its plan.</summary>
    private static double IdlenessS(double length, bool isOpen, List<double> own)
    {
        var alone = 2 * length / own.Sum();
        own.Sort();
        var together = isOpen
            ? double.PositiveInfinity
            : Enumerable.Range(1, own.Count).Min(j => length / (j * own[own.Count - j]));
        return Math.Min(alone, together);
    }

    private static ulong Set(IEnumerable<int> members) => members.Aggregate(0UL, (set, i) => set | 1UL << i);
}
