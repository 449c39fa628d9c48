namespace DroneCommand.Cli.Traffic;

/// <summary>
/// Counts the frames of one sender that were sent but did not come, from the gaps in its 8-bit sequence. A frame that comes
/// late fills its gap, a copy counts as such, and a sequence that begins anew is no loss.
/// </summary>
internal sealed class SequenceGaps
{
    private const int Window = 64;

    private bool _begun;
    private byte _newest;

    // Bit n: the frame n before the newest came.
    private ulong _came;

    public long Lost { get; private set; }

    public long Duplicates { get; private set; }

    public void Take(byte sequence)
    {
        var ahead = (byte)(sequence - _newest);
        if (!_begun || ahead is >= 128 and <= 256 - Window)
            Begin(sequence);
        else if (ahead is > 0 and < 128)
        {
            Lost += ahead - 1;
            _came = (ahead < Window ? _came << ahead : 0) | 1;
            _newest = sequence;
        }
        else
            Fill(1ul << (byte)-ahead);
    }

    private void Begin(byte sequence)
    {
        _begun = true;
        _newest = sequence;
        // What is older than the beginning was never missed.
        _came = ulong.MaxValue;
    }

    private void Fill(ulong bit)
    {
        if ((_came & bit) != 0)
            Duplicates++;
        else
            Lost--;
        _came |= bit;
    }
}
