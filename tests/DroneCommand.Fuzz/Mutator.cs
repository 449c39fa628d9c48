using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fuzz;

/// <summary>Makes new inputs of known ones, by a seed. Half of the time it repairs checksums, so that inputs get further.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, int seed)
{
    private const int MaxLength = 2000;
    private static readonly byte[] Telling = [0, 1, 2, 0x7F, 0x80, 0xFD, 0xFE, 0xFF];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var input = Pick();
        for (var i = _random.Next(3); i > 0; i--)
            input = Splice(input, Pick());
        for (var i = _random.Next(1, 6); i > 0; i--)
            input = Change(input);
        if (_random.Next(2) == 0)
            Repair(input);
        return input.Length <= MaxLength ? input : input[..MaxLength];
    }

    private byte[] Pick() => [.. corpus[_random.Next(corpus.Count)]];

    private byte[] Splice(byte[] one, byte[] other) =>
        _random.Next(3) switch
        {
            0 => [.. one, .. other],
            1 => [.. one, .. Noise(40), .. other],
            _ => [.. one[..At(one)], .. other[At(other)..]],
        };

    private byte[] Change(byte[] input)
    {
        if (input.Length == 0)
            return Noise(20);
        var at = At(input);
        switch (_random.Next(9))
        {
            case 0:
                input[at] ^= (byte)(1 << _random.Next(8));
                return input;
            case 1:
                input[at] = Telling[_random.Next(Telling.Length)];
                return input;
            case 2:
                input[at] = (byte)_random.Next(256);
                return input;
            case 3:
                return [.. input[..at], .. Noise(20), .. input[at..]];
            case 4:
                return [.. input[..at], .. input[Math.Min(input.Length, at + _random.Next(20))..]];
            case 5:
                return input[..at];
            case 6:
                return
                [
                    .. input[..at],
                    _random.Next(2) == 0 ? FrameFormat.StartV1 : FrameFormat.StartV2,
                    .. input[at..],
                ];
            case 7:
                return [.. input, .. input[at..]];
            default:
                return OfHeader(input);
        }
    }

    /// <summary>Length, flags or id of some frame, where a change does most.</summary>
    private byte[] OfHeader(byte[] input)
    {
        var starts = Starts(input).ToList();
        if (starts.Count == 0)
            return input;
        var at = starts[_random.Next(starts.Count)] + _random.Next(1, FrameFormat.HeaderV2);
        if (at < input.Length)
            input[at] = (byte)(_random.Next(3) == 0 ? _random.Next(256) : input[at] + _random.Next(-3, 4));
        return input;
    }

    private static void Repair(byte[] input)
    {
        foreach (var start in Starts(input))
            RawFrame.Repair(input.AsSpan(start));
    }

    private static IEnumerable<int> Starts(byte[] input)
    {
        for (var i = 0; i < input.Length; i++)
            if (input[i] is FrameFormat.StartV1 or FrameFormat.StartV2)
                yield return i;
    }

    private int At(byte[] input) => _random.Next(input.Length + (input.Length == 0 ? 1 : 0));

    private byte[] Noise(int most)
    {
        var noise = new byte[_random.Next(most)];
        _random.NextBytes(noise);
        return noise;
    }
}
