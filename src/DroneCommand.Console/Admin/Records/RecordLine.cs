using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Console.Admin.Records;

/// <summary>One line of the Records page: a request joined with its outcome.</summary>
/// <param name="Request">What was asked, or the only record there is.</param>
/// <param name="Outcome">How it ended; null while it is open.</param>
/// <param name="After">From the request to its end.</param>
/// <param name="Waits">True while the database has not taken all of it.</param>
public sealed record RecordLine(AuditRecord Request, string? Outcome, TimeSpan? After, bool Waits)
{
    /// <summary>
    /// Joins records (newest first) that carry one operation id. An outcome whose request lies beyond the records given
    /// stands on a line of its own until that is loaded.
    /// </summary>
    public static IReadOnlyList<RecordLine> Join(IEnumerable<AuditRecord> newestFirst) =>
        [.. newestFirst.GroupBy(record => record.OperationId).Select(Join)];

    /// <summary>The outcome as the other pages write it; vehicles and patrols record its kind in front.</summary>
    public string Told =>
        Outcome is null ? "no outcome on record"
        : Outcome.Split(": ", 2) is [var kind, var text] && Enum.TryParse<OutcomeKind>(kind, out var known)
            ? Show.Outcome(new CommandOutcome(known, text, After ?? TimeSpan.Zero))
        : Outcome;

    private static RecordLine Join(IGrouping<Guid, AuditRecord> operation)
    {
        var request = operation.LastOrDefault(record => record.Outcome is null) ?? operation.Last();
        var end = operation.FirstOrDefault(record => record.Outcome is not null);
        return new RecordLine(
            request,
            end?.Outcome,
            end is null || end == request ? null : end.Time - request.Time,
            operation.Any(record => record.Sequence == 0)
        );
    }
}
