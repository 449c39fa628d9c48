namespace DroneCommand.Simulator.Fleet;

/// <summary>Steps a fleet in step with the wall clock, or faster by a factor. After a long stall it goes on instead of catching up.</summary>
public sealed class RealTimeRunner(SimulatedFleet fleet, TimeProvider time, double speedup)
{
    private const double MostBehindSeconds = 2;

    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(SimulatedFleet.StepSeconds), time);
        var start = time.GetTimestamp();
        var offset = fleet.Seconds;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var due = offset + (time.GetElapsedTime(start).TotalSeconds * speedup);
                if (due - fleet.Seconds > MostBehindSeconds * speedup)
                {
                    offset -= due - fleet.Seconds;
                    continue;
                }

                while (fleet.Seconds + SimulatedFleet.StepSeconds <= due && !stop.IsCancellationRequested)
                {
                    fleet.Step();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to end: nothing more to do.
        }
    }
}
