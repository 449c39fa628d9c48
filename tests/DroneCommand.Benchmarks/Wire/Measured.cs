namespace DroneCommand.Benchmarks.Wire;

/// <summary>
/// Processor time of this process for repeated work, so that what else the machine does hardly counts. The smallest of
/// many rounds is the figure: everything that disturbs makes a round longer, nothing makes it shorter.
/// </summary>
internal static class Measured
{
    private static readonly TimeSpan RoundIsAtLeast = TimeSpan.FromMilliseconds(200);
    private const int Rounds = 15;

    /// <summary>Nanoseconds of processor time for one item, and bytes allocated for it.</summary>
    /// <param name="items">How many items one call of <paramref name="work"/> does.</param>
    /// <param name="work">One thread's work.</param>
    public static Figure Per(int items, Action work)
    {
        var repeats = WarmUp(work);
        var best = double.MaxValue;
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < repeats; i++)
                work();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begun).TotalNanoseconds / repeats);
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return new Figure(best / items, (double)allocated / Rounds / repeats / items);
    }

    /// <summary>Lets the compiler reach its last tier, and finds how many calls make a round.</summary>
    private static int WarmUp(Action work)
    {
        var repeats = 1;
        while (true)
        {
            var begun = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < repeats; i++)
                work();
            if (repeats >= 40 && Environment.CpuUsage.TotalTime - begun >= RoundIsAtLeast)
                return repeats;
            repeats *= 2;
        }
    }
}

/// <param name="Nanoseconds">Processor time of one item.</param>
/// <param name="Bytes">Allocated for one item; what a whole run allocates once is spread over all.</param>
internal readonly record struct Figure(double Nanoseconds, double Bytes);
