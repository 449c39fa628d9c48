using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies an area-sweep template: the lanes of a coverage path, gone again and again with the camera forward. The path is
/// closed to a round, or gone there and back, and shared by several vehicles, whichever leaves a place alone for less time.
/// </summary>
internal static class SweepMission
{
    private const double CoveredShare = 0.99;
    private const double MostMetres = 500_000;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var spacing = team.Values.Number(ParameterNames.Spacing);
        var (ground, problem) = CoverageGround.Prepare(task.Area, spacing, 1 - CoveredShare);
        if (problem is null && ground!.Area.Area / spacing > MostMetres)
        {
            problem = TooLong(ground.Area.Area, spacing);
        }

        if (problem is not null)
        {
            return task.Refused(problem);
        }

        var coverage = new CoverageTask
        {
            Area = ground!.Area,
            Inner = ground.Inner,
            Swath = spacing,
            AllowedShare = 1 - CoveredShare,
            Seed = task.Seed,
        };
        return CoveragePlanner.Plan(coverage) is { } result
            ? Plan(task, team, ground, result)
            : task.Refused(
                new Problem(
                    ProblemCode.BadInput,
                    "No way through the area was found that stays within it; a smaller 'spacing', or an area without the narrow parts, would do."
                )
            );
    }

    private static RoutePlan Plan(KindTask task, RouteTeam team, CoverageGround ground, CoverageResult result)
    {
        var (line, patrol) = Better(ground, result.Paths[0], team.Speeds);
        var sweep = new LinePatrol(line, patrol) { Periods = team.Values.Integer(ParameterNames.Laps) };
        var heights = LinePatrol.HeightsOf(team, task, patrol.Vehicles.Count);
        var pitch = new PointCamera(team.Values.Number(PatrolWords.Pitch));
        return team.Plan([.. sweep.Routes(team, heights).Select(route => WithCamera(team, route, pitch))]) with
        {
            CoveragePercent = Math.Round(result.CoveredShare * 100, 3),
            Figures = sweep.Figures(),
            Notes = [patrol.Reason],
        };
    }

    /// <summary>The path as a round, when there is a short way from its end to its beginning, or as an open line.</summary>
    private static (FenceLine Line, FencePlan Patrol) Better(
        CoverageGround ground,
        IReadOnlyList<Vec> path,
        IReadOnlyList<double> speeds
    )
    {
        var there = new FenceLine([.. path.Select(ground.Map.ToGeo)], false);
        var open = FencePatrol.Plan(there.Length, false, speeds);
        if (new ShortWays(ground.Inner).Between(path[^1], path[0]) is not { } link)
        {
            return (there, open);
        }

        var round = new FenceLine([.. path.Concat(link).Select(ground.Map.ToGeo)]);
        var closed = FencePatrol.Plan(round.Length, true, speeds);
        return closed.WorstIdlenessS < open.WorstIdlenessS ? (round, closed) : (there, open);
    }

    /// <summary>The camera looks ahead from the first place on.</summary>
    private static VehicleRoute WithCamera(RouteTeam team, VehicleRoute route, PointCamera pitch) =>
        team.Route(route.Index, [route.Track[0] with { Actions = [pitch] }, .. route.Track.Skip(1)]);

    private static Problem TooLong(double area, double spacing) =>
        new(
            ProblemCode.BadInput,
            FormattableString.Invariant(
                $"The lanes would be about {area / spacing / 1000:0} km long; at most {MostMetres / 1000:0} km are planned. A spacing of {Math.Ceiling(area / MostMetres):0} m would do, or a smaller area."
            )
        );
}
