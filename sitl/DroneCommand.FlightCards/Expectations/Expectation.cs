using DroneCommand.FlightCards.Records;

namespace DroneCommand.FlightCards.Expectations;

/// <summary>Something that the record of a flight must show.</summary>
public abstract record Expectation
{
    /// <summary>As the card has it, in one line.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where it stands in the card, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Whether it holds, and what was found.</summary>
    internal abstract (bool Good, string Evidence) Judge(FlightRecord record);

    private protected static string Text(FormattableString text) => FormattableString.Invariant(text);
}
