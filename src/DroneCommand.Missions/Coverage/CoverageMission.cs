using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Coverage;

/// <summary>Applies an area-coverage template to a drawn area. Pure: the same inputs and seed give the same plan.</summary>
internal static class CoverageMission
{
    /// <summary>What is planned besides, so that whoever measures more coarsely finds no less than was asked for.</summary>
    private const double SpareShare = 0.0002;

    /// <summary>Longer than any fleet flies in one go, and what is planned in seconds.</summary>
    private const double MostMetres = 2_000_000;

    /// <summary>Makes a plan; what is wrong stands in its <see cref="RoutePlan.Problems"/>, with what would help.</summary>
    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        if (Refusal(task) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var swath = team.Values.Number(ParameterNames.Swath);
        var allowed = 1 - team.Values.Number(ParameterNames.Coverage) / 100;
        var (ground, problem) = CoverageGround.Prepare(task.Area, swath, allowed);
        problem ??= TooLong(ground!.Area, swath);
        return problem is not null ? task.Refused(problem)
            : task.Team[0].Family == VehicleFamily.Plane ? PlanLanes(task, team, ground!)
            : Plan(task, team, ground!);
    }

    /// <summary>A plane turns beside the area, and never waits: straight lanes over all of it.</summary>
    private static RoutePlan PlanLanes(KindTask task, RouteTeam team, CoverageGround ground)
    {
        if (team.Count > 1)
        {
            return task.Refused(
                new Problem(
                    ProblemCode.OneVehicleOnly,
                    $"{task.Template.Name} is for one plane on a bare area; on a site several share the lanes."
                )
            );
        }

        var swath = team.Values.Number(ParameterNames.Swath);
        var radius = team.TurnRadiusOf(0);
        var lanes = PlaneLanes.Over(ground.Area, swath, radius, team.Speeds[0], team.ModelOf(0));
        var altitude = team.AltitudeOf(0);
        var places = lanes.Lanes.SelectMany(lane => new[] { lane.From, lane.To });
        var covered = Math.Round(lanes.CoveredShare * 100, 3);
        var track = places.Select(place => new TrackPoint(ground.Map.ToGeo(place), altitude)).ToList();
        var plan = team.Plan([team.Route(0, track, lanes: true)]);
        return plan with
        {
            Problems = [.. plan.Problems, .. Shortfall(covered, team.Values.Number(ParameterNames.Coverage))],
            CoveragePercent = covered,
            LowerBoundMetres = LowerBound(ground.Area, swath),
            Notes =
            [
                .. plan.Notes,
                FormattableString.Invariant(
                    $"{lanes.Lanes.Count} lanes; the plane turns beside the area, up to {3 * radius:0} m from it, and over its holes."
                ),
            ],
        };
    }

    private static RoutePlan Plan(KindTask task, RouteTeam team, CoverageGround ground)
    {
        // On a site the way to the route is added later: one vehicle begins where the route is best begun, several at the
        // place nearest to their docks.
        var depot = task.Site is null ? task.Team[0].Home : null;
        var home = depot is { } given ? ground.DepotNear(given) : null;
        if (depot is not null && home is null)
        {
            return task.Refused(DepotOutside(ground, depot.Value));
        }

        if (task.Site is not null && team.Count > 1)
        {
            home = ground.NearestTo(task.Team[0].Home!.Value);
        }

        var coverage = TaskOf(team.Values, ground, team.Count, home, task.Seed);
        if (CoveragePlanner.Plan(coverage) is not { } result)
        {
            return task.Refused(Unreachable());
        }

        var covered = Math.Round(result.CoveredShare * 100, 3);
        return team.Plan([.. result.Paths.Select((path, i) => team.Route(i, PlacesOf(path, ground.Map, depot)))]) with
        {
            Problems = Shortfall(covered, team.Values.Number(ParameterNames.Coverage)),
            CoveragePercent = covered,
            LowerBoundMetres = LowerBound(ground.Area, coverage.Swath),
        };
    }

    /// <summary>A disc that is carried so far sweeps no more than width times length and itself.</summary>
    private static double LowerBound(AreaShape area, double swath) =>
        Math.Max(0, (area.Area - Math.PI * swath * swath / 4) / swath);

    private static CoverageTask TaskOf(
        PlanParameters values,
        CoverageGround ground,
        int vehicles,
        Vec? depot,
        int seed
    ) =>
        new()
        {
            Area = ground.Area,
            Inner = ground.Inner,
            Swath = values.Number(ParameterNames.Swath),
            AllowedShare = Math.Max(0.0005, 1 - values.Number(ParameterNames.Coverage) / 100 - SpareShare),
            Seed = seed,
            Vehicles = vehicles,
            Depot = depot,
        };

    /// <summary>A depot on the edge is a hair outside of where paths are planned.</summary>
    private static List<GeoPoint> PlacesOf(IReadOnlyList<Vec> path, FlatMap map, GeoPoint? depot)
    {
        var places = path.Select(map.ToGeo).ToList();
        if (depot is { } home)
        {
            places.Insert(0, home);
            places.Add(home);
        }

        return places;
    }

    private static Problem? Refusal(KindTask task)
    {
        if (task.Team.Select(member => member.Family).Distinct().Count() > 1)
        {
            return new(ProblemCode.VehicleUnfit, $"{task.Template.Name} is for one or more vehicles of one kind.");
        }

        return task.Team.Count > 1 && task.Team[0].Home is null
            ? new(
                ProblemCode.HomeUnknown,
                "Several vehicles need a depot from which they begin and to which they return."
            )
            : null;
    }

    private static Problem? TooLong(AreaShape area, double swath) =>
        area.Area / swath <= MostMetres
            ? null
            : new(
                ProblemCode.BadInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The way would be about {area.Area / swath / 1000:0} km; at most {MostMetres / 1000:0} km are planned. A swath of {Math.Ceiling(area.Area / MostMetres):0} m would do, or a smaller area."
                )
            );

    private static Problem DepotOutside(CoverageGround ground, GeoPoint depot) =>
        new(
            ProblemCode.OutsideBoundary,
            string.Create(
                CultureInfo.InvariantCulture,
                $"The depot lies {ground.MetresOutside(depot):0.0} m outside the area; it must be within it or on its edge."
            ),
            depot
        );

    private static Problem Unreachable() =>
        new(ProblemCode.BadInput, "No way through the area was found that stays within it.");

    private static List<Problem> Shortfall(double covered, double asked) =>
        covered >= asked
            ? []
            :
            [
                new(
                    ProblemCode.BadInput,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Only {covered:0.00} % of the area can be covered from within it, not {asked} %; 'coverage' of {Math.Floor(covered)} would do."
                    )
                ),
            ];
}
