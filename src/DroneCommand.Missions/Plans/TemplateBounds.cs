using System.Globalization;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>What of a plan is beyond the limits of its template, and what would bring it within.</summary>
internal sealed class TemplateBounds(MissionTemplate template)
{
    /// <summary>The figure of a plan that says how long a place is left alone, seconds.</summary>
    private const string WorstIdleness = "worstIdlenessS";

    /// <summary>Plans that are made to say how many vehicles a patrol takes.</summary>
    private const int Trials = 3;

    private const int MostVehicles = 20;

    private TemplateLimits Limits => template.Limits;

    /// <summary>Why a class of vehicles does not last long enough; null when it does.</summary>
    public static Problem? WhyTooShort(MissionTemplate template, VehicleClass vehicle, PlanParameters values)
    {
        if (template.Requires.MinEndurance is not { } least)
        {
            return null;
        }

        var speed = values.Number(ParameterNames.Speed);
        var reserve = Math.Max(vehicle.ReservePercent, template.Limits.ReservePercent ?? 0);
        var watts = vehicle.Power.Watts(speed, Math.Max(vehicle.WindAllowanceMps, template.Limits.WindMps ?? 0), 0);
        var hours = vehicle.BatteryWh * (1 - reserve / 100) / watts;
        var needed = least.TotalHours * watts / (1 - reserve / 100);
        return hours >= least.TotalHours
            ? null
            : new Problem(
                ProblemCode.VehicleUnfit,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A {vehicle.Name} lasts {hours * 60:0} min at {speed:0.#} m/s above its reserve; {template.Name} requires {least.TotalMinutes:0} min. A battery of {Math.Ceiling(needed):0} Wh would do."
                )
            );
    }

    /// <summary>A team of so many: the same vehicles over and over.</summary>
    public static IReadOnlyList<TeamMember> Enlarged(IReadOnlyList<TeamMember> team, int count) =>
        [.. Enumerable.Range(0, count).Select(i => team[i % team.Count])];

    /// <summary>The plan, or a refusal where it leaves places alone for too long.</summary>
    /// <param name="plan">The routes of a kind.</param>
    /// <param name="again">Plans the same for another number of vehicles.</param>
    public RoutePlan Check(RoutePlan plan, Func<int, RoutePlan> again)
    {
        if (
            plan.Problems.Count > 0
            || Limits.WorstIdleness is not { } limit
            || Idleness(plan) is not { } idle
            || idle <= limit.TotalSeconds
        )
        {
            return plan;
        }

        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"A place is left alone for {idle / 60:0.0} min; {template.Name} allows {limit.TotalMinutes:0.#} min. {Remedy(plan, idle, limit.TotalSeconds, again)}"
        );
        return RoutePlan.Refused(template.Id, new Problem(ProblemCode.BeyondLimit, text));
    }

    /// <summary>What is wrong with the plan of one sortie.</summary>
    public IEnumerable<Problem> Problems(Plan plan)
    {
        if (Limits.MaxDistanceMetres is { } reach && Furthest(plan) is var (point, metres) && metres > reach)
        {
            yield return new Problem(
                ProblemCode.BeyondLimit,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The route leads {metres:0} m from home; {template.Name} allows {reach:0} m. A nearer dock or a smaller area would do."
                ),
                point.Position
            );
        }

        if (Limits.MaxDuration is { } most && plan.Duration > most)
        {
            yield return new Problem(
                ProblemCode.BeyondLimit,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The sortie takes {plan.Duration.TotalMinutes:0.0} min; {template.Name} allows {most.TotalMinutes:0.#} min. More speed, fewer laps or more vehicles would do."
                )
            );
        }
    }

    /// <summary>As the kind says; else one lap of the longest route.</summary>
    private static double? Idleness(RoutePlan plan)
    {
        if (plan.Figures.TryGetValue(WorstIdleness, out var seconds))
        {
            return seconds;
        }

        var laps = plan.Chosen.TryGetValue(ParameterNames.Laps, out var text)
            ? double.Parse(text, CultureInfo.InvariantCulture)
            : 1;
        return plan.Routes.Count > 0 ? plan.Routes.Max(route => route.Duration.TotalSeconds) / laps : null;
    }

    /// <summary>Every vehicle more shortens the wait about in proportion; a plan with so many says whether it is enough.</summary>
    private static string Remedy(RoutePlan plan, double idle, double limit, Func<int, RoutePlan> again)
    {
        var vehicles = Math.Max(1, plan.Routes.Select(route => route.Vehicle).Distinct().Count());
        var least = Math.Max(vehicles + 1, (int)Math.Ceiling(vehicles * idle / limit));
        for (var count = least; count < least + Trials && count <= MostVehicles; count++)
        {
            var trial = again(count);
            if (trial.Problems.Count == 0 && Idleness(trial) is { } shorter && shorter <= limit)
            {
                return $"It takes {count} vehicles.";
            }
        }

        return $"It takes more than {Math.Min(least + Trials, MostVehicles + 1) - 1} vehicles, or more speed.";
    }

    private static (RoutePoint Point, double Metres) Furthest(Plan plan) =>
        plan.Route.Select(point => (point, Geodesic.Distance(plan.Home, point.Position))).MaxBy(each => each.Item2);
}
