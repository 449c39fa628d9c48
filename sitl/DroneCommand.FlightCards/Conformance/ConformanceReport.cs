using System.Globalization;
using System.Text;

namespace DroneCommand.FlightCards.Conformance;

/// <summary>A card that was flown on both.</summary>
/// <param name="Simulated">On the simulator.</param>
/// <param name="Real">On the autopilot.</param>
public sealed record ConformancePair(CardResult Simulated, CardResult Real)
{
    /// <summary>Empty when one of them did not fly.</summary>
    public IReadOnlyList<Deviation> Deviations { get; } =
        Simulated.Record is { } ours && Real.Record is { } theirs ? Comparison.Compare(ours, theirs) : [];
}

/// <summary>
/// Writes sitl/CONFORMANCE.md: the table of cards, and what differs. What people wrote below the mark about causes stays.
/// </summary>
public static class ConformanceReport
{
    private const string Mark = "<!-- What stands below is written by people, and kept. -->";

    /// <param name="pairs">All cards that were flown.</param>
    /// <param name="before">The file as it was; null where there is none.</param>
    public static string Write(IReadOnlyList<ConformancePair> pairs, string? before)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Conformance of the simulator with ArduPilot

            Made by `dronecommand fly sitl/flights --ardupilot PATH --conformance sitl/CONFORMANCE.md`, or from the recordings of
            such flights by `--recorded DIR` in place of `--ardupilot PATH`: each card is flown on the simulator and on ArduPilot
            SITL, and the two flights are compared. ✓ passed or within bounds, ✗ not. Bounds: the same
            modes, answers, texts (figures aside) and reached items in the same order; the tracks at most 2 m + 5 % of the speed
            × 1 s apart; times at items within 5 % or a second; climb and descent within 0.3 m/s; regular messages' rates within 25 %; battery
            within 10 %.

            {pairs.Count(p =>
                p.Simulated.Verdict == Verdict.Passed && p.Real.Verdict == Verdict.Passed
            )} of {pairs.Count} cards pass on both. Of {pairs.Sum(p => p.Deviations.Count)} comparisons {pairs.Sum(p =>
                p.Deviations.Count(d => d.Same)
            )} agree.

            | card | autopilot | simulator | autopilot's | {string.Join(" | ", Comparison.Aspects)} |
            |---|---|---|---|{string.Concat(Comparison.Aspects.Select(_ => "---|"))}

            """
        );
        foreach (var pair in pairs)
        {
            text.AppendLine(Row(pair));
        }

        text.AppendLine().AppendLine("## What differs").AppendLine();
        foreach (var pair in pairs)
        {
            Details(text, pair);
        }

        return text.Append(Mark).Append(Kept(before)).ToString().ReplaceLineEndings("\n");
    }

    private static string Row(ConformancePair pair)
    {
        var cells =
            pair.Deviations.Count > 0
                ? pair.Deviations.Select(d => $"{Sign(d.Same)} {d.Found}")
                : Comparison.Aspects.Select(_ => "–");
        return $"| {pair.Real.Card.Id} | {pair.Real.Flown} | {Sign(pair.Simulated)} | {Sign(pair.Real)} | {string.Join(" | ", cells)} |";
    }

    private static void Details(StringBuilder text, ConformancePair pair)
    {
        var lines = new List<string>();
        lines.AddRange(Problem("simulator", pair.Simulated));
        lines.AddRange(Problem("autopilot", pair.Real));
        lines.AddRange(
            pair.Deviations.Where(d => !d.Same).SelectMany(d => d.Detail.Select(line => $"{d.Name}: {line}"))
        );
        if (lines.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"**{pair.Real.Card.Id}**").AppendLine();
            text.AppendJoin('\n', lines.Select(l => "- " + l.Replace("|", "\\|", StringComparison.Ordinal)))
                .AppendLine()
                .AppendLine();
        }
    }

    private static IEnumerable<string> Problem(string who, CardResult result) =>
        result.Verdict == Verdict.Passed
            ? []
            :
            [
                $"{who} {(result.Verdict == Verdict.Failed ? "failed" : "was not flown to its end")}: {result.FirstProblem}",
            ];

    private static string Sign(bool good) => good ? "✓" : "✗";

    private static string Sign(CardResult result) =>
        result.Verdict switch
        {
            Verdict.Passed => "✓",
            Verdict.Failed => "✗",
            _ => "–",
        };

    private static string Kept(string? before)
    {
        var at = before?.IndexOf(Mark, StringComparison.Ordinal) ?? -1;
        return at < 0 ? "\n" : before![(at + Mark.Length)..];
    }
}
