using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies a checkpoint-round template: from checkpoint to checkpoint in the order in which they were given, in the order
/// that makes the round shortest, or in one that nobody can tell beforehand. Several vehicles follow each other, evenly
/// spread.
/// </summary>
internal static class CheckpointRound
{
    private const int MostPlaces = 300;
    private const int Steps = 300_000;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        if (task.Ground is not PointGround ground)
        {
            return task.Refused(
                new Problem(
                    ProblemCode.BadInput,
                    "A graph has no place on earth; a round needs checkpoints that have one."
                )
            );
        }

        var places = ground.Places.DistinctBy(place => place.Position).ToList();
        if (places.Count > MostPlaces)
        {
            return task.Refused(
                new Problem(
                    ProblemCode.BadInput,
                    $"A round takes at most {MostPlaces} different checkpoints, not {places.Count}."
                )
            );
        }

        var ordered = Ordered(places, team.Values.Word(PatrolWords.Order), task.Seed);
        return places.Count == 1 ? AtOne(team, ordered[0]) : Round(task, team, ordered);
    }

    private static List<Checkpoint> Ordered(List<Checkpoint> places, string order, int seed)
    {
        if (order == "given" || places.Count < 4 && order == "shortest")
        {
            return places;
        }

        var random = new SplitMix((ulong)seed);
        if (order == "random")
        {
            var shuffled = places.ToList();
            for (var i = shuffled.Count - 1; i > 0; i--)
            {
                var other = random.Below(i + 1);
                (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
            }

            return shuffled;
        }

        var frame = new LocalFrame(places[0].Position);
        var graph = PatrolGraph.Of([.. places.Select(place => frame.ToLocal(place.Position))]);
        var round = GraphTours.Of(graph, [1], [.. Enumerable.Range(0, places.Count)], Steps, random)[0];
        // A round has no beginning: the first in the file keeps its place.
        var first = round.ToList().IndexOf(0);
        return [.. round.Skip(first).Concat(round.Take(first)).Select(i => places[i])];
    }

    private static RoutePlan AtOne(RouteTeam team, Checkpoint place) =>
        team.Plan([
            .. Enumerable.Range(0, team.Count).Select(i => team.Route(i, [.. At(team, place, team.AltitudeOf(i))])),
        ]);

    private static RoutePlan Round(KindTask task, RouteTeam team, List<Checkpoint> places)
    {
        var stay = team.Values.Number(PatrolWords.Dwell);
        var line = new FenceLine([.. places.Select(place => place.Position)]);
        var speed = team.Speeds.Min();
        var period = line.Length / speed + places.Count * stay;
        var heights = LinePatrol.HeightsOf(team, task, team.Count);
        var routes = Enumerable.Range(0, team.Count).Select(i => RouteOf(team, line, places, i, heights[i]));
        return team.Plan([.. routes]) with
        {
            Figures = new Dictionary<string, double>
            {
                ["worstIdlenessS"] = Gap(line, places.Count, team.Count, speed, stay),
                ["meanIdlenessS"] = period / team.Count / 2,
                ["lineM"] = line.Length,
            },
        };
    }

    /// <summary>Vehicles begin at the checkpoints that are nearest to even spacing in time.</summary>
    private static int First(FenceLine line, int places, int vehicles, int vehicle) =>
        Enumerable.Range(0, places).MinBy(i => Math.Abs(line.PassedAt(i) - line.Length * vehicle / vehicles));

    /// <summary>The longest time from one vehicle to the next.</summary>
    private static double Gap(FenceLine line, int places, int vehicles, double speed, double stay)
    {
        double Passed(int i) => line.PassedAt(i) / speed + i * stay;
        var round = Passed(places);
        var starts = Enumerable
            .Range(0, vehicles)
            .Select(v => Passed(First(line, places, vehicles, v)))
            .Order()
            .ToList();
        return starts.Select((time, i) => i + 1 < starts.Count ? starts[i + 1] - time : starts[0] + round - time).Max();
    }

    private static VehicleRoute RouteOf(
        RouteTeam team,
        FenceLine line,
        List<Checkpoint> places,
        int index,
        double higher
    )
    {
        var altitude = LinePatrol.Above(team, index, higher);
        var first = First(line, places.Count, team.Count, index);
        var laps = team.Values.Integer(ParameterNames.Laps);
        var round = places
            .Skip(first)
            .Concat(places.Take(first))
            .SelectMany(place => At(team, place, altitude))
            .ToList();
        return team.Route(index, [.. Enumerable.Repeat(round, laps).SelectMany(points => points)]);
    }

    private static IEnumerable<TrackPoint> At(RouteTeam team, Checkpoint place, AltitudeAboveHome altitude)
    {
        var stay = team.Values.Number(PatrolWords.Dwell);
        return stay > 0
            ? StopActions.At(
                place.Position,
                altitude,
                new FenceStop(0, stay) { Target = place.Position },
                team.Values.Word(PatrolWords.Camera)
            )
            : [new TrackPoint(place.Position, altitude)];
    }
}
