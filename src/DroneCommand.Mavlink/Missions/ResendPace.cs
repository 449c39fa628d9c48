namespace DroneCommand.Mavlink.Missions;

/// <summary>
/// When to ask again: from the measured round trips where there are any, slower with each silence. A fixed short time
/// fails on slow radios, a fixed long one makes lossy links crawl.
/// </summary>
internal sealed class ResendPace(TimeProvider time)
{
    private const double MinSeconds = 0.15;
    private const double MaxSeconds = 1.5;

    private double _mean = 0.25;
    private double _deviation = 0.125;
    private int _silences;
    private long _asked;
    private bool _repeated;

    public TimeSpan Wait =>
        TimeSpan.FromSeconds(Math.Clamp((_mean + (4 * _deviation)) * Math.Pow(1.5, _silences), MinSeconds, MaxSeconds));

    /// <summary>Something was sent that an answer is expected to.</summary>
    public void Asked()
    {
        _asked = time.GetTimestamp();
        _repeated = false;
    }

    /// <summary>The same was sent again, so that the answer's time tells nothing.</summary>
    public void AskedAgain()
    {
        _repeated = true;
        _silences++;
    }

    public void Answered()
    {
        _silences = 0;
        if (_repeated)
            return;
        var took = time.GetElapsedTime(_asked).TotalSeconds;
        _deviation += (Math.Abs(took - _mean) - _deviation) / 4;
        _mean += (took - _mean) / 8;
    }
}
