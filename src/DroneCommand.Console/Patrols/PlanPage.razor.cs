using DroneCommand.Console.Live;
using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
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
    private string fault = "";
    private string savedId = "";
    private bool mayPlan;
    private bool mayCommand;
    private bool waiting;
    private CommandOutcome? outcome;

    /// <summary>The parameter for which the map takes corners; null while it takes none.</summary>
    private string? drawing;

    /// <summary>The newest plan, with whom it is for; null while nothing can be planned.</summary>
    private Planned? plan;
    private bool planning;
    private bool stale;

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

    [Inject]
    private ILogger<PlanPage> Logger { get; set; } = null!;

    private string Title => PatrolId is null ? "New patrol" : "Change patrol";

    private List<VehicleView> Suitable =>
        [
            .. Feed
                .Vehicles.Where(view => draft.Template is { } template && PlanDraft.Suits(template, view))
                .OrderByDescending(view => view.Status == VehicleStatus.Ready),
        ];

    /// <summary>The ground that was named or drawn; of a mission on several kinds of ground the one that is drawn.</summary>
    private MapShape? Shape
    {
        get
        {
            var parameter =
                draft.Parameters.FirstOrDefault(each => each.Name == drawing)
                ?? draft.Parameters.FirstOrDefault(each => draft.PlacesOf(each).Count > 0);
            if (parameter is null)
            {
                return null;
            }

            var mode =
                drawing is not null ? ShapeModes.Adding
                : DrawnPlaces.Parse(draft.Values[parameter.Name]) is not null ? ShapeModes.Editing
                : ShapeModes.Shown;
            return MapShape.Of(PlanDraft.ShapeOf(parameter), draft.PlacesOf(parameter), mode);
        }
    }

    private string WhyNotSave =>
        !mayPlan ? "Saving needs the planner or operator role."
        : draft.Template is null ? "Choose a template."
        : draft.Vehicles.Count == 0 ? "Choose a vehicle."
        : draft.Undrawn is { } parameter ? $"Draw the {parameter.Name} on the map, or choose one by its name."
        : drawing is not null ? "Finish the drawing first: Enter on the map, a double click, or Stop drawing."
        : fault.Length > 0 ? fault
        : planning || plan is null ? "The plan is being made."
        : !plan.Plan.IsFlyable ? "The plan has problems."
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
        draft.Choose(template, saved.Definition.Parameters);
        var gone = saved.Definition.Team().Where(id => Feed.Find(id) is null).ToList();
        foreach (var view in saved.Definition.Team().Select(Feed.Find).OfType<VehicleView>())
        {
            draft.Toggle(view);
        }

        if (gone.Count > 0)
        {
            missing = $"{string.Join(", ", gone)} of its team cannot be found here any more; saving leaves it out.";
        }

        draft.Choose(template, saved.Definition.Parameters);
        _ = Replan();
    }

    private void ChooseTemplate(string? id)
    {
        drawing = null;
        draft.Choose(id is null ? null : Templates.Current.Find(id));
        if (draft.Vehicles.Count == 0 && Proposed is { } vehicle)
        {
            draft.Toggle(vehicle);
        }

        Propose();
        _ = Replan();
    }

    private void Toggle(VehicleView vehicle)
    {
        draft.Toggle(vehicle);
        Propose();
        _ = Replan();
    }

    private void Set(string parameter, string value)
    {
        draft.Set(parameter, value);
        _ = Replan();
    }

    /// <summary>The map takes corners for a parameter, or for none any more.</summary>
    private void Draw(string? parameter)
    {
        drawing = parameter;
        if (parameter is null)
        {
            _ = Replan();
        }
    }

    private void TakeShape(DrawnShape shape)
    {
        var name = drawing ?? draft.Parameters.FirstOrDefault(each => draft.PlacesOf(each).Count > 0)?.Name;
        if (name is null)
        {
            return;
        }

        draft.Set(name, DrawnPlaces.Format(shape.Places));
        drawing = shape.Finished ? null : drawing;
        // While corners are still added a plan would jump under the hand.
        if (drawing is null)
        {
            _ = Replan();
        }
    }

    /// <summary>Plans beside the page; what is changed meanwhile is planned after it.</summary>
    private async Task Replan()
    {
        stale = true;
        if (planning)
        {
            return;
        }

        planning = true;
        try
        {
            while (stale)
            {
                (stale, fault) = (false, "");
                var (task, team) = (draft.Task, draft.Vehicles.ToList());
                plan = task is null ? null : await Task.Run(() => Planned.Of(task, team));
            }
        }
        catch (Exception failure)
        {
            // A planner that fails on somebody's drawing must not take the page with it.
            Logger.LogError(failure, "{Template} could not be planned", draft.Template?.Id);
            plan = null;
            fault = $"This cannot be planned: {failure.Message}";
        }
        finally
        {
            planning = false;
        }

        await InvokeAsync(StateHasChanged);
    }

    /// <summary>
    /// The first vehicle that could go now, or else the first that suits; of the kind that the template names first.
    /// </summary>
    private VehicleView? Proposed
    {
        get
        {
            var kinds = draft.Template?.Vehicles.ToList() ?? [];
            var suitable = Suitable
                .OrderBy(view => MissionDesk.FamilyOf(view.Kind) is { } family ? kinds.IndexOf(family) : kinds.Count)
                .ToList();
            return suitable.Find(view => view.Status == VehicleStatus.Ready) ?? suitable.FirstOrDefault();
        }
    }

    /// <summary>A name that says what it is, until somebody writes another.</summary>
    private void Propose()
    {
        if (PatrolId is null && draft is { Template: { } template, Vehicles: [var first, ..] })
        {
            var others = draft.Vehicles.Count > 1 ? $" and {draft.Vehicles.Count - 1} more" : "";
            name = $"{template.Name} · {first.Name}{others}";
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
            draft.Vehicles[0].VehicleId,
            new Dictionary<string, string>(draft.Given),
            schedule.ToRecurrence(Time.GetUtcNow())
        )
        {
            FurtherVehicleIds = [.. draft.Vehicles.Skip(1).Select(view => view.VehicleId)],
        };
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

    /// <summary>A plan with whom it is for and what the map shows of it.</summary>
    private sealed record Planned(TeamPlan Plan, IReadOnlyList<VehicleView> Team, MapPlan? Drawing)
    {
        public static Planned Of(SiteTask task, IReadOnlyList<VehicleView> team)
        {
            var plan = TeamPlan.Of(task, SiteMission.Plan);
            return new(plan, team, PlanDrawing.Of(plan, [.. team.Select(view => view.Name)]));
        }
    }
}
