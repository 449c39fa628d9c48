using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Sorties;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Terrain;
using DroneCommand.Missions.Volumes;

namespace DroneCommand.Missions.Plans;

/// <summary>What is to be planned on a site.</summary>
/// <param name="Template">The template.</param>
/// <param name="Values">Values by parameter name, in the template's units, invariant text; missing ones take the default.</param>
/// <param name="Site">The site.</param>
/// <param name="Team">The vehicles with their homes: normally their docks.</param>
/// <param name="Seed">For choices that the template leaves open.</param>
/// <param name="ReturnAltitude">The vehicles' return altitude as read from them; null takes what the site asks for.</param>
public sealed record SiteTask(
    MissionTemplate Template,
    IReadOnlyDictionary<string, string> Values,
    Site Site,
    IReadOnlyList<TeamMember> Team,
    int Seed = 0,
    AltitudeAboveHome? ReturnAltitude = null
)
{
    /// <summary>The wind over the site; null when none is given, and then the class's allowance blows against every leg.</summary>
    public Wind? Wind { get; init; }

    /// <summary>The ground under the site; null takes it for flat.</summary>
    public TerrainModel? Terrain { get; init; } = Site.Terrain;
}

/// <summary>
/// Applies a template of any kind to a site: finds its ground there, has the kind plan the routes, adds the ways to and from
/// home and checks all of it. Pure: the same inputs and seed give the same plan.
/// </summary>
public static class SiteMission
{
    /// <summary>Makes the plans; what is wrong stands in the problems of each, and of all, with what would help.</summary>
    public static RoutePlan Plan(SiteTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (team, problems) = RouteTeam.Of(task.Template, task.Values, task.Team, task.Wind);
        var early = Unhomed(task.Team).Concat(problems).Concat(ZoneMasks.Problems(task.Template, task.Site)).ToList();
        if (team is null || early.Count > 0)
        {
            return RoutePlan.Refused(task.Template.Id, early);
        }

        var kind = MissionKinds.Of(task.Template.Kind);
        var ground = new SiteGround(task.Site, team).Of(kind.Ground);
        if (ground.Ground is null)
        {
            return RoutePlan.Refused(task.Template.Id, ground.Problem!);
        }

        var values = new Dictionary<string, string>(task.Values, StringComparer.Ordinal);
        if (ground.Chosen is { } chosen)
        {
            values[Grounds.ParameterOf(kind.Ground)!.Name] = chosen;
        }

        var kindTask = new KindTask(task.Template, values, ground.Ground, task.Team, task.Seed)
        {
            Site = task.Site,
            Wind = task.Wind,
            Heights = task.Terrain,
        };
        var routes = Routes(kind, kindTask, team);
        if (kind.Group == MissionGroup.Search)
        {
            routes = SiteFit.Of(task.Site, team, routes);
        }

        routes = new TrackDressing(task.Template, ground.Ground, task.Site).Apply(routes, team);
        routes = new TemplateBounds(task.Template).Check(
            routes,
            count => kind.Plan(kindTask with { Team = TemplateBounds.Enlarged(task.Team, count) })
        );
        return routes.Problems.Count > 0 ? routes : WithPlans(task, team, routes, ground.Notes);
    }

    /// <summary>
    /// A kind that is for one vehicle plans one route; several vehicles of one kind share it out in sorties afterwards.
    /// </summary>
    private static RoutePlan Routes(MissionKindDefinition kind, KindTask task, RouteTeam team)
    {
        var routes = kind.Plan(task);
        var isForOne = routes.Problems is [{ Code: ProblemCode.OneVehicleOnly }];
        if (isForOne && task.Team.Count > 1 && task.Team.All(member => member.Vehicle == task.Team[0].Vehicle))
        {
            routes = kind.Plan(task with { Team = [task.Team[0]] });
        }

        team.TakeSpeeds(routes.Routes);
        team.TakeAltitude(routes);
        return routes;
    }

