using DroneCommand.FlightCards.Cards;

namespace DroneCommand.Cli.Fly;

/// <summary>Cards by their files.</summary>
internal static class CardFiles
{
    /// <summary>The files that are named, and those of the folders that are.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> places)
    {
        string[] files =
        [
            .. places
                .SelectMany<string, string>(place =>
                    Directory.Exists(place)
                        ? Directory.EnumerateFiles(place).Where(IsCard).Order(StringComparer.Ordinal)
                        : [place]
                )
                .Distinct(),
        ];
        return files.Length > 0 ? files : throw new FormatException($"no cards are in {string.Join(", ", places)}");
    }

    /// <summary>Reads all of them; each problem is a line of the exception's message.</summary>
    /// <exception cref="FormatException">One of them is no card.</exception>
    public static IReadOnlyList<FlightCard> Read(IReadOnlyList<string> files)
    {
        var read = files.Select(CardReader.ReadFile).ToList();
        var problems = read.SelectMany(r => r.Problems).ToList();
        return problems.Count == 0
            ? [.. read.Select(r => r.Card!)]
            : throw new CardException([.. problems.Select(p => p.ToString())]);
    }

    private static bool IsCard(string file) => Path.GetExtension(file) is ".yaml" or ".yml";
}

/// <summary>Cards that are none: one line for each problem.</summary>
internal sealed class CardException(IReadOnlyList<string> problems) : Exception(problems[0])
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
