using DroneCommand.Console.Live;
using DroneCommand.Console.Shell;
using DroneCommand.Console.Vehicles;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace DroneCommand.Console.Patrols;

/// <summary>
/// Plans a patrol: what is chosen becomes a plan at once, with its length, duration, energy and what is wrong with it, and
/// is drawn before anything is saved. The grain plans and checks again when it is saved and when it starts.
/// </summary>
public sealed partial class PlanPage
{
    private PlanDraft draft = null!;
    private ScheduleDraft schedule = new();
    private string name = "";
    private string missing = "";
    private string savedId = "";
    private bool mayPlan;
    private bool mayCommand;
    private bool waiting;
    private CommandOutcome? outcome;

    /// <summary>The patrol to change; null for a new one.</summary>
    [Parameter]
    public string? PatrolId { get; set; }

    [Parameter, SupplyParameterFromQuery(Name = "template")]
    public string? TemplateId { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    [Inject]
    private ISiteCatalog Sites { get; set; } = null!;

    [Inject]
    private TemplateCatalog Templates { get; set; } = null!;

    [Inject]
    private IFleetFeed Feed { get; set; } = null!;

    [Inject]
    private PatrolBoard Board { get; set; } = null!;

    [Inject]
    private PatrolCommands Commands { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Title => PatrolId is null ? "New patrol" : "Change patrol";

    private IEnumerable<VehicleView> Vehicles =>
        Feed.Vehicles.Where(view => draft.Template is not { } template || PlanDraft.Suits(template, view));

    private MapRoute? Route =>
        draft.Plan is { Route.Count: > 1 } plan
            ? new MapRoute(
                [.. plan.Route.Select(point => MapPoint.From(point.Position))],
                0,
                true,
                [
                    .. plan
                        .Problems.Where(each => each.Place is not null)
                        .Select(each => MapPoint.From(each.Place!.Value)),
                ]
            )
            : null;

    private string WhyNotSave =>
        !mayPlan ? "Saving needs the planner or operator role."
        : draft.Template is null ? "Choose a template."
        : draft.Vehicle is null ? "Choose a vehicle."
        : draft.Plan is { IsFlyable: false } ? "The plan has problems."
        : name.Trim().Length == 0 ? "Give the patrol a name."
        : "";

    private string WhyNotStart =>
        WhyNotSave.Length > 0 ? WhyNotSave
        : !mayCommand ? "Starting needs the operator role."
        : "";

    protected override async Task OnInitializedAsync()
    {
        draft = new PlanDraft(Sites.Default);
        savedId = PatrolId ?? $"patrol-{Guid.NewGuid():N}";
        if (PatrolId is null)
        {
            ChooseTemplate(TemplateId ?? (Templates.Current.Templates is [var first, ..] ? first.Id : null));
        }
        else
        {
            await Load(PatrolId);
        }
    }

    /// <summary>Roles change while the page is open: the cascade brings the new ones.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        (mayPlan, mayCommand) = (CurrentCaller.MayPlan(user), CurrentCaller.MayCommand(user));
    }

    private async Task Load(string patrolId)
    {
        var reading = await Board.Read(Sites.Default.Id, TimeSpan.Zero, PatrolReading.Empty);
        if (reading.Patrols.FirstOrDefault(patrol => patrol.PatrolId == patrolId) is not { } saved)
        {
            missing = reading.Problem.Length > 0 ? reading.Problem : "There is no such patrol any more.";
            return;
        }

        name = saved.Definition.Name;
        schedule = ScheduleDraft.From(saved, Time.GetUtcNow());
        var template = Templates.Current.Find(saved.Definition.TemplateId);
        missing = template is null ? $"Its template '{saved.Definition.TemplateId}' cannot be used any more." : "";
        draft.Choose(template, Feed.Find(saved.Definition.VehicleId), saved.Definition.Parameters);
    }

    private void ChooseTemplate(string? id)
    {
        var template = id is null ? null : Templates.Current.Find(id);
        var vehicle =
            draft.Vehicle is { } kept && template is not null && PlanDraft.Suits(template, kept) ? kept : null;
        draft.Choose(template, vehicle ?? Vehicle(template));
        Propose();
    }

    private void ChooseVehicle(string? id)
    {
        draft.Choose(draft.Template, id is null ? null : Feed.Find(id));
        Propose();
    }

    /// <summary>
    /// The first vehicle that could go now, or else the first that suits; of the kind that the template names first.
    /// </summary>
    private VehicleView? Vehicle(Missions.Templates.MissionTemplate? template)
    {
        var kinds = template?.Vehicles.ToList() ?? [];
        var suitable = Feed
            .Vehicles.Where(view => template is not null && PlanDraft.Suits(template, view))
            .OrderBy(view => kinds.IndexOf(VehicleWords.Family(view.Kind)))
            .ToList();
        return suitable.Find(view => view.Status == VehicleStatus.Ready) ?? suitable.FirstOrDefault();
    }

    /// <summary>A name that says what it is, until somebody writes another.</summary>
    private void Propose()
    {
        if (PatrolId is null && draft is { Template: { } template, Vehicle: { } vehicle })
        {
            name = $"{template.Name} · {vehicle.Name}";
        }
    }

    private async Task Save(bool start)
    {
        if (waiting || WhyNotSave.Length > 0)
        {
            return;
        }

        (waiting, outcome) = (true, null);
        var definition = new PatrolDefinition(
            name.Trim(),
            Sites.Default.Id,
            draft.Template!.Id,
            draft.Vehicle!.VehicleId,
            new Dictionary<string, string>(draft.Values),
            schedule.ToRecurrence(Time.GetUtcNow())
        );
        outcome = await Commands.Send(savedId, Guid.NewGuid(), (grain, request) => grain.Save(request, definition));
        if (outcome.Kind == OutcomeKind.Done && start)
        {
            outcome = await Commands.Send(savedId, Guid.NewGuid(), (grain, request) => grain.StartNow(request));
        }

        waiting = false;
        if (outcome.Kind == OutcomeKind.Done)
        {
            Navigation.NavigateTo(start ? $"/live/{Uri.EscapeDataString(definition.VehicleId)}" : "/patrols");
        }
    }
}