    private static RoutePlan WithPlans(SiteTask task, RouteTeam team, RoutePlan routes, IReadOnlyList<string> notes)
    {
        var maker = new PlanMaker(task, team, routes);
        var bounds = new TemplateBounds(task.Template);
        var parts = new List<(VehicleRoute Route, Plan Plan)>();
        var spare = Enumerable.Range(0, team.Count).Except(routes.Routes.Select(route => route.Index)).ToList();
        foreach (var route in routes.Routes)
        {
            var helpers = spare.FindAll(index => task.Team[index].Vehicle == task.Team[route.Index].Vehicle);
            var plans = new SortiePlanner(task, team, maker, route).Plans(helpers);
            spare.RemoveAll(index => plans.Any(plan => plan.TeamIndex == index));
            var whole = IsWhole(task, plans);
            parts.AddRange(
                plans.Select(plan =>
                    (
                        whole ? route : RouteOf(team, plan),
                        plan with
                        {
                            Problems = [.. plan.Problems, .. bounds.Problems(plan)],
                        }
                    )
                )
            );
        }

        var masks = ZoneMasks.Of(task, team.Values);
        parts =
        [
            .. parts
                .OrderBy(part => part.Plan.TeamIndex)
                .ThenBy(part => part.Plan.Sortie)
                .Select(part => masks is null ? part : (part.Route, masks.On(part.Plan))),
        ];
        return routes with
        {
            Routes = [.. parts.Select(part => part.Route)],
            Plans = [.. parts.Select(part => part.Plan)],
            Figures = Clearances(task.Site, routes, parts.ConvertAll(part => part.Plan)),
            Problems = [.. parts.SelectMany(part => part.Plan.Problems).DistinctBy(problem => problem.Reason)],
            Conflicts = TeamConflicts.Of(parts.ConvertAll(part => part.Plan)),
            Notes = [.. NotesOf(routes), .. notes, .. SortieNotes(task, team, parts), .. MaskNotes(task)],
        };
    }

    /// <summary>One sortie flies the route as it was planned, unless the terrain leads it.</summary>
    private static bool IsWhole(SiteTask task, IReadOnlyList<Plan> plans) => plans.Count == 1 && task.Terrain is null;

    /// <summary>The least clearances of all plans beside what else is known.</summary>
    private static Dictionary<string, double> Clearances(Site site, RoutePlan routes, List<Plan> plans)
    {
        var figures = routes.Figures.ToDictionary(StringComparer.Ordinal);
        var clearances = plans.ConvertAll(plan => PlanClearance.Of(site, plan));
        Add("minFenceClearanceM", clearances.Select(clearance => clearance.Fence));
        Add("minKeepOutClearanceM", clearances.Select(clearance => clearance.KeepOut));
        if (plans.Min(plan => plan.GroundClearanceMetres) is { } ground)
        {
            figures[TerrainSorties.Figure] = ground;
        }

        return figures;

        void Add(string name, IEnumerable<Clearance?> of)
        {
            if (of.OfType<Clearance>().MinBy(clearance => clearance.Metres) is { } least)
            {
                figures[name] = least.Metres;
            }
        }
    }

    /// <summary>A kind's own notes, and what was changed of its routes.</summary>
    private static IEnumerable<string> NotesOf(RoutePlan routes) =>
        routes.Notes.Concat(routes.Routes.Select(route => route.Note).OfType<string>()).Distinct();

    /// <summary>A sortie's own part of a route.</summary>
    private static VehicleRoute RouteOf(RouteTeam team, Plan plan) =>
        team.Route(plan.TeamIndex, plan.Sortie, plan.RouteTrack) with
        {
            Begins = plan.Begins,
        };

    private static IEnumerable<string> SortieNotes(
        SiteTask task,
        RouteTeam team,
        List<(VehicleRoute Route, Plan Plan)> parts
    ) =>
        parts
            .Where(part => part.Plan is { Sorties: > 1, Sortie: 1 })
            .Select(part =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{part.Route.Vehicle} needs {part.Plan.Sorties} sorties, with {team.SwapTimeOf(task.Team[part.Plan.TeamIndex].Vehicle).TotalMinutes:0.#} min between each and the next."
                )
            );

    private static string[] MaskNotes(SiteTask task) =>
        task.Template.Privacy?.Masks is not null && !task.Site.PrivacyZones.Any()
            ? [$"{task.Site.Name} has no privacy zones: nothing is masked in video."]
            : [];

    private static IEnumerable<Problem> Unhomed(IReadOnlyList<TeamMember> team) =>
        team.Any(member => member.Home is not { IsValid: true })
            ? [new(ProblemCode.HomeUnknown, "The vehicle's home is not known, so its way back cannot be checked.")]
            : [];
}
