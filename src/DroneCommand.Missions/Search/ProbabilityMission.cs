using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Search;

/// <summary>Applies a probability-search template to a map.</summary>
internal static class ProbabilityMission
{
    public static RoutePlan Plan(KindTask task)
    {
        var (team, problems) = RouteTeam.Of(task);
        if (team is null)
        {
            return task.Refused(problems);
        }

        if (task.Ground is not MapGround { Map: var map })
        {
            return task.Refused(
                new Problem(ProblemCode.BadInput, "A probability search needs a map of the probability of containment.")
            );
        }

        if (Refusal(team, map) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var search = ProbabilitySearch.Plan(map, team.Values.Number(ParameterNames.Budget), team.Count, task.Seed);
        var routes = search.Paths.Select((path, i) => team.Route(i, [.. path.Select(p => map.ToGeo(p)!.Value)]));
        return team.Plan([.. routes]) with
        {
            Notes = map.Notes,
            Figures = new Dictionary<string, double>
            {
                ["pos"] = search.Pos,
                ["boundPos"] = search.BoundPos,
                ["poc"] = map.Total,
            },
        };
    }

    private static Problem? Refusal(RouteTeam team, ProbabilityMap map) =>
        map.Origin is null
            ? new(ProblemCode.BadInput, "The map has no 'origin_lonlat': its paths would have no place on earth.")
        : team.Count > ProbabilitySearch.MaxVehicles
            ? new(
                ProblemCode.VehicleUnfit,
                $"A search is planned for at most {ProbabilitySearch.MaxVehicles} vehicles."
            )
        : null;
}
