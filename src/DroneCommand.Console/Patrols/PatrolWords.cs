using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Patrols;

namespace DroneCommand.Console.Patrols;

/// <summary>How runs and schedules are put into words.</summary>
public static class PatrolWords
{
    public static string Name(PatrolRunState state) =>
        state switch
        {
            PatrolRunState.Running => "running",
            PatrolRunState.Waiting => "waits",
            PatrolRunState.Completed => "completed",
            PatrolRunState.Aborted => "cut short",
            PatrolRunState.Refused => "refused",
            PatrolRunState.Missed => "missed",
            _ => "skipped",
        };

    /// <summary>The colour token of a run's state.</summary>
    public static string Tone(PatrolRunState state) =>
        state switch
        {
            PatrolRunState.Running => "busy",
            PatrolRunState.Waiting => "returning",
            PatrolRunState.Completed => "ready",
            PatrolRunState.Aborted => "warning",
            PatrolRunState.Refused => "error",
            PatrolRunState.Missed => "missing",
            _ => "idle",
        };

    /// <summary>'every 10 minutes', or 'when started by hand'.</summary>
    public static string Schedule(PatrolRecurrence? schedule)
    {
        if (schedule is null)
        {
            return "when started by hand";
        }

        var minutes = schedule.Every.TotalMinutes;
        return minutes switch
        {
            1 => "every minute",
            < 60 or (> 60 and < 120) => $"every {Show.Number(minutes, "0.##")} minutes",
            60 => "every hour",
            _ => $"every {Show.Number(schedule.Every.TotalHours, "0.##")} hours",
        };
    }
}
