using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// Measures loss from the gaps in one sender's sequence over a sliding window. Not thread-safe: its owner's lock guards
/// it. A map of the last 64 numbers tells a late frame, which fills its gap, from a copy, which is no frame more.
/// </summary>
public sealed class FrameLoss(TimeProvider time)
{
    private const int Seconds = 10;
    private const int Window = 64;

    /// <summary>So many frames in a row that follow each other far behind are a sender that started anew.</summary>
    private const int RunOfNewStart = 3;

    private readonly int[] _came = new int[Seconds];
    private readonly int[] _due = new int[Seconds];
    private long _second = -1;

    /// <summary>Bit n: the frame n before the newest came.</summary>
    private ulong _map;
    private byte _newest;
    private byte _behindNext;
    private int _behindRun;
    private bool _begun;

    public long Lost { get; private set; }

    public long Late { get; private set; }

    public long Copies { get; private set; }

    /// <summary>Share of the frames that came, in percent; null when none was due.</summary>
    public double? QualityPercent
    {
        get
        {
            Advance(time.GetTimestamp());
            int came = _came.Sum(),
                due = _due.Sum();
            return due == 0 ? null : Math.Min(100, 100.0 * came / due);
        }
    }

    public void Take(in FrameView frame, long now)
    {
        Advance(now);
        var ahead = (byte)(frame.Sequence - _newest);
        if (!_begun)
            Begin(frame.Sequence);
        // Half of the numbers lie ahead; what seems to lie further is an old frame or a copy.
        else if (ahead is > 0 and < 128)
            Forward(frame.Sequence, ahead);
        else
            Behind(frame.Sequence, (byte)-ahead);
    }

    /// <summary>Begins anew, as after a reboot, when the sequence starts over.</summary>
    public void Reset() => _begun = false;

    private void Begin(byte sequence)
    {
        _begun = true;
        // What was sent before the first that is counted is not missed.
        _map = ulong.MaxValue;
        _newest = sequence;
        _behindRun = 0;
        Count(due: 1, came: 1);
    }

    private void Forward(byte sequence, byte step)
    {
        _map = step < Window ? (_map << step) | 1 : 1;
        _newest = sequence;
        _behindRun = 0;
        Lost += step - 1;
        Count(due: step, came: 1);
    }

    private void Behind(byte sequence, byte distance)
    {
        var bit = distance < Window ? 1UL << distance : 0;
        if (bit != 0 && (_map & bit) == 0)
        {
            _map |= bit;
            Late++;
            Lost--;
            Count(due: 0, came: 1);
            return;
        }
        Copies += bit != 0 ? 1 : 0;
        _behindRun = sequence == _behindNext && _behindRun > 0 ? _behindRun + 1 : 1;
        _behindNext = (byte)(sequence + 1);
        if (_behindRun == RunOfNewStart)
            Begin(sequence);
    }

    private void Count(int due, int came)
    {
        var slot = (int)(_second % Seconds);
        _due[slot] += due;
        _came[slot] += came;
    }

    private void Advance(long now)
    {
        var present = now / time.TimestampFrequency;
        for (var second = Math.Max(_second + 1, present - Seconds + 1); second <= present; second++)
            _came[second % Seconds] = _due[second % Seconds] = 0;
        _second = Math.Max(_second, present);
    }
}
