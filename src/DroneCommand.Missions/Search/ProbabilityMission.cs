using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Search;

/// <summary>Applies a probability-search template to a map.</summary>
internal static class ProbabilityMission
{
    public static RoutePlan Plan(ShapeTask task, ProbabilityMap map)
    {
        var (team, problems) = RouteTeam.Of(task.Template, task.Values, task.Vehicles);
        if (team is null)
        {
            return RoutePlan.Refused(task.Template.Id, problems);
        }

        if (Refusal(team, map) is { } refusal)
        {
            return RoutePlan.Refused(task.Template.Id, refusal);
        }

        var search = ProbabilitySearch.Plan(map, team.Values.Number(ParameterNames.Budget), team.Count, task.Seed);
        var routes = search.Paths.Select((path, i) => team.Route(i, [.. path.Select(p => map.ToGeo(p)!.Value)]));
        return team.Plan([.. routes]) with
        {
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
