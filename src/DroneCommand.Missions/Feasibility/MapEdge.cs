using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Feasibility;

/// <summary>Refuses ways that reach where maps end: the antimeridian and the poles.</summary>
internal static class MapEdge
{
    /// <summary>As for areas.</summary>
    public const double MaxLatitudeDeg = 85;

    /// <summary>The plan, or why it ends at the edge of the map.</summary>
    public static RoutePlan Checked(RoutePlan plan)
    {
        var problems = plan.Routes.Select(ProblemOf).OfType<Problem>().ToList();
        return problems.Count > 0 ? RoutePlan.Refused(plan.TemplateId, problems) : plan;
    }

    private static Problem? ProblemOf(VehicleRoute route)
    {
        var places = route.Places;
        for (var i = 0; i < places.Count; i++)
        {
            if (Math.Abs(places[i].LatitudeDeg) > MaxLatitudeDeg)
            {
                return new(
                    ProblemCode.BadInput,
                    $"The way of {route.Vehicle} leads beyond {MaxLatitudeDeg}° of latitude, where nothing is planned; a place further from the pole or a smaller search would do.",
                    places[i]
                );
            }

            if (i > 0 && Antimeridian.IsBetween(places[i - 1].LongitudeDeg, places[i].LongitudeDeg))
            {
                return new(ProblemCode.BadInput, $"The way of {route.Vehicle} {Antimeridian.Reason}.", places[i]);
            }
        }

        return null;
    }
}
