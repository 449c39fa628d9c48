using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies a perimeter-patrol template to a bare polygon: its outline is the line, without an offset unless one is set.
/// Vehicles are spread along it, or get parts of it, whichever leaves a place alone for less time.
/// </summary>
internal static class PerimeterMission
{
    private const double OverlapS = 10;

    public static RoutePlan Plan(KindTask task)
    {
        var given = new Dictionary<string, string>(task.Values);
        if (task.Site is null)
        {
            given.TryAdd(ParameterNames.Offset, "0");
        }

        var (team, problems) = RouteTeam.Of(task.Template, given, task.Team, task.Wind);
        if (team is null)
        {
            return task.Refused(problems);
        }

        if (task.Site is not null && team.Count == 1)
        {
            return PerimeterLaps.Plan(task, team);
        }

        var area = task.Area;
        var frame = new LocalFrame(area.Outline[0]);
        var (line, problem) = LineOf(area, frame, team.Values.Number(ParameterNames.Offset));
        problem ??=
            team.Count > FencePatrol.MaxVehicles
                ? new(ProblemCode.VehicleUnfit, $"A patrol is planned for at most {FencePatrol.MaxVehicles} vehicles.")
                : null;
        return problem is not null
            ? task.Refused(problem)
            : Plan(task, team, new FenceLine(Directed(line!, team.Values.Word(ParameterNames.Direction), task.Seed)));
    }

    private static RoutePlan Plan(KindTask task, RouteTeam team, FenceLine line)
    {
        var patrol = FencePatrol.Plan(line.Length, true, team.Speeds);
        var measured = IdlenessMeter.Measure(line.Length, patrol.Vehicles, samples: 200);
        var routes = patrol.Vehicles.Select((vehicle, i) => team.Route(i, Laps(task, team, line.Way(vehicle))));
        var figures = new Dictionary<string, double>
        {
            ["worstIdlenessS"] = Math.Max(patrol.WorstIdlenessS, measured.WorstS),
            ["meanIdlenessS"] = patrol.MeanIdlenessS,
            ["lineM"] = line.Length,
        };
        var notes = new List<string> { patrol.Reason };
        if (task.Template.Limits.RechargeMinutes is { } recharge)
        {
            Relieve(patrol, line, team, task.Team[0].Home ?? line.At(0), recharge, figures, notes);
        }

        return team.Plan([.. routes]) with
        {
            Figures = figures,
            Notes = notes,
        };
    }

    /// <summary>On a site the template's number of rounds; elsewhere one period, which is told again and again.</summary>
    private static IReadOnlyList<GeoPoint> Laps(KindTask task, RouteTeam team, IReadOnlyList<GeoPoint> period)
    {
        var laps = task.Site is null ? 1 : team.Values.Integer(ParameterNames.Laps);
        return [period[0], .. Enumerable.Repeat(period.Skip(1), laps).SelectMany(points => points)];
    }

    /// <summary>How many vehicles it takes to keep the patrol up, all of them at the depot, or at the line's beginning.</summary>
    private static void Relieve(
        FencePlan patrol,
        FenceLine line,
        RouteTeam team,
        GeoPoint dock,
        double rechargeMinutes,
        Dictionary<string, double> figures,
        List<string> notes
    )
    {
        var speed = team.Speeds.Min();
        var times = new ReliefTimes(team.EnduranceS, rechargeMinutes * 60, OverlapS);
        double Transit(double metres) =>
            team.VerticalS + Geodesic.Inverse(dock, line.At(metres)).DistanceMetres / speed;
        var relief = PatrolRelief.Plan(patrol, line.Length, Transit, times);
        if (relief.Refusal is { } refusal)
        {
            notes.Add($"No relief is planned. {refusal}");
            return;
        }

        figures["reliefVehicles"] = relief.Vehicles;
        figures["reliefDutyS"] = relief.DutyS;
        figures["reliefWorstIdlenessS"] = PatrolRelief.Measure(patrol, line.Length, relief, samples: 100).WorstS;
        notes.Add(
            FormattableString.Invariant(
                $"Day and night it takes {relief.Vehicles} vehicles: each is on duty for {relief.DutyS:0} s and handed over in flight."
            )
        );
    }

