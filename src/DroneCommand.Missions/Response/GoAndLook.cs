using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Survey;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Response;

/// <summary>
/// To a place, to see what is there: up to a stand-off on the side that is asked for, with the camera on the place from
/// there on, a stay or turns around it. Several vehicles look from as many sides. Pure.
/// </summary>
internal static class GoAndLook
{
    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var values = team.Values;
        var standOff = values.Number(ResponseWords.StandOff);
        if (Refusal(team, values) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var room = SiteRoom.Of(task, team);
        var (first, stations) = Stations.For(task, values, room, standOff);
        var routes = stations.Select((station, i) => team.Route(i, WithRound(task, team, room, i, station))).ToList();
        return team.Plan(routes) with
        {
            Figures = new Dictionary<string, double>
            {
                ["standOffM"] = standOff,
                ["slantM"] = Math.Round(SlantOf(team, standOff), 1),
                ["bearingDeg"] = Math.Round(first, 1),
            },
            Notes = [Note(values, first)],
        };
    }

    /// <summary>With the way round the place, where the straight one would lead over it.</summary>
    private static IReadOnlyList<TrackPoint> WithRound(
        KindTask task,
        RouteTeam team,
        SiteRoom? room,
        int index,
        GeoPoint station
    )
    {
        var metres = team.Values.Number(ResponseWords.StandOff);
        var round = Stations
            .WayRound(room, task.Place, task.Team[index].Home, station, metres)
            .Select(place => new TrackPoint(place, AltitudeOf(team, index)))
            .ToList();
        return [.. round, .. TrackOf(task, team, index, station), .. Enumerable.Reverse(round)];
    }

    private static IReadOnlyList<TrackPoint> TrackOf(KindTask task, RouteTeam team, int index, GeoPoint station)
    {
        var values = team.ValuesOf(index);
        var altitude = AltitudeOf(team, index);
        var look = new LookAt(task.Place, new(values.Number(ResponseWords.TargetHeight)));
        var stay = new Dwell(TimeSpan.FromSeconds(values.Number(ResponseWords.Dwell)));
        if (values.Word(ResponseWords.Look) != ResponseWords.OrbitWord)
        {
            // The autopilot stays before it does anything else there: the camera is turned on the way.
            var before = Towards(station, task.Place, task.Team[index].Home, team.Members[index].Family);
            return
            [
                new TrackPoint(before, altitude) { Actions = [look, new StartVideo()] },
                new TrackPoint(station, altitude)
                {
                    Actions = [stay, new TakePhoto(), new StopVideo(), new LookAhead()],
                },
            ];
        }

        var orbit = new Orbit(values.Number(ResponseWords.StandOff), values.Number(ResponseWords.Turns));
        return
        [
            new TrackPoint(station, altitude) { Actions = [look, new StartVideo(), new TakePhoto()] },
            new TrackPoint(task.Place, altitude) { Actions = [orbit, new StopVideo(), new LookAhead()] },
        ];
    }

    /// <summary>A place a little before the station on the way to it, where the camera is turned.</summary>
    private static GeoPoint Towards(GeoPoint station, GeoPoint place, GeoPoint? home, VehicleFamily family)
    {
        var metres = family == VehicleFamily.Rover ? 1.0 : 5.0;
        var away =
            home is { } from && Geodesic.Distance(from, station) > 2 * metres
                ? Geodesic.Inverse(station, from).InitialAzimuthDeg
                : Geodesic.Inverse(place, station).InitialAzimuthDeg;
        return Geodesic.Direct(station, away, metres);
    }

    /// <summary>Bands of height keep several vehicles apart on their ways.</summary>
    internal static AltitudeAboveHome AltitudeOf(RouteTeam team, int index)
    {
        var before = Enumerable.Range(0, index).Count(i => team.Members[i].Family != VehicleFamily.Rover);
        return team.Members[index].Family == VehicleFamily.Rover
            ? default
            : new(team.AltitudeOf(index).Metres + before * team.Values.Number(ResponseWords.Band));
    }

    private static double SlantOf(RouteTeam team, double standOff)
    {
        var rise = AltitudeOf(team, 0).Metres - team.Values.Number(ResponseWords.TargetHeight);
        return Math.Sqrt(standOff * standOff + rise * rise);
    }

    private static Problem? Refusal(RouteTeam team, PlanParameters values) =>
        values.Word(ResponseWords.Look) == ResponseWords.OrbitWord
        && team.Members.Any(member => member.Family == VehicleFamily.Rover)
            ? new(ProblemCode.VehicleUnfit, "A rover cannot orbit a place; 'look' of hover would do.")
        : team.Count > 1
        && values.Word(ResponseWords.Look) == ResponseWords.OrbitWord
        && values.Number(ResponseWords.Band) < 3
            ? new(
                ProblemCode.Parameter,
                "Several vehicles that orbit one place need heights of their own; 'band' of 3 m or more would do."
            )
        : null;

    private static string Note(PlanParameters values, double bearing)
    {
        var why = values.Word(ResponseWords.ViewFrom) switch
        {
            ResponseWords.Arrival => "where it comes from",
            ResponseWords.UpWind => "up-wind",
            ResponseWords.UpSun => "with the sun behind it",
            _ => "as asked",
        };
        return string.Create(CultureInfo.InvariantCulture, $"The first looks from {bearing:0}°: {why}.");
    }
}
