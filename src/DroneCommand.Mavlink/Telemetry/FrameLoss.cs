using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// Measures loss from the gaps in one sender's sequence over a sliding window. Not thread-safe: its owner's lock guards
/// it. A duplicate or a late frame is no gap.
/// </summary>
internal sealed class FrameLoss(TimeProvider time)
{
    private const int Seconds = 10;

    private readonly int[] _came = new int[Seconds];
    private readonly int[] _sent = new int[Seconds];
    private long _second = -1;
    private byte _last;
    private bool _begun;

    /// <summary>Share of the frames that came, in percent; null when none was due.</summary>
    public double? QualityPercent
    {
        get
        {
            Advance();
            int came = _came.Sum(),
                sent = _sent.Sum();
            return sent == 0 ? null : Math.Min(100, 100.0 * came / sent);
        }
    }

    public void Take(in FrameView frame)
    {
        Advance();
        var slot = (int)(_second % Seconds);
        var step = (byte)(frame.Sequence - _last);
        // Half of the numbers lie ahead; what seems to lie further is an old frame or a copy.
        if (_begun && step is 0 or >= 128)
            return;
        _sent[slot] += _begun ? step : 1;
        _came[slot]++;
        _begun = true;
        _last = frame.Sequence;
    }

    /// <summary>Begins anew, as after a reboot, when the sequence starts over.</summary>
    public void Reset() => _begun = false;

    private void Advance()
    {
        var now = time.GetTimestamp() / time.TimestampFrequency;
        for (var second = Math.Max(_second + 1, now - Seconds + 1); second <= now; second++)
            _came[second % Seconds] = _sent[second % Seconds] = 0;
        _second = now;
    }
}
