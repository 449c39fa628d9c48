namespace DroneCommand.Fuzz.Services;

/// <summary>An input as a script: read byte by byte, zeros behind its end.</summary>
internal sealed class FuzzInput(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    public bool IsAtEnd => _at >= bytes.Length;

    public byte Next() => IsAtEnd ? (byte)0 : bytes.Span[_at++];

    /// <summary>A number below <paramref name="limit"/>, which takes two bytes where one would not reach.</summary>
    public int Below(int limit) => (limit <= 256 ? Next() : Next() | (Next() << 8)) % limit;

    public void Fill(Span<byte> room)
    {
        foreach (ref var b in room)
            b = Next();
    }
}
