namespace DroneCommand.Mavlink.Missions;

/// <summary>
/// When to ask again: from the measured round trips where there are any, slower with each silence. A fixed short time
/// fails on slow radios, a fixed long one makes lossy links crawl. One per connection: what a transfer learned of the
/// link, the next one knows.
/// </summary>
/// <remarks>An answer that came after a repetition may belong to either send, so it is no measurement (Karn's rule).</remarks>
internal sealed class ResendPace(TimeProvider time)
{
    private const double MinSeconds = 0.15;
    private const double MaxSeconds = 3;

    // Where the round trip is known, many silences are loss, and patience only makes a lossy link crawl.
    private const int MostSilencesWhenKnown = 2;
    private const int MostSilencesWhenNot = 5;

    // So many answers in a row that came after repetitions: the link has become slower than what is known of it.
    private const int UncertainAnswers = 8;

    private double _mean = 0.25;
    private double _deviation = 0.0625;
    private bool _known;
    private int _silences;
    private int _uncertain;
    private long _asked;
    private bool _repeated;

    public TimeSpan Wait
    {
        get
        {
            var most = _known ? MostSilencesWhenKnown : MostSilencesWhenNot;
            var seconds = Base * Math.Pow(1.5, Math.Min(_silences, most));
            return TimeSpan.FromSeconds(Math.Clamp(seconds, MinSeconds, MaxSeconds));
        }
    }

    /// <summary>Something was sent that an answer is expected to.</summary>
    /// <param name="repeated">Some of it was asked for before, so that an answer's time tells nothing.</param>
    public void Asked(bool repeated = false)
    {
        _asked = time.GetTimestamp();
        _repeated = repeated;
    }

    /// <summary>The same was sent again, so that the answer's time tells nothing.</summary>
    public void AskedAgain()
    {
        _repeated = true;
        _silences++;
    }

    public void Answered()
    {
        // Where nothing is known the link may be slow, or may lose much: patience shrinks, but is not gone.
        _silences = _known ? 0 : _silences / 2;
        if (!_repeated)
            Learn(time.GetElapsedTime(_asked).TotalSeconds);
        else if (++_uncertain >= UncertainAnswers)
            Learn(Math.Min(time.GetElapsedTime(_asked).TotalSeconds, 2 * Base));
    }

    private double Base => Math.Max(MinSeconds, _mean + (4 * _deviation));

    private void Learn(double seconds)
    {
        _uncertain = 0;
        _silences = 0;
        if (_known)
        {
            _deviation += (Math.Abs(seconds - _mean) - _deviation) / 4;
            _mean += (seconds - _mean) / 8;
            return;
        }
        _known = true;
        _mean = seconds;
        _deviation = seconds / 2;
    }
}
