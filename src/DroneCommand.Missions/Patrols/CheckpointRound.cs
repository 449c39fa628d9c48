using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Patrols;

/// <summary>From checkpoint to checkpoint in the file's order, so many times. Every vehicle goes the whole round.</summary>
internal static class CheckpointRound
{
    public static RoutePlan Plan(KindTask task)
    {
        var (team, problems) = RouteTeam.Of(task);
        if (team is null)
        {
            return task.Refused(problems);
        }

        if (task.Ground is not PointGround { Places: var places })
        {
            return task.Refused(
                new Problem(
                    ProblemCode.BadInput,
                    "A graph has no place on earth; a round needs checkpoints that have one."
                )
            );
        }

        IReadOnlyList<GeoPoint> round = [.. places.Select(place => place.Position)];
        var laps = Enumerable.Repeat(round, team.Values.Integer(ParameterNames.Laps)).SelectMany(points => points);
        IReadOnlyList<GeoPoint> way = [.. laps];
        return team.Plan([.. Enumerable.Range(0, team.Count).Select(i => team.Route(i, way))]);
    }
}
