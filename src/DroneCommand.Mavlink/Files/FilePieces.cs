namespace DroneCommand.Mavlink.Files;

/// <summary>The bytes of a file as they come, in any order and repeatedly, and the holes between them.</summary>
internal sealed class FilePieces
{
    /// <summary>Files on vehicles are smaller; a larger offset is damage.</summary>
    private const long MostBytes = 1L << 30;

    private readonly SortedList<long, long> _holes = new() { [0] = long.MaxValue };
    private byte[] _bytes = new byte[4096];

    /// <summary>Where the file ends; null while that is not known. Announced sizes are estimates and do not count.</summary>
    public long? End { get; private set; }

    public bool IsWhole => End is { } end && FirstHole.Start >= end;

    /// <summary>Bytes that are there.</summary>
    public long Count { get; private set; }

    /// <summary>The first missing bytes; where the end is not known the last hole is open.</summary>
    public (long Start, long End) FirstHole => (_holes.Keys[0], _holes.Values[0]);

    /// <summary>The starts of at most so many missing pieces of a length, the first first.</summary>
    public List<long> Missing(int most, int length)
    {
        var starts = new List<long>(most);
        foreach (var (start, end) in _holes)
            for (var at = start; at < end && at < (End ?? long.MaxValue) && starts.Count < most; at += length)
                starts.Add(at);
        return starts;
    }

    /// <summary>False for bytes that were all there, or lie where no file reaches.</summary>
    public bool Add(long offset, ReadOnlySpan<byte> data)
    {
        var stop = offset + data.Length;
        if (data.IsEmpty || stop > MostBytes || stop > (End ?? long.MaxValue))
            return false;
        var before = Count;
        Reserve(stop);
        for (var i = _holes.Count - 1; i >= 0; i--)
        {
            var (start, end) = (_holes.Keys[i], _holes.Values[i]);
            if (end <= offset || start >= stop)
                continue;
            var (from, to) = (Math.Max(start, offset), Math.Min(end, stop));
            data[(int)(from - offset)..(int)(to - offset)].CopyTo(_bytes.AsSpan((int)from));
            Count += to - from;
            _holes.RemoveAt(i);
            if (start < from)
                _holes[start] = from;
            if (to < end)
                _holes[to] = end;
        }
        return Count > before;
    }

    /// <summary>The file ends here, by a piece shorter than asked for or by the vehicle's word on this offset.</summary>
    public void EndsAt(long offset)
    {
        if (offset > MostBytes || offset >= (End ?? long.MaxValue))
            return;
        // What came from behind the end belongs to a longer file; the checksum will tell.
        End = Math.Max(offset, HighestEnd());
    }

    public byte[] ToArray() => _bytes[..(int)End!];

    private long HighestEnd() => _holes.Keys[^1];

    private void Reserve(long length)
    {
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(MostBytes, Math.Max(length, 2L * _bytes.Length)));
    }
}
