using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Patrols;

/// <summary>Lines shared among the vehicles of a team, told as routes.</summary>
internal static class SharedLinesPlan
{
    private const double SnapMetres = 2;

    /// <summary>The plan of one or more lines, each with a name for people.</summary>
    public static RoutePlan Of(
        KindTask task,
        RouteTeam team,
        IReadOnlyList<FenceLine> lines,
        IReadOnlyList<string> names,
        Func<FenceLine, IReadOnlyList<FenceStop>> stopsOf,
        Func<int, int, bool>? fits = null
    )
    {
        var shares = LineShares.Of(lines, team.Speeds, task.Seed, fits);
        var patrols = shares.Select(share => PatrolOf(task, team, share, stopsOf)).ToList();
        var heights = LinePatrol.HeightsOf(team, task, patrols.Sum(patrol => patrol.Patrol.Vehicles.Count));
        var (routes, taken) = (new List<VehicleRoute>(), 0);
        foreach (var patrol in patrols)
        {
            routes.AddRange(patrol.Routes(team, heights.Skip(taken)));
            taken += patrol.Patrol.Vehicles.Count;
        }

        var figures = patrols.ConvertAll(patrol => patrol.Figures());
        var length = figures.Sum(each => each["lineM"]);
        return team.Plan([.. routes.OrderBy(route => route.Index)]) with
        {
            Figures = new Dictionary<string, double>
            {
                ["worstIdlenessS"] = figures.Max(each => each["worstIdlenessS"]),
                ["meanIdlenessS"] = figures.Sum(each => each["meanIdlenessS"] * each["lineM"]) / length,
                ["boundIdlenessS"] = LineShares.LowerBoundS(lines, team.Speeds),
                ["lineM"] = lines.Sum(line => line.Length),
                ["linkM"] = shares.Sum(share => share.Tour.LinkMetres),
            },
            Notes = [.. shares.Select((share, i) => NoteOf(share, patrols[i], figures[i], names))],
        };
    }

    private static LinePatrol PatrolOf(
        KindTask task,
        RouteTeam team,
        LineShare share,
        Func<FenceLine, IReadOnlyList<FenceStop>> stopsOf
    )
    {
        var line = share.Tour.Line;
        if (line.IsClosed && task.Site is not null && task.Team[share.Vehicles[0]].Home is { } home)
        {
            line = line.BegunNear(home, SnapMetres);
        }
        else if (!line.IsClosed && task.Team[share.Vehicles[0]].Home is { } near && IsNearer(line, near))
        {
            line = line.Reversed();
        }

        var speeds = share.Vehicles.Select(i => team.Speeds[i]).ToList();
        var patrol = FencePatrol.Plan(line.Length, line.IsClosed, speeds, stopsOf(line));
        return new(
            line,
            patrol with
            {
                Vehicles =
                [
                    .. patrol.Vehicles.Select(vehicle => vehicle with { Index = share.Vehicles[vehicle.Index] }),
                ],
            }
        )
        {
            Periods = team.Values.Integer(ParameterNames.Laps),
            Camera = team.Values.Word(PatrolWords.Camera),
        };
    }

    /// <summary>Whether the line's end is nearer to a home than its beginning.</summary>
    private static bool IsNearer(FenceLine line, GeoPoint home) =>
        Geodesic.Distance(home, line.Corners[^1]) < Geodesic.Distance(home, line.Corners[0]);

    private static string NoteOf(
        LineShare share,
        LinePatrol patrol,
        Dictionary<string, double> figures,
        IReadOnlyList<string> names
    )
    {
        var which = string.Join(", ", share.Lines.Select(i => names[i]));
        var count = patrol.Patrol.Vehicles.Count;
        return FormattableString.Invariant(
            $"{which}: {count} of the vehicles, no place alone for more than {figures["worstIdlenessS"]:0.0} s. {patrol.Patrol.Reason}"
        );
    }
}
