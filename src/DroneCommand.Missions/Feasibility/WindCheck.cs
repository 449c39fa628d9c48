using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Feasibility;

/// <summary>Whether the wind lets a plan be carried out.</summary>
internal static class WindCheck
{
    public static IEnumerable<Problem> Of(Plan plan, FlightModel model)
    {
        var against = plan.Legs.FirstOrDefault(leg =>
            leg.LengthMetres > 0 && !model.MakesHeadway(leg.CourseDeg, leg.SpeedMps)
        );
        if (against is not null)
        {
            yield return NoHeadway(plan, against);
        }
        else if (plan.Wind is { } wind && !model.StandsGusts(plan.SpeedMps))
        {
            var most = plan.Vehicle.MinAirspeedMps > 0 ? plan.SpeedMps : plan.Vehicle.MaxAirspeedMps;
            var remedy = FormattableString.Invariant($"Wait until gusts stay below {most:0.#} m/s.");
            yield return new Problem(
                ProblemCode.WindTooStrong,
                FormattableString.Invariant(
                    $"Gusts of {wind.GustMps:0.#} m/s are more than a {plan.Vehicle.Name} can fly against: {most:0.#} m/s. {remedy}"
                )
            )
            {
                Remedy = remedy,
            };
        }
    }

    private static Problem NoHeadway(Plan plan, PlanLeg leg)
    {
        var title = char.ToUpperInvariant(leg.Title[0]) + leg.Title[1..];
        var wind = plan.Wind is { } known
            ? $"the wind of {known}"
            : FormattableString.Invariant($"the {plan.WindMps:0.#} m/s of headwind that are allowed for");
        var remedy =
            plan.Vehicle.MinAirspeedMps > 0 && plan.SpeedMps < plan.Vehicle.MaxSpeedMps
                ? FormattableString.Invariant($"A higher speed would do, up to {plan.Vehicle.MaxSpeedMps:0.#} m/s.")
                : "Wait for less wind.";
        return new Problem(
            ProblemCode.WindTooStrong,
            FormattableString.Invariant($"{title} ({leg.CourseDeg:0}°) makes no headway against {wind}. {remedy}"),
            leg.From.Position
        )
        {
            Leg = leg.Number,
            Remedy = remedy,
        };
    }
}
