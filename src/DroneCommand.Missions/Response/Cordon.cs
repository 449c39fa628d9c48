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

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var values = team.Values;
        var radius = values.Number(ParameterNames.Radius);
        var between = 2 * radius * Math.Sin(Math.PI / Math.Max(2, team.Count));
        if (team.Count > 1 && between < Nearest)
        {
            return task.Refused(TooDense(team.Count, radius));
        }

        var room = SiteRoom.Of(task, team);
        var (_, stations) = Stations.For(task, values, room, radius);
        var routes = stations.Select((station, i) => team.Route(i, TrackOf(task, team, room, i, station))).ToList();
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
    private static IReadOnlyList<TrackPoint> TrackOf(
        KindTask task,
        RouteTeam team,
        SiteRoom? room,
        int index,
        GeoPoint station
    )
    {
        var values = team.ValuesOf(index);
        var radius = values.Number(ParameterNames.Radius);
        var altitude = GoAndLook.AltitudeOf(team, index);
        var look = new LookAt(task.Place, new(values.Number(ResponseWords.TargetHeight)));
        var hold = new Dwell(TimeSpan.FromMinutes(values.Number(ResponseWords.Duration)));
        var ways = Stations.WayRound(room, task.Place, task.Team[index].Home, station, radius + Before);
        var round = ways.Select(place => new TrackPoint(place, altitude)).ToList();
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
