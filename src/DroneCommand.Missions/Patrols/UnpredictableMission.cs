using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies an unpredictable-patrol template to a perimeter: vehicles a whole number of segments apart decide together after
/// each step whether to go on or to turn, with the probability whose worst segment is best. The seed is the secret.
/// </summary>
internal static class UnpredictableMission
{
    private const int Trials = 20_000;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        if (PerimeterMission.TooMany(team) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var (line, problem) = PerimeterMission.LineOf(task, team);
        if (problem is not null)
        {
            return task.Refused(problem);
        }

        var speed = team.Speeds.Min();
        var step = team.Values.Number(PatrolWords.Step);
        var intrusion = team.Values.Number(PatrolWords.Intrusion);
        var segments = (int)Math.Round(line!.Length / (team.Count * speed * step));
        return Unfit(line.Length, team.Count, speed, step, intrusion, segments) is { } unfit
            ? task.Refused(unfit)
            : Plan(
                task,
                team,
                line,
                UnpredictablePatrol.Plan(segments, (int)(intrusion / StepS(line, team, segments)))
            );
    }

    /// <summary>Seconds of a step, so that the line holds a whole number of segments.</summary>
    private static double StepS(FenceLine line, RouteTeam team, int segments) =>
        line.Length / (team.Count * segments) / team.Speeds.Min();

    private static Problem? Unfit(
        double length,
        int vehicles,
        double speed,
        double step,
        double intrusion,
        int segments
    )
    {
        var longest = length / (2 * vehicles * speed);
        if (segments < 2)
        {
            return Refusal(
                FormattableString.Invariant(
                    $"With a step of {step:0.#} s a vehicle passes its whole part of the line. A 'step' of {longest:0.#} s or less, or fewer vehicles, would do."
                )
            );
        }

        if (segments > UnpredictablePatrol.MaxSegments)
        {
            var needed = length / (vehicles * speed * UnpredictablePatrol.MaxSegments);
            return Refusal(
                FormattableString.Invariant(
                    $"From one vehicle to the next are {segments} segments, and at most {UnpredictablePatrol.MaxSegments} are reckoned with. A 'step' of {Math.Ceiling(needed):0} s, or more vehicles, would do."
                )
            );
        }

        return intrusion >= length / (vehicles * segments) / speed
            ? null
            : Refusal(
                FormattableString.Invariant(
                    $"Somebody who needs {intrusion:0.#} s is gone before a step of {step:0.#} s is over. A 'step' of {intrusion / 2:0.#} s would do."
                )
            );
    }

    private static Problem Refusal(string reason) => new(ProblemCode.Parameter, reason);

    private static RoutePlan Plan(KindTask task, RouteTeam team, FenceLine line, UnpredictablePlan plan)
    {
        var step = StepS(line, team, plan.Segments);
        var steps = Math.Max(1, (int)Math.Round(team.Values.Number(PatrolWords.Minutes) * 60 / step));
        var run = UnpredictablePatrol.Steps(plan, steps, task.Seed);
        var segment = step * team.Speeds.Min();
        var heights = LinePatrol.HeightsOf(team, task, team.Count);
        var routes = Enumerable
            .Range(0, team.Count)
            .Select(i => team.Route(i, Track(team, line, run, segment, i, plan.Segments, heights[i])));
        var worst = plan.BySegment.Select((p, i) => (p, i)).MinBy(pair => pair.p).i + 1;
        var rate = UnpredictablePatrol.Simulate(plan, worst, Trials, task.Seed);
        return team.Plan([.. routes]) with
        {
            Figures = new Dictionary<string, double>
            {
                ["detection"] = plan.Detection,
                ["detectionMean"] = plan.MeanDetection,
                ["detectionLow"] = rate.Low,
                ["detectionHigh"] = rate.High,
                ["goOn"] = plan.GoOn,
                ["segments"] = plan.Segments,
                ["intrusionSteps"] = plan.IntrusionSteps,
                ["stepS"] = step,
                ["lineM"] = line.Length,
            },
            Notes = [.. Notes(plan, rate)],
        };
    }

    private static IEnumerable<string> Notes(UnpredictablePlan plan, TrialRate rate)
    {
        yield return FormattableString.Invariant(
            $"Each vehicle goes on with a probability of {plan.GoOn:0.000} at each of its steps and turns otherwise: somebody who knows all but the dice is met with {plan.Detection:P1} where it is least likely, {plan.MeanDetection:P1} on average. {rate.Trials} simulated intrusions there: {rate.Low:P1} to {rate.High:P1}."
        );
        if (plan.GoOn >= 1)
        {
            yield return "Going round without turning meets everybody: there is time for a whole round.";
        }
        else if (plan.Detection < 0.05)
        {
            yield return "Hardly anybody is met where it is least likely: more vehicles, more speed or a line that takes longer to cross would help.";
        }
    }

    /// <summary>The way along the line, with a stay of what is left of the step at each turn.</summary>
    private static List<TrackPoint> Track(
        RouteTeam team,
        FenceLine line,
        IReadOnlyList<int> run,
        double segment,
        int index,
        int segments,
        double higher
    )
    {
        var altitude = LinePatrol.Above(team, index, higher);
        var speed = team.Speeds.Min();
        // Braking and speeding up again take this much of the step in which a vehicle turns.
        var turning = speed / team.Members[index].Vehicle.AccelerationMps2;
        var stay = TimeSpan.FromSeconds(Math.Max(0, segment / speed - turning));
        var start = index * (double)segments;
        var track = new List<TrackPoint> { new(line.At(start * segment), altitude) };
        foreach (var (from, to, turns) in Straights(run))
        {
            track.AddRange(
                line.Between((start + from) * segment, (start + to) * segment)
                    .Skip(1)
                    .Select(place => new TrackPoint(place, altitude))
            );
            if (turns > 0 && stay > TimeSpan.Zero)
            {
                track[^1] = track[^1] with { Actions = [new Dwell(stay * turns)] };
            }
        }

        return track;
    }

    /// <summary>Ways in one direction, in segments from the beginning, each with the steps that are spent turning after it.</summary>
    internal static IEnumerable<(int From, int To, int Turns)> Straights(IReadOnlyList<int> run)
    {
        var (from, at, turns) = (0, 0, 0);
        foreach (var step in run)
        {
            if (step != 0 && turns > 0)
            {
                yield return (from, at, turns);
                (from, turns) = (at, 0);
            }

            turns += step == 0 ? 1 : 0;
            at += step;
        }

        yield return (from, at, turns);
    }
}
