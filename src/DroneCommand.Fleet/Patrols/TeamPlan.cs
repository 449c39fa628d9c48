using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

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
/// <param name="Sorties">By vehicle in the team's order, then by sortie; empty when there are problems.</param>
/// <param name="Problems">Why it may not be flown; empty when it may.</param>
public sealed record TeamPlan(IReadOnlyList<IReadOnlyList<Plan>> Sorties, IReadOnlyList<Problem> Problems)
{
    /// <summary>Null when every vehicle has a sortie that may be flown.</summary>
    public string? WhyNotFlyable() =>
        Problems.Count > 0 ? string.Join(" ", Problems.Select(problem => problem.Reason).Distinct()) : null;

    internal static TeamPlan Of(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> values,
        Site site,
        IReadOnlyList<PlannedVehicle> team,
        int seed
    )
    {
        var plans = team.Select(each =>
                MissionPlanner.Plan(
                    template,
                    values,
                    site,
                    VehicleClass.Of(MissionDesk.FamilyOf(each.Vehicle.Kind)!.Value),
                    each.Home ?? site.FindDock(each.Vehicle.DockName ?? "")!.Position,
                    seed
                )
            )
            .ToList();
        return new([.. plans.Select(plan => new[] { plan })], [.. plans.SelectMany(plan => plan.Problems)]);
    }

    /// <summary>True when each run is to choose anew, so that nobody can tell beforehand.</summary>
    internal static bool IsUnpredictable(MissionTemplate template, IReadOnlyDictionary<string, string> values) =>
        template.Parameters.Any(parameter =>
            parameter.Type == ParameterType.Choice
            && (values.GetValueOrDefault(parameter.Name) ?? parameter.Defaults.Values.FirstOrDefault()) == Either
        );

    /// <summary>The word with which a template leaves a choice to each run.</summary>
    private const string Either = "either";
}
