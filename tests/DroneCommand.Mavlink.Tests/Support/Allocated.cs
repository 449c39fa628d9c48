namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>What code allocates on its own thread.</summary>
internal static class Allocated
{
    /// <summary>
    /// The fewest bytes that any of several equal rounds allocated. Now and then the runtime allocates by itself, when it
    /// compiles a long loop anew or has emptied a pool; code that allocates does so in every round.
    /// </summary>
    public static long Least(int rounds, Action round)
    {
        var least = long.MaxValue;
        for (var i = 0; i < rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
