namespace DroneCommand.Missions.Patrols;

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
