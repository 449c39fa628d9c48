using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies a checkpoint-patrol template to the points of a GeoJSON file (a site's checkpoints where it has any), or to a
/// patrol graph, which has no place on earth: then the plan is node ids and idleness at 1 m/s.
/// </summary>
internal static class CheckpointMission
{
    private const int MostPlaces = 300;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        if (team.Count > GraphPatrol.MaxVehicles)
        {
            return task.Refused(
                new Problem(
                    ProblemCode.VehicleUnfit,
                    $"A patrol of checkpoints is planned for at most {GraphPatrol.MaxVehicles} vehicles."
                )
            );
        }

        return task.Ground is GraphGround ground ? OnGraph(task, team, ground.Graph) : OnPoints(task, team);
    }

    private static RoutePlan OnGraph(KindTask task, RouteTeam team, PatrolGraph graph)
    {
        var patrol = GraphPatrol.Plan(graph, team.Count, task.Seed);
        return team.Plan([]) with
        {
            NodeRoutes = patrol.Routes,
            HeadStarts = patrol.HeadStarts,
            Figures = Figures(patrol, 1),
            Notes = [Reason(patrol)],
        };
    }

    private static RoutePlan OnPoints(KindTask task, RouteTeam team)
    {
        var places = ((PointGround)task.Ground).Places.Select(place => place.Position).Distinct().ToList();
        if (places.Count is < 2 or > MostPlaces)
        {
            return task.Refused(
                new Problem(
                    ProblemCode.BadInput,
                    $"A patrol takes 2 to {MostPlaces} different checkpoints, not {places.Count}."
                )
            );
        }

        var frame = new LocalFrame(places[0]);
        var stay = team.Values.Number(PatrolWords.Dwell);
        var graph = PatrolGraph.Of([.. places.Select(frame.ToLocal)], stay * team.Speeds.Min());
        var patrol = GraphPatrol.Plan(graph, team.Count, task.Seed);
        var heights = LinePatrol.HeightsOf(team, task, team.Count);
        var routes = patrol
            .Routes.Select((nodes, i) => (Nodes: nodes, Index: i))
            .Where(route => route.Nodes.Count > 1)
            .Select(route => team.Route(route.Index, Track(team, route.Index, route.Nodes, places, heights)));
        return team.Plan([.. routes]) with
        {
            NodeRoutes = patrol.Routes,
            HeadStarts = patrol.HeadStarts,
            Figures = Figures(patrol, team.Speeds.Min()),
            Notes = [Reason(patrol)],
        };
    }

    /// <summary>A closed walk, its first place again at the end.</summary>
    private static List<TrackPoint> Track(
        RouteTeam team,
        int index,
        IReadOnlyList<int> nodes,
        List<GeoPoint> places,
        IReadOnlyList<double> heights
    )
    {
        var altitude = LinePatrol.Above(team, index, heights[index]);
        var walk = nodes.Append(nodes[0]).Select(node => places[node]).ToList();
        // The first place is stayed at once, though it is the last one too.
        return [.. walk.SelectMany((place, i) => At(team, place, altitude, stays: i > 0))];
    }

    private static IEnumerable<TrackPoint> At(RouteTeam team, GeoPoint place, AltitudeAboveHome altitude, bool stays)
    {
        var stay = stays ? team.Values.Number(PatrolWords.Dwell) : 0;
        return stay > 0
            ? StopActions.At(
                place,
                altitude,
                new FenceStop(0, stay) { Target = place },
                team.Values.Word(PatrolWords.Camera)
            )
            : [new TrackPoint(place, altitude)];
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
