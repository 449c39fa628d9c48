using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Templates;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace DroneCommand.Console.Patrols;

/// <summary>The site's patrols: what is planned, what ran and how it ended, and the templates with what is wrong in them.</summary>
public sealed partial class PatrolsPage : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Back = TimeSpan.FromHours(24);

    private readonly Dictionary<string, CommandOutcome?> outcomes = [];
    private readonly HashSet<string> starting = [];
    private PatrolReading reading = PatrolReading.Empty;
    private DateTimeOffset now;
    private bool mayPlan;
    private bool mayCommand;
    private ITimer? timer;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private PatrolBoard Board { get; set; } = null!;

    [Inject]
    private PatrolCommands Commands { get; set; } = null!;

    [Inject]
    private IFleetFeed Feed { get; set; } = null!;

    [Inject]
    private ISiteCatalog Sites { get; set; } = null!;

    [Inject]
    private TemplateCatalog Templates { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private TimeZoneInfo Zone => Sites.Default.TimeZone;

    private IEnumerable<IGrouping<string, TemplateProblem>> Broken =>
        Templates.Current.Problems.GroupBy(problem => problem.File);

    public async ValueTask DisposeAsync()
    {
        if (timer is not null)
        {
            await timer.DisposeAsync();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        await Read();
        timer = Time.CreateTimer(_ => InvokeAsync(Read), null, Every, Every);
    }

    /// <summary>Roles change while the page is open: the cascade brings the new ones.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        (mayPlan, mayCommand) = (CurrentCaller.MayPlan(user), CurrentCaller.MayCommand(user));
    }

    private async Task Read()
    {
        reading = await Board.Read(Sites.Default.Id, Back, reading);
        now = Time.GetUtcNow();
        StateHasChanged();
    }

    private string VehicleName(string vehicleId) => Feed.Find(vehicleId)?.Name ?? vehicleId;

    private string TemplateName(PatrolView patrol) =>
        Templates.Current.Find(patrol.Definition.TemplateId)?.Name
        ?? $"template {patrol.Definition.TemplateId} cannot be used";

    /// <summary>From the start to its end; a run that never started took nothing, however late that was recorded.</summary>
    private string Took(PatrolRunView run)
    {
        if (run.State is PatrolRunState.Missed or PatrolRunState.Skipped or PatrolRunState.Refused)
        {
            return Show.Unknown;
        }

        var end = run.Ended ?? now;
        return end <= run.Slot ? Show.Unknown : Show.Duration(end - run.Slot);
    }

    /// <summary>Of a team how each vehicle's part stands; of sorties which one.</summary>
    private static string PartNote(PatrolRunView run, VehicleRunView part)
    {
        var sorties = part.Sorties > 1 ? $"sortie {part.Sortie} of {part.Sorties}" : "";
        var state = run.Parts().Count > 1 ? PatrolWords.Name(part.State) : "";
        return string.Join(" · ", new[] { state, sorties }.Where(word => word.Length > 0));
    }

    private string BatteryOf(string vehicleId) =>
        Feed.Find(vehicleId) is { BatteryPercent: { } has } view ? $"{view.Name} has {Show.Number(has, "0")} %" : "";

    private Task Start(PatrolView patrol) => Once(patrol, (grain, request) => grain.StartNow(request));

    private Task StartSortie(PatrolView patrol, VehicleRunView part) =>
        Once(patrol, (grain, request) => grain.StartSortie(request, part.VehicleId));

    /// <summary>A second press while the first is under way is not sent.</summary>
    private async Task Once(PatrolView patrol, Func<IPatrolGrain, CommandRequest, Task<CommandOutcome>> order)
    {
        if (!starting.Add(patrol.PatrolId))
        {
            return;
        }

        outcomes[patrol.PatrolId] = null;
        outcomes[patrol.PatrolId] = await Commands.Send(patrol.PatrolId, Guid.NewGuid(), order);
        starting.Remove(patrol.PatrolId);
        await Read();
    }

    private async Task End(PatrolView patrol, Guid operation)
    {
        outcomes[patrol.PatrolId] = null;
        outcomes[patrol.PatrolId] = await Commands.Send(
            patrol.PatrolId,
            operation,
            (grain, request) => grain.EndPatrol(request)
        );
        await Read();
    }

    private async Task EditSchedule(PatrolView patrol)
    {
        var parameters = new DialogParameters<ScheduleDialog> { { dialog => dialog.Patrol, patrol } };
        var shown = await Dialogs.ShowAsync<ScheduleDialog>("Schedule", parameters);
        await shown.Result;
        await Read();
    }

    private async Task Delete(PatrolView patrol)
    {
        var sure = await Dialogs.ShowMessageBoxAsync(
            "Delete this patrol?",
            $"'{patrol.Definition.Name}' and its schedule go; the record of its runs stays.",
            yesText: "Delete",
            cancelText: "Cancel"
        );
        if (sure != true)
        {
            return;
        }

        outcomes[patrol.PatrolId] = await Commands.Send(
            patrol.PatrolId,
            Guid.NewGuid(),
            (grain, request) => grain.Delete(request)
        );
        await Read();
    }
}
