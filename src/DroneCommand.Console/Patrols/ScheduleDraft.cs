using DroneCommand.Fleet.Patrols;

namespace DroneCommand.Console.Patrols;

/// <summary>A schedule as a form has it.</summary>
public sealed record ScheduleDraft
{
    public bool Repeats { get; init; }

    public int EveryMinutes { get; init; } = 10;

    /// <summary>Minutes from saving to the first start.</summary>
    public int FirstInMinutes { get; init; } = 10;

    public static ScheduleDraft From(PatrolView? patrol, DateTimeOffset now)
    {
        if (patrol?.Definition.Schedule is not { } schedule)
        {
            return new ScheduleDraft();
        }

        var first = patrol.NextDue is { } due ? (int)Math.Ceiling((due - now).TotalMinutes) : 1;
        return new ScheduleDraft
        {
            Repeats = true,
            EveryMinutes = Math.Max(1, (int)Math.Round(schedule.Every.TotalMinutes)),
            FirstInMinutes = Math.Max(1, first),
        };
    }

    /// <summary>Null when it does not start by itself. Starts fall on whole seconds.</summary>
    public PatrolRecurrence? ToRecurrence(DateTimeOffset now)
    {
        if (!Repeats)
        {
            return null;
        }

        var first = now.AddMinutes(FirstInMinutes);
        return new PatrolRecurrence(
            TimeSpan.FromMinutes(EveryMinutes),
            first.AddTicks(-(first.Ticks % TimeSpan.TicksPerSecond))
        );
    }
}
