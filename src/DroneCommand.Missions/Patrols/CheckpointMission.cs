using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies a checkpoint-patrol template to the points of a GeoJSON file (a site's checkpoints where it has any), or to a
/// patrol graph, which has no place on earth: then the plan is node ids and idleness at 1 m/s.
/// </summary>
internal static class CheckpointMission
{
    private const int MostPlaces = 300;

    public static ShapePlan Plan(ShapeTask task)
    {
        var (team, problems) = RouteTeam.Of(task.Template, task.Values, task.Vehicles);
        if (team is null)
        {
            return new(RoutePlan.Refused(task.Template.Id, problems), []);
        }

        if (team.Count > GraphPatrol.MaxVehicles)
        {
            return ShapeMission.Refused(
                task,
                $"A patrol of checkpoints is planned for at most {GraphPatrol.MaxVehicles} vehicles."
            );
        }

        return PatrolGraphReader.IsGraph(task.Shape) ? OnGraph(task, team) : OnPoints(task, team);
    }

    private static ShapePlan OnGraph(ShapeTask task, RouteTeam team)
    {
        var read = PatrolGraphReader.Read(task.Shape, task.ShapeName);
        if (read.Graph is not { } graph)
        {
            return ShapeMission.Unread(task, read.Problems);
        }

        var patrol = GraphPatrol.Plan(graph, team.Count, task.Seed);
        return new(
            team.Plan([]) with
            {
                NodeRoutes = patrol.Routes,
                HeadStarts = patrol.HeadStarts,
                Figures = Figures(patrol, 1),
                Notes = [Reason(patrol)],
            },
            []
        );
    }

    private static ShapePlan OnPoints(ShapeTask task, RouteTeam team)
    {
        var read = PlaceReader.Points(task.Shape, task.ShapeName, "checkpoint");
        if (read.Places.Count == 0)
        {
            return ShapeMission.Unread(task, read.Problems);
        }

        var places = read.Places.Distinct().ToList();
        if (places.Count is < 2 or > MostPlaces)
        {
            return ShapeMission.Refused(
                task,
                $"A patrol takes 2 to {MostPlaces} different checkpoints, not {places.Count}."
            );
        }

        var frame = new LocalFrame(places[0]);
        var graph = PatrolGraph.Of([.. places.Select(frame.ToLocal)]);
        var patrol = GraphPatrol.Plan(graph, team.Count, task.Seed);
        var routes = patrol
            .Routes.Select((nodes, i) => (nodes, i))
            .Where(route => route.nodes.Count > 1)
            .Select(route => team.Route(route.i, [.. route.nodes.Append(route.nodes[0]).Select(node => places[node])]));
        return new(
            team.Plan([.. routes]) with
            {
                NodeRoutes = patrol.Routes,
                HeadStarts = patrol.HeadStarts,
                Figures = Figures(patrol, team.Speeds.Min()),
                Notes = [Reason(patrol)],
            },
            []
        );
    }

    private static Dictionary<string, double> Figures(GraphPatrolPlan patrol, double speed) =>
        new()
        {
            ["worstIdlenessS"] = patrol.WorstIdleness / speed,
            ["meanIdlenessS"] = patrol.MeanIdleness / speed,
            ["cyclicIdlenessS"] = patrol.CyclicIdleness / speed,
            ["partitionIdlenessS"] = patrol.PartitionIdleness / speed,
        };

    private static string Reason(GraphPatrolPlan patrol) =>
        FormattableString.Invariant(
            $"{patrol.Strategy}: one round for all leaves a checkpoint alone for {patrol.CyclicIdleness:0.0} m of way, parts of its own for each {patrol.PartitionIdleness:0.0}, this plan {patrol.WorstIdleness:0.0}."
        );
}
