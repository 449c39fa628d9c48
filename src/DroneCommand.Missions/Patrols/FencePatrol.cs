namespace DroneCommand.Missions.Patrols;

/// <summary>A way back and forth, or round and round, along a line.</summary>
/// <param name="SpeedMps">Along the line, constant.</param>
/// <param name="FromMetres">Where its part of the line begins.</param>
/// <param name="LengthMetres">Of its part; the whole line when it goes round.</param>
/// <param name="StartMetres">Where it is when the patrol begins, from the line's beginning.</param>
/// <param name="GoesRound">Round the closed line; otherwise back and forth over its part.</param>
public sealed record FenceVehicle(
    double SpeedMps,
    double FromMetres,
    double LengthMetres,
    double StartMetres,
    bool GoesRound
)
{
    /// <summary>After this long it is again at the same place in the same direction, seconds.</summary>
    public double PeriodS => (GoesRound ? 1 : 2) * LengthMetres / SpeedMps;

    /// <summary>Where it is, metres from the line's beginning.</summary>
    public double PlaceAt(double seconds)
    {
        var way = SpeedMps * seconds + StartMetres - FromMetres;
        if (GoesRound)
        {
            return way % LengthMetres;
        }

        var unfolded = way % (2 * LengthMetres);
        return FromMetres + (unfolded <= LengthMetres ? unfolded : 2 * LengthMetres - unfolded);
    }

    /// <summary>When it passes a place during its first period, seconds; empty when the place is not on its part.</summary>
    public IEnumerable<double> Passes(double placeMetres)
    {
        if (GoesRound)
        {
            var ahead = (placeMetres - StartMetres) % LengthMetres;
            yield return (ahead < 0 ? ahead + LengthMetres : ahead) / SpeedMps;
            yield break;
        }

        var place = placeMetres - FromMetres;
        if (place < 0 || place > LengthMetres)
        {
            yield break;
        }

        // Unfolded, the way there and back is a round of twice the length.
        var start = StartMetres - FromMetres;
        foreach (var unfolded in (double[])[place, 2 * LengthMetres - place])
        {
            var ahead = (unfolded - start) % (2 * LengthMetres);
            yield return (ahead < 0 ? ahead + 2 * LengthMetres : ahead) / SpeedMps;
        }
    }
}

/// <summary>How vehicles share a fence, and the idleness that is predicted.</summary>
public sealed record FencePlan
{
    public required PatrolStrategy Strategy { get; init; }

    /// <summary>Vehicles in the order of the given speeds; those that would only be in the way are left out.</summary>
    public required IReadOnlyList<FenceVehicle> Vehicles { get; init; }

    /// <summary>The longest that any place is left alone, seconds.</summary>
    public required double WorstIdlenessS { get; init; }

    /// <summary>Time since the last visit, averaged over time and line, seconds.</summary>
    public required double MeanIdlenessS { get; init; }

    /// <summary>No schedule is better: L / Σ v, seconds.</summary>
    public required double LowerBoundS { get; init; }

    /// <summary>Why this strategy, with both figures.</summary>
    public required string Reason { get; init; }
}

/// <summary>
/// Patrols of a line with constant speeds. Round a closed line, k vehicles of one speed evenly spread are optimal
/// (worst idleness L / (k v)). Parts in proportion to speed, each swept back and forth, give 2 L / Σ v (Kawamura and
/// Kobayashi; optimal on open fences for two and three vehicles). With unequal speeds the round is flown by the j fastest at the speed of the slowest of them.
/// </summary>
public static class FencePatrol
{
    /// <summary>The most vehicles.</summary>
    public const int MaxVehicles = 200;

    /// <summary>Plans a patrol; the better of both strategies.</summary>
    /// <param name="lengthMetres">Length of the line, more than 0.</param>
    /// <param name="isClosed">Whether it leads back to its beginning.</param>
    /// <param name="speedsMps">One per vehicle, all more than 0.</param>
    public static FencePlan Plan(double lengthMetres, bool isClosed, IReadOnlyList<double> speedsMps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lengthMetres);
        if (speedsMps.Count is 0 or > MaxVehicles || speedsMps.Any(v => !(v > 0 && double.IsFinite(v))))
        {
            throw new ArgumentException($"1 to {MaxVehicles} speeds of more than 0 m/s.", nameof(speedsMps));
        }

