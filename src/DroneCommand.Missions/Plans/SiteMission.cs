using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;

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
);

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
        var (team, problems) = RouteTeam.Of(task.Template, task.Values, task.Team);
        var early = Unhomed(task.Team).Concat(problems).ToList();
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

        var routes = kind.Plan(
            new KindTask(task.Template, values, ground.Ground, task.Team, task.Seed) { Site = task.Site }
        );
        if (kind.Group == MissionGroup.Search)
        {
            routes = SiteFit.Of(task.Site, team, routes);
        }

        return routes.Problems.Count > 0 ? routes : WithPlans(task, team, routes, ground.Notes);
    }

    private static RoutePlan WithPlans(SiteTask task, RouteTeam team, RoutePlan routes, IReadOnlyList<string> notes)
    {
        var plans = routes.Routes.Select(route => Complete(task, team, routes, route)).ToList();
        return routes with
        {
            Plans = plans,
            Problems = [.. plans.SelectMany(plan => plan.Problems).DistinctBy(problem => problem.Reason)],
            Notes = [.. routes.Notes, .. notes],
        };
    }

    /// <summary>A route with the ways to it and home, checked.</summary>
    private static Plan Complete(SiteTask task, RouteTeam team, RoutePlan routes, VehicleRoute route)
    {
        var member = task.Team[route.Index];
        var vehicle = member.Vehicle;
        var wind = Math.Max(vehicle.WindAllowanceMps, task.Template.Limits.WindMps ?? 0);
        var builder = new PlanBuilder(vehicle, member.Home!.Value, team.Speeds[route.Index], wind);
        builder.Build(TrackThinning.To(route.Track, MissionPlanner.MaxItems - 5));
        var plan = new Plan
        {
            TemplateId = task.Template.Id,
            TemplateName = task.Template.Name,
            SiteId = task.Site.Id,
            Vehicle = vehicle,
            Home = member.Home.Value,
            HomeAltitude = task.Site.GroundAltitude,
            Parameters = Values(team, route.Index, routes),
            Seed = task.Seed,
            SpeedMps = team.Speeds[route.Index],
            VehicleName = task.Team.Count > 1 ? route.Vehicle : "",
            TeamIndex = route.Index,
            Sortie = route.Sortie,
            Legs = builder.Legs,
            Route = builder.Route,
            Track = builder.Track,
            Steps = builder.Steps(),
            ReservePercent = Math.Max(vehicle.ReservePercent, task.Template.Limits.ReservePercent ?? 0),
            WindMps = wind,
            Problems = [],
        };
        return plan with { Problems = [.. ProblemsOf(task, plan)] };
    }

    private static Dictionary<string, string> Values(RouteTeam team, int index, RoutePlan routes) =>
        team.ValuesOf(index)
            .Values.ToDictionary(
                value => value.Key,
                // What the kind chose where the parameter left it the choice; numbers differ by family.
                value =>
                    routes.Chosen.TryGetValue(value.Key, out var chosen) && !Numbers.TryParse(chosen, out _)
                        ? chosen
                        : value.Value,
                StringComparer.Ordinal
            );

    private static IEnumerable<Problem> ProblemsOf(SiteTask task, Plan plan) =>
        plan.Steps.Count > MissionPlanner.MaxItems
            ? [TooManyItems(plan)]
            :
            [
                .. FeasibilityCheck.CheckPlan(task.Site, plan, plan.Home, task.ReturnAltitude),
                .. EnergyBudget.Problems(plan),
            ];

    private static IEnumerable<Problem> Unhomed(IReadOnlyList<TeamMember> team) =>
        team.Any(member => member.Home is not { IsValid: true })
            ? [new(ProblemCode.HomeUnknown, "The vehicle's home is not known, so its way back cannot be checked.")]
            : [];

    private static Problem TooManyItems(Plan plan) =>
        new(
            ProblemCode.TooManyItems,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The mission would have {plan.Steps.Count} items; an autopilot stores at most {MissionPlanner.MaxItems}. Fewer laps, a line with fewer corners or more vehicles would do."
            )
        );
}
