namespace DroneCommand.Fleet.Gateway.Forwarding;

/// <summary>How much a station may do in a time: so many at once, then so many a second. One thread at a time.</summary>
internal sealed class StationPace(TimeProvider time, double aSecond, double atOnce)
{
    private readonly double most = atOnce;
    private double left = atOnce;
    private long counted = time.GetTimestamp();

    /// <summary>Takes one if there is one.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        left = Math.Min(most, left + (time.GetElapsedTime(counted, now).TotalSeconds * aSecond));
        counted = now;
        if (left < 1)
        {
            return false;
        }
        left--;
        return true;
    }
}
