using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies an orbit template: circles about a place with the camera on it, several vehicles evenly spread and one above
/// the other. Circles are told as places: an autopilot's own loiter goes round at a rate that is no speed of ours, and
/// begins wherever it comes to the circle, so that vehicles would not stay spread. A plane is told its loiter all the same:
/// it goes round at its airspeed, and follows a circle better than places on one.
/// </summary>
internal static class OrbitMission
{
    /// <summary>A turn of less than 15° is flown without slowing down.</summary>
    private const int FewestCorners = 25;

    private const int MostCorners = 36;
    private const double MetresPerCorner = 3;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var values = team.Values;
        var radius = values.Number(ParameterNames.Radius);
        var heights = LinePatrol.HeightsOf(team, task, team.Count);
        var speed = team.Speeds.Min();
        var first = FirstBearing(task);
        var routes = Enumerable
            .Range(0, team.Count)
            .Select(i => team.Route(i, Track(task, team, i, first + 360.0 * i / team.Count, heights[i])));
        return team.Plan([.. routes]) with
        {
            Figures = new Dictionary<string, double>
            {
                ["roundS"] = 2 * Math.PI * radius / speed,
                // A side of the place is seen again when the next vehicle comes.
                ["worstIdlenessS"] = 2 * Math.PI * radius / speed / team.Count,
                ["meanIdlenessS"] = Math.PI * radius / speed / team.Count,
            },
            Notes = Notes(values, team, heights),
        };
    }

    /// <summary>From the side from which the first vehicle comes.</summary>
    private static double FirstBearing(KindTask task) =>
        task.Team[0].Home is { } home && Geodesic.Distance(task.Place, home) > 0.1
            ? Geodesic.Inverse(task.Place, home).InitialAzimuthDeg
            : 0;

    private static List<TrackPoint> Track(KindTask task, RouteTeam team, int index, double bearing, double higher)
    {
        var values = team.Values;
        var radius = values.Number(ParameterNames.Radius);
        var corners = Math.Clamp((int)Math.Ceiling(2 * Math.PI * radius / MetresPerCorner), FewestCorners, MostCorners);
        var step = (values.Word(ParameterNames.Direction) == "anticlockwise" ? -360.0 : 360.0) / corners;
        var altitude = LinePatrol.Above(team, index, higher);
        var target = new AltitudeAboveHome(values.Number(PatrolWords.TargetHeight));
        var (begin, end) = (
            Begin(task.Place, target, values.Word(PatrolWords.Camera)),
            End(values.Word(PatrolWords.Camera))
        );
        if (task.Team[index].Vehicle.Family == VehicleFamily.Plane)
        {
            var orbit = new Orbit(Math.Sign(step) * radius, values.Integer(PatrolWords.Turns));
            return [new TrackPoint(task.Place, altitude) { Actions = [.. begin, orbit, .. end] }];
        }

        var track = Enumerable
            .Range(0, corners * values.Integer(PatrolWords.Turns) + 1)
            .Select(i => new TrackPoint(Geodesic.Direct(task.Place, bearing + i * step, radius), altitude))
            .ToList();
        track[0] = track[0] with { Actions = begin };
        track[^1] = track[^1] with { Actions = end };
        return track;
    }

    private static IReadOnlyList<PlanAction> Begin(GeoPoint place, AltitudeAboveHome height, string camera) =>
        camera switch
        {
            StopActions.Video => [new LookAt(place, height), new StartVideo()],
            StopActions.Photo => [new LookAt(place, height), new TakePhoto()],
            _ => [new LookAt(place, height)],
        };

    private static IReadOnlyList<PlanAction> End(string camera) =>
        camera == StopActions.Video ? [new StopVideo(), new LookAhead()] : [new LookAhead()];

    private static List<string> Notes(PlanParameters values, RouteTeam team, IReadOnlyList<double> heights)
    {
        var notes = new List<string>();
        if (team.Count > 1 && team.Speeds.Distinct().Count() > 1)
        {
            notes.Add("The vehicles are not equally fast: their spacing does not last.");
        }

        if (team.Count > 1)
        {
            notes.Add(
                FormattableString.Invariant(
                    $"{team.Count} vehicles follow each other, {360.0 / team.Count:0} degrees apart, up to {heights.Max():0.#} m above 'altitude' {values.Number(ParameterNames.Altitude):0.#}."
                )
            );
        }

        return notes;
    }
}
