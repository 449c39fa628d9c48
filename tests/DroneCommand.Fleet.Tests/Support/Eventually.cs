using System.Diagnostics;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>Waits for a named phase by asking the code under test, which does its work in real time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the answer is yes; a failure names the phase that was not reached.</summary>
    public static async Task Reaches(string phase, Func<Task<bool>> reached)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await reached())
        {
            if (Stopwatch.GetElapsedTime(begun) > Limit)
            {
                throw new TimeoutException($"not reached in {Limit.TotalSeconds} s: {phase}");
            }
            await Task.Yield();
        }
    }

    public static Task Reaches(string phase, Func<bool> reached) => Reaches(phase, () => Task.FromResult(reached()));

    /// <summary>The same for a task that the code under test completes.</summary>
    public static async Task<T> In<T>(string phase, Task<T> task)
    {
        try
        {
            return await task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"not reached in {Limit.TotalSeconds} s: {phase}");
        }
    }
}
