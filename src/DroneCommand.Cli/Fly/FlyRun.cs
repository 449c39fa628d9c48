using System.Globalization;
using DroneCommand.Cli.Streams;
using DroneCommand.FlightCards;
using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Conformance;
using DroneCommand.FlightCards.Flights;
using DroneCommand.FlightCards.Reports;

namespace DroneCommand.Cli.Fly;

/// <summary>What is flown, with what, and what is written of it.</summary>
internal sealed record FlyOptions(
    IReadOnlyList<string> Files,
    IFlights Flights,
    string? JUnit,
    string? Tlogs,
    string? Reports,
    string? Conformance,
    bool Steps
);

/// <summary>One call of `fly`: all cards are read before the first is flown, and flown one after the other.</summary>
internal sealed class FlyRun(FlyOptions options, StandardStreams streams)
{
    private readonly List<ConformancePair> _pairs = [];

    public async Task<int> Run(CancellationToken stop)
    {
        IReadOnlyList<FlightCard> cards;
        try
        {
            cards = CardFiles.Read(options.Files);
        }
        catch (CardException bad)
        {
            foreach (var problem in bad.Problems)
                streams.Errors.WriteLine(problem);
            return ExitCodes.BadArguments;
        }
        var results = new List<CardResult>();
        foreach (var card in cards)
        {
            var result = await Fly(card, stop);
            results.Add(result);
            Tell(result);
            WriteReport(result);
            if (options.Conformance != null)
                await Compare(result, stop);
        }
        if (options.JUnit != null)
            await File.WriteAllTextAsync(options.JUnit, JUnitReport.Write(results), stop);
        var fit = results.Count(r => r.Unfit == null);
        var passed = results.Count(r => r.Verdict == Verdict.Passed);
        var others = fit == results.Count ? "" : $", {results.Count - fit} not for {options.Flights.Name}";
        streams.Text.WriteLine($"{passed} of {fit} cards passed{others}");
        return passed == fit ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private async Task<CardResult> Fly(FlightCard card, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var tlog = Recording(card);
        var result = await options.Flights.Fly(card, tlog, stop);
        return result with { Wall = TimeProvider.System.GetElapsedTime(began) };
    }

    /// <summary>Written after each card: a run of an hour that is broken off has not been for nothing.</summary>
    private async Task Compare(CardResult real, CancellationToken stop)
    {
        var simulated = await new SimulatedFlights().Fly(real.Card, null, stop);
        if (simulated.Unfit != null)
            return;
        _pairs.Add(new ConformancePair(simulated, real));
        var before = File.Exists(options.Conformance) ? await File.ReadAllTextAsync(options.Conformance, stop) : null;
        await File.WriteAllTextAsync(options.Conformance!, ConformanceReport.Write(_pairs, before), stop);
    }

    private FileStream? Recording(FlightCard card) =>
        options.Tlogs == null
            ? null
            : new FileStream(
                Path.Combine(Directory.CreateDirectory(options.Tlogs).FullName, card.Id + ".tlog"),
                FileMode.Create
            );

    private void WriteReport(CardResult result)
    {
        if (options.Reports == null)
            return;
        var folder = Directory.CreateDirectory(options.Reports).FullName;
        File.WriteAllText(Path.Combine(folder, result.Card.Id + ".html"), HtmlReport.Write(result));
    }

    private void Tell(CardResult result)
    {
        var length = string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Record?.Seconds ?? 0:0} s flown in {result.Wall.TotalSeconds:0.0} s, {result.Flown}"
        );
        streams.Text.WriteLine($"{Word(result.Verdict)} {result.Card.Id}: {result.Card.Name} ({length})");
        if ((result.Trouble ?? result.Unfit) is { } why)
            streams.Text.WriteLine("       " + why);
        foreach (var step in result.Steps.Where(s => options.Steps || s.Verdict == Verdict.Failed))
            streams.Text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{step.Began, 6:0.0} {Word(step.Verdict)} {step.Title}: {step.Evidence} (line {step.Line})"
                )
            );
        foreach (var expected in result.Expectations.Where(e => options.Steps || e.Verdict == Verdict.Failed))
            streams.Text.WriteLine(
                $"       {Word(expected.Verdict)} {expected.Title}: {expected.Evidence} (line {expected.Line})"
            );
    }

    private static string Word(Verdict verdict) =>
        verdict switch
        {
            Verdict.Passed => "passed ",
            Verdict.Failed => "FAILED ",
            _ => "skipped",
        };
}
