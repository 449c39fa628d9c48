using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies a several-perimeters template: all perimeters of a site, or all polygons of a file, shared among the vehicles so
/// that the worst idleness is least. Vehicles are allotted to lines by length and speed; several lines may be one round.
/// </summary>
internal static class SeveralPerimetersMission
{
    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        if (PerimeterMission.TooMany(team) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var areas = ((AreaGround)task.Ground).Areas;
        if (areas.Count > LineShares.MaxLines)
        {
            return task.Refused(
                new Problem(
                    ProblemCode.BadInput,
                    $"{areas.Count} perimeters are more than are shared out at once; at most {LineShares.MaxLines} would do."
                )
            );
        }

        var lines = areas.Select(area => PerimeterMission.OffsetOf(area, team.Values)).ToList();
        bool Fits(int line, int vehicle) =>
            areas[line].For is not { Count: > 0 } meant || meant.Contains(team.Members[vehicle].Family);
        var problems = lines.Select(line => line.Problem).OfType<Problem>().ToList();
        return problems.Count > 0
            ? task.Refused(problems)
            : SharedLinesPlan.Of(
                task,
                team,
                [.. lines.Select(line => new FenceLine(line.Line!))],
                [.. areas.Select((area, i) => area.Title == "the area" ? $"Area {i + 1}" : area.Title)],
                line => LineStops.Of(task.Site, line, team.Values),
                Fits
            );
    }
}
