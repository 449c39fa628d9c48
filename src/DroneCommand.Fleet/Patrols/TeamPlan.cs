using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Fleet.Patrols;

/// <summary>A vehicle as planning sees it.</summary>
/// <param name="Vehicle">Its registration.</param>
/// <param name="Home">Where it returns to; null takes its dock.</param>
public sealed record PlannedVehicle(RegisteredVehicle Vehicle, GeoPoint? Home)
{
    public static PlannedVehicle Of(VehicleReadiness readiness)
    {
        ArgumentNullException.ThrowIfNull(readiness);
        return new(readiness.Vehicle, readiness.Home);
    }
}

/// <summary>A patrol planned for its vehicles as they are.</summary>
/// <param name="Whole">What was planned for all of them.</param>
/// <param name="Sorties">By vehicle in the team's order, then by sortie; a vehicle that may not leave has none.</param>
/// <param name="Problems">Why it may not be flown; empty when it may.</param>
public sealed record TeamPlan(
    RoutePlan Whole,
    IReadOnlyList<IReadOnlyList<Plan>> Sorties,
    IReadOnlyList<Problem> Problems
)
{
    public bool IsFlyable => Problems.Count == 0;

    /// <summary>Null when every vehicle has a sortie that may be flown.</summary>
    public string? WhyNotFlyable() =>
        IsFlyable ? null : string.Join(" ", Problems.Select(problem => problem.Reason).Distinct());

    /// <summary>Plans for a team and shares the sorties out.</summary>
    /// <param name="task">What is to be planned.</param>
    /// <param name="plan">The planner; <see cref="SiteMission.Plan"/> but in tests.</param>
    public static TeamPlan Of(SiteTask task, Func<SiteTask, RoutePlan> plan)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(plan);
        var whole = plan(task);
        var byVehicle = whole.Plans.ToLookup(each => each.TeamIndex);
        List<IReadOnlyList<Plan>> sorties =
        [
            .. Enumerable
                .Range(0, task.Team.Count)
                .Select(index => (IReadOnlyList<Plan>)[.. byVehicle[index].OrderBy(each => each.Sortie)]),
        ];
        return new(whole, sorties, whole.Problems.Count > 0 ? whole.Problems : [.. Idle(sorties), .. NoWayHome(whole)]);
    }

    /// <summary>True when each run is to choose anew, so that nobody can tell beforehand.</summary>
    internal static bool IsUnpredictable(MissionTemplate template, IReadOnlyDictionary<string, string> values) =>
        template.Kind == MissionKind.UnpredictablePatrol
        || template.Parameters.Any(parameter =>
            parameter.Type == ParameterType.Choice
            && (values.GetValueOrDefault(parameter.Name) ?? parameter.DefaultFor(template.Vehicles[0])) == Either
        );

    /// <summary>The word with which a template leaves a choice to each run.</summary>
    private const string Either = "either";

    /// <summary>
    /// Whoever presses Return sends a vehicle straight home, whatever its failsafes are set to: a plan that is not checked
    /// for that is not started from here.
    /// </summary>
    private static IEnumerable<Problem> NoWayHome(RoutePlan plan) =>
        plan.Plans.Any(each => each.HoldsOnFailsafe)
            ?
            [
                new Problem(
                    ProblemCode.VehicleUnfit,
                    "A plan with 'failsafe' at 'hold' has places without a straight way home, and Return drives straight: it is not started from here. 'failsafe' at 'return' plans only where the way home is clear."
                ),
            ]
            : [];

    /// <summary>Who starts a patrol sees its vehicles leave: one that would stay behind unseen is taken out first.</summary>
    private static IEnumerable<Problem> Idle(List<IReadOnlyList<Plan>> sorties)
    {
        var idle = Enumerable.Range(1, sorties.Count).Where(number => sorties[number - 1].Count == 0).ToList();
        if (idle.Count > 0)
        {
            var who = string.Join(" and ", idle.Select(number => $"vehicle {number}"));
            yield return new Problem(
                ProblemCode.VehicleUnfit,
                sorties.Count == 1
                    ? "There is nothing to fly."
                    : $"There is nothing left to do for {who} of {sorties.Count}: take {(idle.Count == 1 ? "it" : "them")} out of the patrol."
            );
        }
    }
}
