namespace DroneCommand.Cli.Streams;

/// <summary>Reads lines of bytes. A line is valid until the next is read. One thread.</summary>
/// <param name="input">Not owned.</param>
/// <param name="beforeWaiting">Called before the input is asked for more: what was written so far may be waited for.</param>
internal sealed class LineReader(Stream input, Action beforeWaiting)
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _searched;
    private bool _ended;

    /// <summary>Of the line that was read last, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The next line without its end; the last needs none.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        int length;
        while ((length = _bytes.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n')) < 0 && !_ended)
        {
            _searched = _end;
            Fill();
        }
        var stop = length < 0 ? _end : _searched + length;
        line = _bytes.AsSpan(_start, stop - _start).TrimEnd((byte)'\r');
        if (length < 0 && stop == _start)
            return false;
        _start = _searched = Math.Min(_end, stop + 1);
        LineNumber++;
        return true;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end, _searched) = (0, _end - _start, _searched - _start);
        }
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        beforeWaiting();
        var read = input.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
