namespace DroneCommand.Missions.Patrols;

/// <summary>When a patrol is due: every so often from a first time on, in UTC, so that no clock change moves it.</summary>
/// <param name="Every">Between two slots; at least a minute.</param>
/// <param name="From">The first slot.</param>
public sealed record Recurrence(TimeSpan Every, DateTimeOffset From)
{
    /// <summary>The shortest time between two slots.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest time between two slots.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(366);

    /// <summary>Why it cannot be used, or null.</summary>
    public string? Fault =>
        Every < Shortest || Every > Longest
            ? "A patrol recurs every minute at most and every 366 days at least."
            : null;

    /// <summary>The slot with that number, from 0.</summary>
    public DateTimeOffset Slot(long number) => From.ToUniversalTime() + number * Every;

    /// <summary>The number of the newest slot that is not after <paramref name="time"/>; −1 before the first.</summary>
    public long NumberAt(DateTimeOffset time) => time < From ? -1 : (time - From).Ticks / Every.Ticks;

    /// <summary>The number of the newest slot that is before <paramref name="time"/>; −1 when none is.</summary>
    public long NumberBefore(DateTimeOffset time) => time <= From ? -1 : ((time - From).Ticks - 1) / Every.Ticks;
}

/// <summary>What a schedule asks for at one moment.</summary>
/// <param name="Due">The slot to start now, or null.</param>
/// <param name="Missed">Slots since the last handled one that are too late, oldest first; at most <see cref="PatrolSchedule.MaxMissed"/>, the newest.</param>
/// <param name="MissedCount">How many were missed in all.</param>
/// <param name="NextDue">The next slot to come.</param>
public sealed record ScheduleState(
    DateTimeOffset? Due,
    IReadOnlyList<DateTimeOffset> Missed,
    long MissedCount,
    DateTimeOffset NextDue
);

/// <summary>
/// What is due, from a recurrence, the time and the last slot that was handled. A slot more than 90 s late is missed and
/// not made up; of several that could still start only the newest does.
/// </summary>
public static class PatrolSchedule
{
    /// <summary>How late a slot may start.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(90);

    /// <summary>The most missed slots that are listed one by one.</summary>
    public const int MaxMissed = 1_000;

    /// <summary>What is due at <paramref name="now"/>.</summary>
    /// <param name="recurrence">A recurrence without <see cref="Recurrence.Fault"/>.</param>
    /// <param name="now">Server time.</param>
    /// <param name="lastSlot">
    /// The newest slot that was started, skipped or recorded as missed; null when there was none. Slots up to it are
    /// never named again, even if the clock was set back.
    /// </param>
    /// <param name="activeSince">When this schedule was set: slots before it were never promised. Null: all were.</param>
    /// <exception cref="ArgumentException">The recurrence has a fault.</exception>
    public static ScheduleState At(
        Recurrence recurrence,
        DateTimeOffset now,
        DateTimeOffset? lastSlot,
        DateTimeOffset? activeSince = null
    )
    {
        if (recurrence.Fault is { } fault)
        {
            throw new ArgumentException(fault, nameof(recurrence));
        }

        var newest = recurrence.NumberAt(now);
        var handled = lastSlot is { } last ? recurrence.NumberAt(last) : -1;
        if (activeSince is { } since)
        {
            handled = Math.Max(handled, recurrence.NumberBefore(since));
        }

        var isDue = newest > handled && now - recurrence.Slot(newest) <= Tolerance;
        var lastMissed = isDue ? newest - 1 : newest;
        var count = Math.Max(0, lastMissed - handled);
        var listed = (int)Math.Min(count, MaxMissed);
        var missed = Enumerable.Range(0, listed).Select(i => recurrence.Slot(lastMissed - listed + 1 + i));
        return new ScheduleState(
            isDue ? recurrence.Slot(newest) : null,
            [.. missed],
            count,
            recurrence.Slot(Math.Max(newest, handled) + 1)
        );
    }
}
