using DroneCommand.FlightCards.Cards;
using DroneCommand.FlightCards.Records;

namespace DroneCommand.FlightCards;

/// <summary>How something of a card came out.</summary>
public enum Verdict
{
    Passed,
    Failed,

    /// <summary>Not reached, because an earlier step failed, or not possible on what was flown.</summary>
    Skipped,
}

/// <summary>A step of a card, and how it went.</summary>
/// <param name="Title">As the card has it.</param>
/// <param name="Line">Where it stands in the card.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="Evidence">What was seen, with figures.</param>
/// <param name="Began">Seconds since the first step.</param>
/// <param name="Ended">Seconds since the first step.</param>
public sealed record StepResult(string Title, int Line, Verdict Verdict, string Evidence, double Began, double Ended);

/// <summary>An expectation of a card, and what the flight's record says of it.</summary>
/// <param name="Title">As the card has it.</param>
/// <param name="Line">Where it stands in the card.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="Evidence">What was found, with figures.</param>
public sealed record ExpectationResult(string Title, int Line, Verdict Verdict, string Evidence);

/// <summary>What became of a card.</summary>
/// <param name="Card">The card.</param>
/// <param name="Flown">By what: 'simulator', 'ArduPilot Copter 4.7.0-dev'.</param>
/// <param name="Steps">All steps of the card.</param>
/// <param name="Expectations">All expectations of the card.</param>
/// <param name="Record">Null when the flight never began.</param>
/// <param name="Trouble">Why the flight could not be flown; null when it was.</param>
public sealed record CardResult(
    FlightCard Card,
    string Flown,
    IReadOnlyList<StepResult> Steps,
    IReadOnlyList<ExpectationResult> Expectations,
    FlightRecord? Record,
    string? Trouble
)
{
    /// <summary>How long it took by the wall's clock.</summary>
    public TimeSpan Wall { get; init; }

    /// <summary>
    /// Why the card is not for what was to fly it, as a plane's is not for the simulator; null when it is. Such a card is
    /// skipped, and nobody's fault.
    /// </summary>
    public string? Unfit { get; init; }

    public Verdict Verdict =>
        Trouble is not null
        || Steps.Any(s => s.Verdict == Verdict.Failed)
        || Expectations.Any(e => e.Verdict == Verdict.Failed)
            ? Verdict.Failed
        : Unfit is not null || Steps.Any(s => s.Verdict == Verdict.Skipped) ? Verdict.Skipped
        : Verdict.Passed;

    /// <summary>The first thing that went wrong, in one line; empty when nothing did.</summary>
    public string FirstProblem =>
        Trouble
        ?? Unfit
        ?? Steps.Where(s => s.Verdict != Verdict.Passed).Select(s => $"{s.Title}: {s.Evidence}").FirstOrDefault()
        ?? Expectations.Where(e => e.Verdict == Verdict.Failed).Select(e => $"{e.Title}: {e.Evidence}").FirstOrDefault()
        ?? "";

    public static CardResult NotFlown(FlightCard card, string flown, string trouble) =>
        new(card, flown, [], [], null, trouble);

    public static CardResult NotFor(FlightCard card, string flown, string why) =>
        new(card, flown, [], [], null, null) { Unfit = why };
}
