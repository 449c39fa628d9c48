namespace DroneCommand.Missions.Patrols;

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
/// Where vehicles stay at stops, spacing is even in time and parts are equal in time.
/// </summary>
public static class FencePatrol
{
    /// <summary>The most vehicles.</summary>
    public const int MaxVehicles = 200;

    /// <summary>Plans a patrol; the better of both strategies.</summary>
    /// <param name="lengthMetres">Length of the line, more than 0.</param>
    /// <param name="isClosed">Whether it leads back to its beginning.</param>
    /// <param name="speedsMps">One per vehicle, all more than 0.</param>
    /// <param name="stops">Where vehicles stay, in any order.</param>
    public static FencePlan Plan(
        double lengthMetres,
        bool isClosed,
        IReadOnlyList<double> speedsMps,
        IReadOnlyList<FenceStop>? stops = null
    )
    {
        Check(lengthMetres, speedsMps);
        var inOrder = InOrder(stops);
        var parts = FenceParts.Of(lengthMetres, speedsMps, inOrder);
        var (round, together) = isClosed
            ? FenceRounds.Of(lengthMetres, speedsMps, inOrder)
            : ([], double.PositiveInfinity);
        var alone = inOrder.Count == 0 ? 2 * lengthMetres / speedsMps.Sum() : parts.Max(v => v.PeriodS);
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

    /// <summary>
    /// A patrol of a closed line in both directions: every other vehicle goes against the line's direction. Somebody who
    /// has seen one pass cannot tell from where the next one comes; places where vehicles meet are left alone longer.
    /// </summary>
    /// <param name="lengthMetres">Length of the line, more than 0.</param>
    /// <param name="speedsMps">One per vehicle, all more than 0.</param>
    /// <param name="stops">Where vehicles stay, in any order.</param>
    public static FencePlan BothWays(
        double lengthMetres,
        IReadOnlyList<double> speedsMps,
        IReadOnlyList<FenceStop>? stops = null
    )
    {
        Check(lengthMetres, speedsMps);
        var inOrder = InOrder(stops);
        var vehicles = FenceRounds.BothWays(lengthMetres, speedsMps, inOrder);
        var forth = vehicles.Count(v => !v.IsReversed);
        var worst = vehicles[0].PeriodS / forth;
        var measured = IdlenessMeter.Measure(lengthMetres, vehicles);
        return new()
        {
            Strategy = PatrolStrategy.Cyclic,
            Vehicles = vehicles,
            WorstIdlenessS = worst,
            MeanIdlenessS = measured.MeanS,
            LowerBoundS = lengthMetres / speedsMps.Sum(),
            Reason = FormattableString.Invariant(
                $"Both ways: {forth} one way and {vehicles.Count - forth} the other leave a place alone for {worst:0.0} s at most; all one way would leave it for {vehicles[0].PeriodS / vehicles.Count:0.0} s."
            ),
        };
    }

    /// <summary>By place; what is looked at from one place is one stop.</summary>
    private static List<FenceStop> InOrder(IReadOnlyList<FenceStop>? stops) =>
        [
            .. (stops ?? [])
                .OrderBy(stop => stop.PlaceMetres)
                .GroupBy(stop => stop.PlaceMetres)
                .Select(same => same.First() with { StayS = same.Sum(stop => stop.StayS) }),
        ];

    private static void Check(double lengthMetres, IReadOnlyList<double> speedsMps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lengthMetres);
        if (speedsMps.Count is 0 or > MaxVehicles || speedsMps.Any(v => !(v > 0 && double.IsFinite(v))))
        {
            throw new ArgumentException($"1 to {MaxVehicles} speeds of more than 0 m/s.", nameof(speedsMps));
        }
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
}
