namespace DroneCommand.Missions.Energy;

/// <summary>Shares sorties out to vehicles so that the last is done as early as possible.</summary>
internal static class SortieShares
{
    /// <summary>Up to so many sorties every sharing is looked at; beyond, the longest come first and exchanges follow.</summary>
    private const int MostForAll = 12;

    /// <summary>The vehicle of each sortie.</summary>
    /// <param name="seconds">How long each takes.</param>
    /// <param name="vehicles">How many vehicles.</param>
    /// <param name="swapSeconds">From the end of one sortie to the beginning of the next of the same vehicle.</param>
    public static int[] Of(IReadOnlyList<double> seconds, int vehicles, double swapSeconds)
    {
        var longestFirst = Enumerable.Range(0, seconds.Count).OrderByDescending(i => seconds[i]).ToArray();
        var best = LongestFirst(seconds, longestFirst, vehicles, swapSeconds);
        if (seconds.Count <= MostForAll)
        {
            var search = new Search(seconds, longestFirst, swapSeconds, best, Makespan(seconds, best, swapSeconds));
            search.Place(0, new double[vehicles], new int[seconds.Count]);
            return search.Best;
        }

        return best;
    }

    /// <summary>When the last sortie ends.</summary>
    public static double Makespan(IReadOnlyList<double> seconds, IReadOnlyList<int> sharing, double swapSeconds) =>
        sharing
            .Select((vehicle, sortie) => (vehicle, sortie))
            .GroupBy(pair => pair.vehicle, pair => seconds[pair.sortie])
            .Select(own => own.Sum() + (own.Count() - 1) * swapSeconds)
            .DefaultIfEmpty()
            .Max();

    private static int[] LongestFirst(IReadOnlyList<double> seconds, int[] order, int vehicles, double swapSeconds)
    {
        var busy = new double[vehicles];
        var sharing = new int[seconds.Count];
        foreach (var sortie in order)
        {
            var vehicle = Array.IndexOf(busy, busy.Min());
            sharing[sortie] = vehicle;
            busy[vehicle] += seconds[sortie] + swapSeconds;
        }

        return sharing;
    }

    private sealed class Search(
        IReadOnlyList<double> seconds,
        int[] order,
        double swapSeconds,
        int[] best,
        double makespan
    )
    {
        private double shortest = makespan;

        public int[] Best { get; private set; } = best;

        public void Place(int index, double[] busy, int[] sharing)
        {
            if (index == order.Length)
            {
                shortest = busy.Max() - swapSeconds;
                Best = [.. sharing];
                return;
            }

            var sortie = order[index];
            for (var vehicle = 0; vehicle < busy.Length; vehicle++)
            {
                var isNew = busy[vehicle] == 0;
                if (busy[vehicle] + seconds[sortie] < shortest - 1e-9)
                {
                    sharing[sortie] = vehicle;
                    busy[vehicle] += seconds[sortie] + swapSeconds;
                    Place(index + 1, busy, sharing);
                    busy[vehicle] = isNew ? 0 : busy[vehicle] - seconds[sortie] - swapSeconds;
                }

                // Vehicles that have nothing yet are all alike.
                if (isNew)
                {
                    break;
                }
            }
        }
    }
}