        var parts = Partition(lengthMetres, speedsMps);
        var (round, speed) = isClosed ? Cyclic(lengthMetres, speedsMps) : ([], 0);
        var alone = 2 * lengthMetres / speedsMps.Sum();
        var together = isClosed ? lengthMetres / (round.Count * speed) : double.PositiveInfinity;
        var isRound = together <= alone;
        return new()
        {
            Strategy = isRound ? PatrolStrategy.Cyclic : PatrolStrategy.Partition,
            Vehicles = isRound ? round : parts,
            WorstIdlenessS = isRound ? together : alone,
            // Gaps x and P − x at a place, averaged over the part: a third of the period.
            MeanIdlenessS = isRound ? together / 2 : alone / 3,
            LowerBoundS = lengthMetres / speedsMps.Sum(),
            Reason = Reason(isClosed, isRound, together, alone, round.Count, speedsMps.Count),
        };
    }

    private static string Reason(bool isClosed, bool isRound, double together, double alone, int round, int all)
    {
        if (!isClosed)
        {
            return FormattableString.Invariant(
                $"The line is open: parts of its own for each leave a place alone for {alone:0.0} s at most."
            );
        }

        var figures = FormattableString.Invariant(
            $"one round for {round} of {all} leaves a place alone for {together:0.0} s at most, parts of its own for each {alone:0.0} s"
        );
        return isRound ? $"Cyclic: {figures}." : $"Partition: {figures}.";
    }

    private static (List<FenceVehicle> Vehicles, double Speed) Cyclic(double length, IReadOnlyList<double> speeds)
    {
        var fastest = speeds.OrderDescending().ToList();
        var count = Enumerable.Range(1, fastest.Count).MaxBy(j => j * fastest[j - 1]);
        var speed = fastest[count - 1];
        return (
            [.. Enumerable.Range(0, count).Select(i => new FenceVehicle(speed, 0, length, i * length / count, true))],
            speed
        );
    }

    private static List<FenceVehicle> Partition(double length, IReadOnlyList<double> speeds)
    {
        var total = speeds.Sum();
        var vehicles = new List<FenceVehicle>();
        var from = 0.0;
        foreach (var speed in speeds)
        {
            var part = length * speed / total;
            vehicles.Add(new(speed, from, part, from, false));
            from += part;
        }

        return vehicles;
    }
}

/// <summary>Idleness that is measured, not predicted.</summary>
/// <param name="WorstS">Longest time between two visits of any sampled place, or from the start to the first, seconds.</param>
/// <param name="MeanS">Time since the last visit, averaged over time and the sampled places, seconds.</param>
public sealed record MeasuredIdleness(double WorstS, double MeanS);

/// <summary>Lets vehicles run and looks at when each place is visited.</summary>
public static class IdlenessMeter
{
    /// <summary>Measures from the end of the longest period on.</summary>
    /// <param name="lengthMetres">Of the line.</param>
    /// <param name="vehicles">As planned.</param>
    /// <param name="samples">How many places, evenly spread.</param>
    /// <param name="periods">How many of the longest periods to look at.</param>
    public static MeasuredIdleness Measure(
        double lengthMetres,
        IReadOnlyList<FenceVehicle> vehicles,
        int samples = 1_000,
        int periods = 4
    )
    {
        var warm = vehicles.Max(v => v.PeriodS);
        var end = warm * (1 + periods);
        var places = Enumerable.Range(0, samples).Select(i => (i + 0.5) / samples * lengthMetres);
        var measured = places
            .Select(place => Of([.. vehicles.SelectMany(v => Visits(v, place, end))], warm, end))
            .ToList();
        return new(measured.Max(m => m.WorstS), measured.Average(m => m.MeanS));
    }

    /// <summary>The idleness of one place from the times of its visits, between two times.</summary>
    public static MeasuredIdleness Of(IReadOnlyList<double> visits, double from, double to)
    {
        var times = visits.Where(t => t < to).Order().ToList();
        var last = times.LastOrDefault(t => t <= from, double.NegativeInfinity);
        var (worst, area) = (0.0, 0.0);
        foreach (var time in times.Where(t => t > from).Append(to))
        {
            var begin = Math.Max(last, from);
            worst = Math.Max(worst, time - last);
            area += ((time - last) * (time - last) - (begin - last) * (begin - last)) / 2;
            last = time;
        }

        return new(worst, area / (to - from));
    }

    private static IEnumerable<double> Visits(FenceVehicle vehicle, double place, double end)
    {
        foreach (var first in vehicle.Passes(place))
        {
            for (var time = first; time < end; time += vehicle.PeriodS)
            {
                yield return time;
            }
        }
    }
}
