using System.Globalization;
using DroneCommand.Console.Patrols;
using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;

namespace DroneCommand.Console.Live;

/// <summary>Who was out, who is out and who goes next, one lane for each vehicle, around the present hour.</summary>
public sealed partial class TonightStrip
{
    /// <summary>How far back the strip reaches.</summary>
    public static readonly TimeSpan Back = TimeSpan.FromHours(1);

    private static readonly TimeSpan Ahead = TimeSpan.FromHours(2);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(30);

    /// <summary>How long a planned run is drawn while none of its patrol has ended yet.</summary>
    private static readonly TimeSpan UsualRun = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LabelRoom = TimeSpan.FromMinutes(7);

    private const int PlannedShown = 60;

    [Parameter, EditorRequired]
    public PatrolReading Reading { get; set; } = PatrolReading.Empty;

    [Parameter, EditorRequired]
    public IReadOnlyList<VehicleView> Vehicles { get; set; } = [];

    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    [Parameter]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    private DateTimeOffset From => Now - Back;

    private DateTimeOffset To => Now + Ahead;

    private string Next
    {
        get
        {
            var next = Reading.Patrols.Where(patrol => patrol.NextDue is not null).MinBy(patrol => patrol.NextDue);
            return next is null
                ? "nothing is scheduled"
                : $"next: {Show.Minute(next.NextDue!.Value, Zone)} {WithVehicle(next.Definition)}";
        }
    }

    private IEnumerable<DateTimeOffset> Hours
    {
        get
        {
            var first = new DateTimeOffset(From.UtcTicks - From.UtcTicks % Tick.Ticks, TimeSpan.Zero) + Tick;
            // A label too near to the edge would be cut off.
            for (var at = first; at < To - LabelRoom; at += Tick)
            {
                if (at > From + LabelRoom)
                {
                    yield return at;
                }
            }
        }
    }

    private List<Lane> Lanes
    {
        get
        {
            var bars = Reading
                .Runs.SelectMany(run => run.Parts().Select(part => (part.VehicleId, Bar: RunBar(run, part))))
                .Concat(Reading.Patrols.SelectMany(Planned))
                .Where(entry => entry.Bar is not null)
                .ToLookup(entry => entry.VehicleId, entry => entry.Bar!);
            return
            [
                .. bars.Select(group => new Lane(NameOf(group.Key), [.. group]))
                    .OrderBy(lane => lane.Name, StringComparer.OrdinalIgnoreCase),
            ];
        }
    }

    /// <summary>The name that the planner proposes ends in the vehicle's already.</summary>
    private string WithVehicle(PatrolDefinition patrol) =>
        NameOf(patrol.VehicleId) is var vehicle && patrol.Name.Contains(vehicle, StringComparison.OrdinalIgnoreCase)
            ? patrol.Name
            : $"{patrol.Name} · {vehicle}";

    private string NameOf(string vehicleId) =>
        Vehicles.FirstOrDefault(view => view.VehicleId == vehicleId)?.Name ?? vehicleId;

    private Bar? RunBar(PatrolRunView run, VehicleRunView part)
    {
        var end = part.Ended ?? run.Ended ?? (part.State == PatrolRunState.Running ? Now : run.Slot);
        if (end < From || run.Slot > To)
        {
            return null;
        }

        var words = $"{run.PatrolName} {Show.Minute(run.Slot, Zone)}: {PatrolWords.Name(part.State)}";
        var title = part.Reason.Length == 0 ? words : $"{words}, {part.Reason}";
        return Make(run.Slot, end, $"run tone-{PatrolWords.Tone(part.State)}", title);
    }

    private IEnumerable<(string VehicleId, Bar? Bar)> Planned(PatrolView patrol)
    {
        if (patrol is not { NextDue: { } next, Definition.Schedule: { } schedule } || schedule.Every <= TimeSpan.Zero)
        {
            yield break;
        }

        var length = LastLength(patrol.PatrolId);
        var at = next;
        for (var shown = 0; at < To && shown < PlannedShown; at += schedule.Every, shown++)
        {
            var title = $"{patrol.Definition.Name} {Show.Minute(at, Zone)}: planned";
            foreach (var vehicle in patrol.Definition.Team())
            {
                yield return (vehicle, Make(at, at + length, "planned", title));
            }
        }
    }

    private TimeSpan LastLength(string patrolId)
    {
        var last = Reading.Runs.FirstOrDefault(run =>
            run.PatrolId == patrolId && run.State == PatrolRunState.Completed
        );
        return last?.Ended is { } ended ? ended - last.Slot : UsualRun;
    }

    private Bar Make(DateTimeOffset from, DateTimeOffset to, string css, string title)
    {
        var start = from < From ? From : from;
        var width = Math.Max(0, (to - start) / (Back + Ahead) * 100);
        return new Bar(At(start), width.ToString("0.###", CultureInfo.InvariantCulture) + "%", css, title);
    }

    private string At(DateTimeOffset time) =>
        ((time - From) / (Back + Ahead) * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    private sealed record Bar(string Left, string Width, string Class, string Title);

    private sealed record Lane(string Name, IReadOnlyList<Bar> Bars);
}
