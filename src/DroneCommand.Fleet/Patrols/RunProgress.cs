using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Patrols;

/// <summary>What becomes of a run as its vehicles come back, one after another. Pure.</summary>
public static class RunProgress
{
    /// <summary>The run after a vehicle's sortie ended. An end of another sortie, or one that is known, changes nothing.</summary>
    /// <param name="run">As it stood.</param>
    /// <param name="vehicleId">Whose sortie.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="at">When.</param>
    public static PatrolRunView WithEnd(PatrolRunView run, string vehicleId, RunEnd end, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(end);
        var parts = run.Parts();
        return parts.Any(part => IsMeant(part, vehicleId, end))
            ? Sum(run, [.. parts.Select(part => IsMeant(part, vehicleId, end) ? Ended(part, end, at) : part)], at)
            : run;
    }

    /// <summary>The run without the sorties that nobody started: ended as soon as nobody is out.</summary>
    public static PatrolRunView WithoutWaiting(PatrolRunView run, string why, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Sum(
            run,
            [
                .. run.Parts()
                    .Select(part =>
                        part.State == PatrolRunState.Waiting
                            ? part with
                            {
                                State = PatrolRunState.Aborted,
                                Reason = $"sortie {part.Sortie} of {part.Sorties} flown; {why}",
                            }
                            : part
                    ),
            ],
            at
        );
    }

    /// <summary>The run while a vehicle is on its next sortie.</summary>
    public static PatrolRunView WithNextSortie(PatrolRunView run, string vehicleId)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run with
        {
            State = PatrolRunState.Running,
            Reason = "",
            Vehicles =
            [
                .. run.Parts()
                    .Select(part =>
                        part.VehicleId == vehicleId
                            ? part with
                            {
                                State = PatrolRunState.Running,
                                Reason = "",
                                Sortie = part.Sortie + 1,
                                Ended = null,
                            }
                            : part
                    ),
            ],
        };
    }

    private static bool IsMeant(VehicleRunView part, string vehicleId, RunEnd end) =>
        part.VehicleId == vehicleId && part.State == PatrolRunState.Running && part.Sortie == end.Sortie;

    private static VehicleRunView Ended(VehicleRunView part, RunEnd end, DateTimeOffset at)
    {
        var next = part with { State = end.State, Reason = end.Reason, Ended = at, Left = part.Left || end.Left };
        if (end.State == PatrolRunState.Completed && part.Sortie < part.Sorties)
        {
            return next with { State = PatrolRunState.Waiting };
        }
        // A later sortie that did not leave can be started again: its part of the plan is still to be flown.
        return end is { Left: false, State: not PatrolRunState.Completed } && part.Sortie > 1
            ? next with
            {
                State = PatrolRunState.Waiting,
                Reason = $"sortie {part.Sortie} did not start: {end.Reason}",
                Sortie = part.Sortie - 1,
            }
            : next;
    }

    private static PatrolRunView Sum(PatrolRunView run, IReadOnlyList<VehicleRunView> parts, DateTimeOffset at)
    {
        var state =
            parts.Any(part => part.State == PatrolRunState.Running) ? PatrolRunState.Running
            : parts.Any(part => part.State == PatrolRunState.Waiting) ? PatrolRunState.Waiting
            : parts.All(part => part.State == PatrolRunState.Completed) ? PatrolRunState.Completed
            : parts.Any(part => part.State == PatrolRunState.Refused) && !parts.Any(part => part.Left)
                ? PatrolRunState.Refused
            : PatrolRunState.Aborted;
        var open = state is PatrolRunState.Running or PatrolRunState.Waiting;
        return run with { State = state, Reason = ReasonOf(parts), Ended = open ? null : at, Vehicles = parts };
    }

    private static string ReasonOf(IReadOnlyList<VehicleRunView> parts) =>
        parts is [var only]
            ? only.Reason
            : string.Join(
                "; ",
                parts.Where(part => part.Reason.Length > 0).Select(part => $"{part.Name}: {part.Reason}")
            );
}
