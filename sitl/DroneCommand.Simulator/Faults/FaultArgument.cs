using System.Globalization;

namespace DroneCommand.Simulator.Faults;

/// <summary>One part of a fault's argument: a number within limits, or one of some words.</summary>
/// <param name="Name">For people, in capitals.</param>
/// <param name="Low">The least number.</param>
/// <param name="High">The greatest number.</param>
/// <param name="Default">The number when the part is left out.</param>
public sealed record FaultArgument(string Name, double Low, double High, double Default)
{
    private const double LongestSeconds = 86_400;

    /// <summary>How long a fault lasts, seconds; left out, until it is cleared.</summary>
    public static FaultArgument Lasting { get; } =
        new("SECONDS", 0, LongestSeconds, double.PositiveInfinity) { IsTime = true };

    /// <summary>True for seconds, which may also be written as 500ms or 2s.</summary>
    public bool IsTime { get; init; }

    /// <summary>Words instead of numbers: the value is the word's place among them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public static FaultArgument Share(string name, double byDefault) => new(name, 0, 1, byDefault);

    public static FaultArgument Time(string name, double low, double high, double byDefault) =>
        new(name, low, high, byDefault) { IsTime = true };

    public static FaultArgument Choice(string name, params string[] words) =>
        new(name, 0, words.Length - 1, 0) { Words = words };

    /// <summary>What may be written, for people.</summary>
    public string Describe()
    {
        if (Words.Count > 0)
        {
            return string.Join(" or ", Words);
        }

        return double.IsPositiveInfinity(Default)
            ? string.Create(CultureInfo.InvariantCulture, $"{Low} to {High}, left out: until cleared")
            : string.Create(CultureInfo.InvariantCulture, $"{Low} to {High}, left out: {Default}");
    }

    /// <exception cref="FormatException">It is no such number or word; the message is one line.</exception>
    internal double Read(string fault, string text)
    {
        if (Words.Count > 0)
        {
            for (var i = 0; i < Words.Count; i++)
            {
                if (Words[i] == text)
                {
                    return i;
                }
            }

            throw new FormatException($"fault '{fault}': '{text}' should be {Describe()}");
        }

        var (digits, unit) =
            IsTime && text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001)
            : IsTime && text.EndsWith('s') ? (text[..^1], 1)
            : (text, 1);
        return FaultSpec.Number(fault, digits, text, Low / unit, High / unit) * unit;
    }
}
