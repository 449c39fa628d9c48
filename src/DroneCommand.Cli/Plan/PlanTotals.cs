using DroneCommand.Missions.Plans;

namespace DroneCommand.Cli.Plan;

/// <summary>What a plan takes: on a site with the ways to and from home, on a bare shape the routes alone.</summary>
internal sealed record PlanTotals(double LengthMetres, TimeSpan Duration, TimeSpan DurationInArcs, double EnergyWh,
    double Energy95Wh
)
{
    /// <summary>Of all vehicles; the times are those of the one that takes longest.</summary>
    public static PlanTotals Of(RoutePlan plan)
    {
        if (plan.Plans.Count == 0)
            return new(plan.LengthMetres, plan.Duration, plan.DurationInArcs, plan.EnergyWh, plan.Energy95Wh);
        var longest = plan
            .Plans.GroupBy(each => each.TeamIndex)
            .Max(sorties => TimeSpan.FromSeconds(sorties.Sum(each => each.Duration.TotalSeconds)));
        return new(plan.Plans.Sum(each => each.LengthMetres), longest, longest, plan.Plans.Sum(each => each.EnergyWh), plan.Plans.Sum(each => each.Energy95Wh));
    }

    /// <summary>Of one route.</summary>
    public static PlanTotals Of(RoutePlan plan, int index)
    {
        var route = plan.Routes[index];
        return plan.Plans.Count > index
            ? new(
                plan.Plans[index].LengthMetres,
                plan.Plans[index].Duration,
                plan.Plans[index].Duration,
                plan.Plans[index].EnergyWh,
                plan.Plans[index].Energy95Wh
            )
            : new(route.LengthMetres, route.Duration, route.DurationInArcs, route.EnergyWh, route.Energy95Wh);
    }
}