    private static (IReadOnlyList<GeoPoint>? Line, Problem? Problem) LineOf(
        DrawnArea area,
        LocalFrame frame,
        double offset
    )
    {
        var outline = PlanarShapes.Polygon([.. area.Outline.Select(frame.ToCoordinate)], []);
        if (PlanarShapes.Fault(outline) is var (reason, place))
        {
            return (null, new(ProblemCode.BadInput, $"In the area {reason}.", frame.ToGeo(place)));
        }

        if (offset <= 0)
        {
            return (area.Outline, null);
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
                FormattableString.Invariant($"An offset of {offset} m leaves no single line; {possible} m would do.")
            )
        );
    }

    private static IReadOnlyList<GeoPoint> Directed(IReadOnlyList<GeoPoint> line, string direction, int seed)
    {
        var isClockwise = direction == "either" ? new SplitMix((ulong)seed).Below(2) == 0 : direction == "clockwise";
        var twice = 0.0;
        for (var i = 0; i < line.Count; i++)
        {
            var (a, b) = (line[i], line[(i + 1) % line.Count]);
            twice += (b.LongitudeDeg - a.LongitudeDeg) * (b.LatitudeDeg + a.LatitudeDeg - 2 * line[0].LatitudeDeg);
        }

        return twice > 0 == isClockwise ? line : [line[0], .. line.Skip(1).Reverse()];
    }
}

/// <summary>A closed line on earth by metres along it.</summary>
internal sealed class FenceLine
{
    private readonly IReadOnlyList<GeoPoint> corners;
    private readonly double[] passed;

    public FenceLine(IReadOnlyList<GeoPoint> corners)
    {
        this.corners = corners;
        passed = new double[corners.Count + 1];
        for (var i = 0; i < corners.Count; i++)
        {
            passed[i + 1] = passed[i] + Geodesic.Inverse(corners[i], Corner(i + 1)).DistanceMetres;
        }
    }

    public double Length => passed[^1];

    /// <summary>One period of a vehicle's way: round the line from where it begins, or over its part and back.</summary>
    public IReadOnlyList<GeoPoint> Way(FenceVehicle vehicle)
    {
        if (vehicle.GoesRound)
        {
            return Between(vehicle.StartMetres, vehicle.StartMetres + Length);
        }

        var there = Between(vehicle.FromMetres, vehicle.FromMetres + vehicle.LengthMetres);
        return [.. there, .. Enumerable.Reverse(there).Skip(1)];
    }

    private GeoPoint Corner(int i) => corners[i % corners.Count];

    private List<GeoPoint> Between(double from, double to)
    {
        var way = new List<GeoPoint> { At(from) };
        for (var i = 0; i <= 2 * corners.Count; i++)
        {
            var here = passed[i % corners.Count] + (i / corners.Count) * Length;
            if (here > from + 1e-6 && here < to - 1e-6)
            {
                way.Add(Corner(i));
            }
        }

        way.Add(At(to));
        return way;
    }

    /// <summary>The place so many metres along the line.</summary>
    public GeoPoint At(double metres)
    {
        var along = metres % Length;
        var found = Array.BinarySearch(passed, along);
        var i = Math.Min(found >= 0 ? found : ~found - 1, corners.Count - 1);
        var (a, b) = (Corner(i), Corner(i + 1));
        var share = passed[i + 1] > passed[i] ? (along - passed[i]) / (passed[i + 1] - passed[i]) : 0;
        return new(
            a.LatitudeDeg + (b.LatitudeDeg - a.LatitudeDeg) * share,
            a.LongitudeDeg + (b.LongitudeDeg - a.LongitudeDeg) * share
        );
    }
}
