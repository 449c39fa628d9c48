namespace DroneCommand.Missions.Patrols;

/// <summary>A patrol that turns at random, and what it is worth against somebody who knows everything but the dice.</summary>
/// <param name="Segments">Segments from one vehicle to the next, d.</param>
/// <param name="IntrusionSteps">Steps that an intruder needs, t.</param>
/// <param name="GoOn">Probability of going on at each step; otherwise the vehicle turns, which takes the step.</param>
/// <param name="Detection">Probability of meeting the intruder at the worst segment.</param>
/// <param name="MeanDetection">Over all segments.</param>
/// <param name="BySegment">For the segments 1 to d − 1 ahead of a vehicle.</param>
public sealed record UnpredictablePlan(
    int Segments,
    int IntrusionSteps,
    double GoOn,
    double Detection,
    double MeanDetection,
    IReadOnlyList<double> BySegment
);

/// <summary>A rate from trials, with its 95 % interval (Wilson).</summary>
public sealed record TrialRate(int Trials, double Rate, double Low, double High);

/// <summary>
/// Unpredictable patrols of a closed line (Agmon, Kaminka and Kraus, "Multi-robot adversarial patrolling", JAIR 42, 2011):
/// vehicles d segments apart decide together at each step whether to go on or to turn. The probability of going on is the
/// one whose worst segment is best (maximin), so that a watcher gains nothing by waiting for a good moment.
/// </summary>
public static class UnpredictablePatrol
{
    /// <summary>The most segments between two vehicles.</summary>
    public const int MaxSegments = 120;

    private const int Grid = 200;
    private const int Refinements = 40;

    /// <summary>The maximin patrol.</summary>
    /// <param name="segments">d, from 2; segments are as long as a vehicle goes in a step.</param>
    /// <param name="intrusionSteps">t, from 1: how many steps an intruder needs at a segment.</param>
    public static UnpredictablePlan Plan(int segments, int intrusionSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, MaxSegments);
        ArgumentOutOfRangeException.ThrowIfLessThan(intrusionSteps, 1);
        var steps = Math.Min(intrusionSteps, 2 * segments);
        var best = Enumerable.Range(0, Grid + 1).Select(i => i / (double)Grid).MaxBy(p => Worst(segments, steps, p));
        var (low, high) = (Math.Max(0, best - 1.0 / Grid), Math.Min(1, best + 1.0 / Grid));
        for (var i = 0; i < Refinements; i++)
        {
            var (a, b) = (low + (high - low) / 3, high - (high - low) / 3);
            (low, high) = Worst(segments, steps, a) < Worst(segments, steps, b) ? (a, high) : (low, b);
        }

        var refined = (low + high) / 2;
        var goOn = Worst(segments, steps, refined) > Worst(segments, steps, best) ? refined : best;
        var detection = Detection(segments, steps, goOn);
        return new(segments, intrusionSteps, goOn, detection.Min(), detection.Average(), detection);
    }

    /// <summary>The probability that an intruder is met, for the segments 1 to d − 1 ahead of a vehicle that goes towards them.</summary>
    public static IReadOnlyList<double> Detection(int segments, int steps, double goOn) =>
        [.. Enumerable.Range(1, segments - 1).Select(s => Detection(segments, steps, goOn, s))];

    /// <summary>Flies the patrol so many times and counts how often the intruder at a segment is met.</summary>
    public static TrialRate Simulate(UnpredictablePlan plan, int segment, int trials, int seed)
    {
        var random = new SplitMix((ulong)seed);
        var met = 0;
        for (var i = 0; i < trials; i++)
        {
            met += IsMet(plan, segment, random) ? 1 : 0;
        }

        const double Z = 1.959964;
        var rate = met / (double)trials;
        var middle = (rate + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
        var half = Z / (1 + Z * Z / trials) * Math.Sqrt(rate * (1 - rate) / trials + Z * Z / (4.0 * trials * trials));
        return new(trials, rate, middle - half, middle + half);
    }

    /// <summary>One run of the turning patrol: +1 goes on in the first direction, −1 against it, 0 turns on the spot.</summary>
    /// <param name="plan">The patrol.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="seed">Keep it secret: who knows it knows the way.</param>
    public static IReadOnlyList<int> Steps(UnpredictablePlan plan, int steps, int seed)
    {
        var random = new SplitMix((ulong)seed);
        var run = new List<int>(steps);
        var direction = 1;
        for (var i = 0; i < steps; i++)
        {
            var isOn = random.NextDouble() < plan.GoOn;
            run.Add(isOn ? direction : 0);
            direction = isOn ? direction : -direction;
        }

        return run;
    }

    private static bool IsMet(UnpredictablePlan plan, int segment, SplitMix random)
    {
        var (place, direction) = (0, 1);
        for (var step = 0; step < plan.IntrusionSteps; step++)
        {
            if (random.NextDouble() >= plan.GoOn)
            {
                direction = -direction;
                continue;
            }

            place += direction;
            if (place == segment || place == segment - plan.Segments)
            {
                return true;
            }
        }

        return false;
    }

    private static double Worst(int segments, int steps, double goOn) => Detection(segments, steps, goOn).Min();

    /// <summary>The walk's distribution between the segment and the same segment seen from the vehicle behind it.</summary>
    private static double Detection(int segments, int steps, double goOn, int segment)
    {
        // Places segment − d + 1 to segment − 1, shifted to 1 to d − 1; beyond either end the intruder is met.
        var (forth, back) = (new double[segments + 1], new double[segments + 1]);
        var (nextForth, nextBack) = (new double[segments + 1], new double[segments + 1]);
        forth[segments - segment] = 1;
        var met = 0.0;
        for (var step = 0; step < steps; step++)
        {
            Array.Clear(nextForth);
            Array.Clear(nextBack);
            for (var i = 1; i < segments; i++)
            {
                nextForth[i + 1] += goOn * forth[i];
                nextBack[i - 1] += goOn * back[i];
                nextBack[i] += (1 - goOn) * forth[i];
                nextForth[i] += (1 - goOn) * back[i];
            }

            met += nextForth[segments] + nextBack[0];
            (forth, nextForth, back, nextBack) = (nextForth, forth, nextBack, back);
        }

        return met;
    }
}
