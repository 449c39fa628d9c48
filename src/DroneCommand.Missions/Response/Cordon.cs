using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Survey;

namespace DroneCommand.Missions.Response;

/// <summary>
/// A ring of vehicles about a place, at equal angles, cameras inwards, each flyer in a band of height of its own, for a time.
/// What drives stands on the ring too. Pure.
/// </summary>
internal static class Cordon
{
    /// <summary>Metres between neighbours at least.</summary>
    private const double Nearest = 5;

    /// <summary>Metres outside the ring at which vehicles go round it.</summary>
    private const double Before = 3;

    private const double RoundStepDeg = 45;

    /// <summary>A station within this angle of where a vehicle arrives is gone to straight.</summary>
    private const double StraightDeg = 60;

    public static RoutePlan Plan(KindTask task)
    {
        var (team, problems) = RouteTeam.Of(task);
        if (team is null)
        {
            return task.Refused(problems);
        }

        var values = team.Values;
        var radius = values.Number(ParameterNames.Radius);
        var between = 2 * radius * Math.Sin(Math.PI / Math.Max(2, team.Count));
        if (team.Count > 1 && between < Nearest)
        {
            return task.Refused(TooDense(team.Count, radius));
        }

        var first =
            values.Word(ResponseWords.ViewFrom) == ResponseWords.Arrival
                ? Stations.ArrivalDeg(task.Place, task.Team[0].Home)
                : values.Number(ResponseWords.Bearing) % 360;
        var bounded = values.Word(ResponseWords.ViewFrom) == ResponseWords.Arrival ? SiteRoom.Of(task, team) : null;
        var stations = Stations.Within(bounded, task.Place, radius, first, task.Team);
        var routes = stations.Select((station, i) => team.Route(i, TrackOf(task, team, i, station))).ToList();
        return team.Plan(routes) with
        {
            Figures = new Dictionary<string, double>
            {
                ["radiusM"] = radius,
                ["betweenM"] = Math.Round(team.Count > 1 ? between : 0, 1),
                ["angleDeg"] = Math.Round(360.0 / team.Count, 1),
            },
        };
    }

    /// <summary>In round the ring, never over the place; the stay; out the same way.</summary>
    private static IReadOnlyList<TrackPoint> TrackOf(KindTask task, RouteTeam team, int index, GeoPoint station)
    {
        var values = team.ValuesOf(index);
        var radius = values.Number(ParameterNames.Radius);
        var altitude = GoAndLook.AltitudeOf(team, index);
        var look = new LookAt(task.Place, new(values.Number(ResponseWords.TargetHeight)));
        var hold = new Dwell(TimeSpan.FromMinutes(values.Number(ResponseWords.Duration)));
        var round = Round(task, index, station, radius).Select(place => new TrackPoint(place, altitude)).ToList();
        // The autopilot stays before it does anything else at a place: the camera is turned on the way there.
        var last = new TrackPoint(Geodesic.Direct(task.Place, Azimuth(task, station), radius + Before), altitude);
        return
        [
            .. round,
            last with
            {
                Actions = [look],
            },
            new TrackPoint(station, altitude) { Actions = [hold, new LookAhead()] },
            .. round.Count > 0 ? [last, .. Enumerable.Reverse(round)] : Array.Empty<TrackPoint>(),
        ];
    }

    /// <summary>Places outside the ring from where a vehicle arrives to its station, none where it arrives there.</summary>
    private static IEnumerable<GeoPoint> Round(KindTask task, int index, GeoPoint station, double radius)
    {
        if (task.Team[index].Home is not { } home || Geodesic.Distance(home, task.Place) < radius)
        {
            yield break;
        }

        var arrival = Stations.ArrivalDeg(task.Place, home);
        var turn = Math.IEEERemainder(Azimuth(task, station) - arrival, 360);
        var steps = (int)Math.Ceiling(Math.Abs(turn) / RoundStepDeg);
        for (var i = 0; i < steps && Math.Abs(turn) > StraightDeg; i++)
        {
            yield return Geodesic.Direct(task.Place, arrival + turn * i / steps, radius + Before);
        }
    }

    private static double Azimuth(KindTask task, GeoPoint station) =>
        Geodesic.Inverse(task.Place, station).InitialAzimuthDeg;

    private static Problem TooDense(int vehicles, double radius)
    {
        var needed = Math.Ceiling(Nearest / (2 * Math.Sin(Math.PI / vehicles)));
        return new(
            ProblemCode.Parameter,
            FormattableString.Invariant(
                $"On a ring of {radius:0.#} m, {vehicles} vehicles would stand less than {Nearest:0} m apart; 'radius' of {needed:0} m would do, or fewer vehicles."
            )
        );
    }
}
