using DroneCommand.Mavlink.Messages;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Fleet.Vehicles;

/// <summary>
/// Follows a sortie through what is observed. Pure: the grain persists what comes out when it differs.
/// </summary>
public static class SortieTracker
{
    /// <summary>A ground robot counts as back when it stands this close to its home, in metres.</summary>
    public const double BackAtHomeM = 4;

    /// <summary>
    /// A vehicle takes the place where it arms as its home. Further than this from the planned one, in metres, the ways home
    /// that were checked are not those that it would take.
    /// </summary>
    public const double SamePlaceM = 10;

    private const double StandingMps = 0.2;

    /// <summary>The sortie after this telemetry, and its end when it is over.</summary>
    public static (Sortie Sortie, SortieEnd? End) Advance(Sortie sortie, VehicleTelemetry telemetry)
    {
        if (sortie.Phase == SortiePhase.Preparing)
        {
            return (sortie, null);
        }
        var left = sortie.Left || telemetry.Armed;
        if (left && !telemetry.Armed)
        {
            var completed = sortie.TaskDone && sortie.CutShort.Length == 0;
            return (sortie, new SortieEnd(completed, completed ? "" : WhyNot(sortie)));
        }
        var done = sortie.TaskDone || IsTaskDone(sortie, telemetry);
        return (sortie with { Left = left, TaskDone = done, Phase = PhaseOf(sortie, telemetry, done) }, null);
    }

    /// <summary>True when a ground robot stands at home after its sortie and only its motors are still armed.</summary>
    public static bool StandsAtHome(Sortie sortie, VehicleTelemetry telemetry) =>
        telemetry is { Armed: true, Kind: VehicleKind.Rover or VehicleKind.Boat }
        && (sortie.TaskDone || sortie.Phase == SortiePhase.Returning)
        && sortie.Phase is SortiePhase.Returning or SortiePhase.OnTask
        && Math.Abs(telemetry.GroundSpeedMps ?? 0) < StandingMps
        && telemetry is { Position: { } here, Home: { } home }
        && Geodesic.Distance(here, home) < BackAtHomeM;

    /// <summary>Progress along the route, for people.</summary>
    public static TaskProgress Progress(Sortie sortie, VehicleTelemetry? telemetry)
    {
        var legs = sortie.Legs;
        var index = telemetry is null ? -1 : CurrentLeg(sortie, telemetry);
        if (index < 0 || !sortie.Left)
        {
            return new TaskProgress(sortie.Title, 0, legs.Count, 0, Total(legs), sortie.Activity);
        }
        var leg = legs[index];
        var left = telemetry!.Position is { } here
            ? Math.Min(Geodesic.Distance(here, leg.To), leg.LengthM)
            : leg.LengthM;
        var share = leg.LengthM > 0 ? left / leg.LengthM : 0;
        var total = legs.Sum(l => l.LengthM);
        var before = legs.Take(index).Sum(l => l.LengthM);
        var remaining = Total(legs.Skip(index + 1)) + leg.Duration * share;
        var fraction = total > 0 ? Math.Clamp((before + leg.LengthM - left) / total, 0, 1) : 0;
        return new TaskProgress(sortie.Title, index + 1, legs.Count, fraction, remaining, sortie.Activity);
    }

    private static TimeSpan Total(IEnumerable<RouteLeg> legs) =>
        legs.Aggregate(TimeSpan.Zero, (sum, leg) => sum + leg.Duration);

    private static int CurrentLeg(Sortie sortie, VehicleTelemetry telemetry)
    {
        if (telemetry.MissionItem is not { } item)
        {
            return -1;
        }
        for (var i = 0; i < sortie.Legs.Count; i++)
        {
            if (sortie.Legs[i].MissionItem >= item)
            {
                return i;
            }
        }
        return sortie.Legs.Count - 1;
    }

    /// <summary>True when the vehicle is past the last leg of the task itself, by its own count.</summary>
    internal static bool IsTaskDone(Sortie sortie, VehicleTelemetry telemetry)
    {
        var lastOfTask = sortie.Legs.LastOrDefault(leg => !leg.WayHome);
        return lastOfTask is not null
            && (ModeMeanings.Of(telemetry.Mode) == ModeMeaning.Mission || ReturnsInItsOwnMode(telemetry))
            && telemetry.MissionItem > lastOfTask.MissionItem;
    }

    /// <summary>
    /// True when the vehicle returns because its mission says so. ArduPilot stays in the mission's mode for that; PX4 takes the
    /// one that also a pilot or a failsafe would take.
    /// </summary>
    internal static bool ReturnsByItsMission(Sortie sortie, VehicleTelemetry telemetry) =>
        ReturnsInItsOwnMode(telemetry) && (sortie.TaskDone || IsTaskDone(sortie, telemetry));

    private static bool ReturnsInItsOwnMode(VehicleTelemetry telemetry) =>
        telemetry.Autopilot == MavAutopilot.Px4 && ModeMeanings.Of(telemetry.Mode) == ModeMeaning.Returning;

    private static SortiePhase PhaseOf(Sortie sortie, VehicleTelemetry telemetry, bool done) =>
        ModeMeanings.Of(telemetry.Mode) switch
        {
            ModeMeaning.Mission => done ? SortiePhase.Returning : SortiePhase.OnTask,
            ModeMeaning.Holding => SortiePhase.Holding,
            ModeMeaning.Returning => SortiePhase.Returning,
            ModeMeaning.Landing => SortiePhase.Landing,
            // Nobody's order leads to a manual mode: whoever put it there flies.
            _ => SortiePhase.PilotFlies,
        };

    private static string WhyNot(Sortie sortie) =>
        sortie.CutShort.Length > 0 ? sortie.CutShort : "it stood down before its route was done";
}
