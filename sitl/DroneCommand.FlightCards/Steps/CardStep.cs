using DroneCommand.FlightCards.Flights;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;

namespace DroneCommand.FlightCards.Steps;

/// <summary>One step of a card: what is done, and how it must end.</summary>
public abstract record CardStep
{
    /// <summary>As the card has it, in one line.</summary>
    public string Title { get; init; } = "";

    /// <summary>Where it stands in the card, from 1.</summary>
    public int Line { get; init; }

    /// <summary>How it must end: done unless the card says otherwise.</summary>
    public SequenceEnd Ends { get; init; } = SequenceEnd.Done;

    /// <summary>What its outcome must say; empty for anything.</summary>
    public string Saying { get; init; } = "";

    /// <summary>How long it may take; null for the step's own limit.</summary>
    public TimeSpan? Within { get; init; }

    internal abstract Task<SequenceResult> Fly(CardFlight flight, CancellationToken stop);

    internal (Verdict Verdict, string Evidence) Judge(SequenceResult result)
    {
        if (this is FaultStep && result.End == SequenceEnd.RefusedByUs)
        {
            return (Verdict.Skipped, result.Text);
        }

        if (result.End != Ends)
        {
            var wanted = Ends == SequenceEnd.Done ? "" : $", which should have been {StepEnds.Word(Ends)}";
            return (Verdict.Failed, $"{StepEnds.Word(result.End)}: {result.Text}{wanted}");
        }

        if (!result.Text.Contains(Saying, StringComparison.OrdinalIgnoreCase))
        {
            return (Verdict.Failed, $"{StepEnds.Word(result.End)}: {result.Text}; it does not say '{Saying}'");
        }

        if (Within is { } limit && result.After > limit)
        {
            return (
                Verdict.Failed,
                FormattableString.Invariant($"{result.Text}; it took {result.After.TotalSeconds:0.0} s")
            );
        }

        return (Verdict.Passed, Ends == SequenceEnd.Done ? result.Text : $"{StepEnds.Word(result.End)}: {result.Text}");
    }

    private protected static SequenceResult Done(string text, TimeSpan after = default) =>
        new(SequenceEnd.Done, text, after);

    private protected static SequenceResult Ended(CommandResult result, string done) =>
        result.Kind switch
        {
            CommandResultKind.Accepted => Done(done),
            CommandResultKind.Refused => new(SequenceEnd.RefusedByVehicle, result.Reason, TimeSpan.Zero),
            CommandResultKind.NoAnswer => new(SequenceEnd.NoAnswer, result.Reason, TimeSpan.Zero),
            _ => new(SequenceEnd.Cancelled, result.Reason, TimeSpan.Zero),
        };

    private protected static SequenceResult Ended(TransferEnd end, string text) =>
        new(
            end switch
            {
                TransferEnd.Done => SequenceEnd.Done,
                TransferEnd.Refused => SequenceEnd.RefusedByVehicle,
                TransferEnd.NoAnswer => SequenceEnd.NoAnswer,
                _ => SequenceEnd.Cancelled,
            },
            text,
            TimeSpan.Zero
        );
}

/// <summary>The ends that a card can ask for.</summary>
internal static class StepEnds
{
    public static IReadOnlyList<(string Word, SequenceEnd End)> All { get; } =
    [
        ("done", SequenceEnd.Done),
        ("refused", SequenceEnd.RefusedByVehicle),
        ("not-asked", SequenceEnd.RefusedByUs),
        ("no-answer", SequenceEnd.NoAnswer),
    ];

    public static string Word(SequenceEnd end) => All.FirstOrDefault(e => e.End == end).Word ?? "cancelled";
}
