using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies a perimeter-patrol template to a closed line: one of a site's perimeters at an offset, or a bare polygon's
/// outline, without an offset unless one is set. Vehicles are spread along it, or get parts of it, whichever leaves a place
/// alone for less time. On a site the first vehicle begins at the place that is nearest to its home.
/// </summary>
internal static class PerimeterMission
{
    /// <summary>A corner this near to the nearest place serves as the beginning itself.</summary>
    private const double SnapMetres = 2;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        if (TooMany(team) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var (line, problem) = LineOf(task, team);
        return problem is not null ? task.Refused(problem) : Plan(task, team, line!);
    }

    /// <summary>Why a team cannot share a line; null when it can.</summary>
    public static Problem? TooMany(RouteTeam team) =>
        team.Count <= FencePatrol.MaxVehicles
            ? null
            : new(ProblemCode.VehicleUnfit, $"A patrol is planned for at most {FencePatrol.MaxVehicles} vehicles.");

    /// <summary>The line that is patrolled: offset, directed, and begun near the first vehicle's home.</summary>
    public static (FenceLine? Line, Problem? Problem) LineOf(KindTask task, RouteTeam team)
    {
        var (line, problem) = OffsetOf(task.Area, team.Values);
        if (problem is not null)
        {
            return (null, problem);
        }

        var directed = new FenceLine(Directed(line!, WordOf(team.Values, task.Seed)));
        return (
            task.Site is not null && task.Team[0].Home is { } home ? directed.BegunNear(home, SnapMetres) : directed,
            null
        );
    }

    /// <summary>An area's outline at the distance and on the side that are asked for.</summary>
    public static (IReadOnlyList<GeoPoint>? Line, Problem? Problem) OffsetOf(DrawnArea area, PlanParameters values)
    {
        var frame = new LocalFrame(area.Outline[0]);
        var offset = values.Number(ParameterNames.Offset);
        var outline = PlanarShapes.Polygon([.. area.Outline.Select(frame.ToCoordinate)], []);
        if (PlanarShapes.Fault(outline) is var (reason, place))
        {
            return (null, new(ProblemCode.BadInput, $"In {area.Title} {reason}.", frame.ToGeo(place)));
        }

        if (offset <= 0)
        {
            return (area.Outline, null);
        }

        if (values.Word(PatrolWords.Side) == "outside")
        {
            return ([.. LineOffset.Outside(outline, offset).Select(frame.ToGeo)], null);
        }

        if (InwardOffset.Of(outline, offset) is { } inner)
        {
            return ([.. inner.Select(frame.ToGeo)], null);
        }

        var possible = InwardOffset.PossibleBelow(outline, offset);
        return (
            null,
            new(
                ProblemCode.OffsetTooLarge,
                FormattableString.Invariant(
                    $"An offset of {offset:0.#} m leaves no single loop inside {area.Title}; {possible:0.0} m does."
                ),
                null,
                area.Title
            )
        );
    }

    /// <summary>Which way round: what 'either' comes to is recorded among the values.</summary>
    private static bool WordOf(PlanParameters values, int seed)
    {
        if (values.Word(ParameterNames.Direction) == "either")
        {
            var isClockwise = new SplitMix((ulong)seed).Below(2) == 0;
            values.Choose(ParameterNames.Direction, isClockwise ? "clockwise" : "anticlockwise");
        }

        return values.Word(ParameterNames.Direction) != "anticlockwise";
    }

    private static RoutePlan Plan(KindTask task, RouteTeam team, FenceLine line)
    {
        var values = team.Values;
        if (
            task.Site is { } site
            && team.Members[0].Family == VehicleFamily.Rover
            && values.Word(PatrolWords.Follow) == "roads"
        )
        {
            return OnRoads(task, site, team, line);
        }

        var stops = LineStops.Of(task.Site, line, values);
        var isBothWays = values.Word(ParameterNames.Direction) == "both";
        var patrol = new LinePatrol(
            line,
            isBothWays
                ? FencePatrol.BothWays(line.Length, team.Speeds, stops)
                : FencePatrol.Plan(line.Length, true, team.Speeds, stops)
        )
        {
            Periods = values.Integer(ParameterNames.Laps),
            Camera = values.Word(PatrolWords.Camera),
        };
        return PlanOf(task, team, patrol);
    }

    private static RoutePlan OnRoads(KindTask task, Site site, RouteTeam team, FenceLine line)
    {
        var (round, share, problem) = RoadRound.Of(site, team, line);
        if (problem is not null)
        {
            return task.Refused(problem);
        }

        var stops = LineStops.Of(site, round!, team.Values);
        var plan = PlanOf(
            task,
            team,
            new LinePatrol(round!, FencePatrol.OneWay(round!.Length, team.Speeds, stops))
            {
                Periods = team.Values.Integer(ParameterNames.Laps),
                Camera = team.Values.Word(PatrolWords.Camera),
            }
        );
        var holds = team.Values.Word(PatrolWords.Failsafe) == "hold";
        return plan with
        {
            Routes = [.. plan.Routes.Select(route => route with { HoldsOnFailsafe = holds })],
            Figures = new Dictionary<string, double>(plan.Figures) { ["lineReachedPct"] = share * 100 },
            Notes =
            [
                .. plan.Notes,
                FormattableString.Invariant($"Roads lead along {share:P0} of the line."),
                .. holds ? (string[])[RoadStops.MustHold] : [],
            ],
        };
    }

    private static RoutePlan PlanOf(KindTask task, RouteTeam team, LinePatrol patrol)
    {
        var figures = patrol.Figures();
        var notes = new List<string> { patrol.Patrol.Reason };
        var stops = patrol.Patrol.Vehicles.SelectMany(vehicle => vehicle.Stops).DistinctBy(stop => stop.Name).ToList();
        if (stops.Count > 0)
        {
            notes.Add($"Looks at {string.Join(", ", stops.Select(stop => stop.Name))}.");
        }

        if (task.Template.Limits.RechargeMinutes is { } recharge)
        {
            patrol.Relieve(team, task.Team[0].Home ?? patrol.Line.At(0), recharge, figures, notes);
        }

        return team.Plan([.. patrol.Routes(team, LinePatrol.HeightsOf(team, task, patrol.Patrol.Vehicles.Count))]) with
        {
            Figures = figures,
            Notes = notes,
        };
    }

    private static IReadOnlyList<GeoPoint> Directed(IReadOnlyList<GeoPoint> line, bool isClockwise)
    {
        var twice = 0.0;
        for (var i = 0; i < line.Count; i++)
        {
            var (a, b) = (line[i], line[(i + 1) % line.Count]);
            twice += (b.LongitudeDeg - a.LongitudeDeg) * (b.LatitudeDeg + a.LatitudeDeg - 2 * line[0].LatitudeDeg);
        }

        return twice > 0 == isClockwise ? line : [line[0], .. line.Skip(1).Reverse()];
    }
}
