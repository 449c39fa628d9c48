using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Sorties;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>
/// Puts into the routes of any kind of mission what its template says of them: which way, from where, and what is done at
/// the start, at checkpoints, at corners and at the end. A template that says nothing leaves them as they are.
/// </summary>
/// <param name="template">The template.</param>
/// <param name="ground">What the routes were planned on.</param>
/// <param name="site">The site around it; null on a bare shape.</param>
internal sealed class TrackDressing(MissionTemplate template, Ground ground, Site? site)
{
    /// <summary>A checkpoint counts as passed when the route comes so near to it, metres.</summary>
    private const double PassedMetres = 30;

    private const double SamePlaceMetres = 2;

    private readonly ActionTargets targets = new(ground, site);

    private bool SaysNothing =>
        template.Actions.IsEmpty && template.Route is { Order: RouteOrder.AsPlanned, BeginNear: null };

    /// <summary>The routes dressed; or the problems why they cannot be.</summary>
    public RoutePlan Apply(RoutePlan plan, RouteTeam team)
    {
        if (SaysNothing || plan.Problems.Count > 0)
        {
            return plan;
        }

        var problems = Problems(team).ToList();
        return problems.Count > 0
            ? RoutePlan.Refused(template.Id, problems)
            : plan with
            {
                Routes = [.. plan.Routes.Select(route => Along(team, route, Dress(route.Track, route.Family)))],
            };
    }

    /// <summary>A route on which only more is done on the way goes as it went: what a plane can turn in was seen to.</summary>
    private static VehicleRoute Along(RouteTeam team, VehicleRoute route, IReadOnlyList<TrackPoint> track)
    {
        var goesAsItWent = track
            .Select(point => (point.Position, point.Altitude, point.Dwell, point.Orbit))
            .SequenceEqual(route.Track.Select(point => (point.Position, point.Altitude, point.Dwell, point.Orbit)));
        return goesAsItWent ? route with { Track = track } : team.Along(route, track);
    }

    private IEnumerable<Problem> Problems(RouteTeam team)
    {
        var actions = template.Actions;
        IEnumerable<TemplateAction> all =
        [
            .. actions.AtStart,
            .. actions.AtCheckpoint,
            .. actions.AtCorner,
            .. actions.AtEnd,
        ];
        var names = all.OfType<TemplateAction.LookAt>().Where(look => look.IsNamed).Select(look => look.Target);
        foreach (var name in names.Concat(template.Route.BeginNear is { } begin ? [begin] : []).Distinct())
        {
            if (targets.WhyNot(name) is { } problem)
            {
                yield return problem;
            }
        }

        if (template.Route.BeginNear is not null && team.Count > 1)
        {
            yield return new Problem(
                ProblemCode.VehicleUnfit,
                $"{template.Name} begins near {template.Route.BeginNear}: that is for one vehicle; several begin where they share the route."
            );
        }
    }

    private IReadOnlyList<TrackPoint> Dress(IReadOnlyList<TrackPoint> track, VehicleFamily family)
    {
        var way = template.Route.Order == RouteOrder.Reverse ? [.. track.Reverse()] : track;
        if (template.Route.BeginNear is { } name)
        {
            way = Begin(way, targets.PlaceOf(name)!.Value.Place);
        }

        return template.Actions.IsEmpty ? way : WithActions(way, family);
    }

    /// <summary>A closed route is turned to the place of it that is nearest; an open one begins at its nearer end.</summary>
    private static IReadOnlyList<TrackPoint> Begin(IReadOnlyList<TrackPoint> track, GeoPoint near)
    {
        if (Geodesic.Distance(track[0].Position, track[^1].Position) > SamePlaceMetres)
        {
            var isNearer = Geodesic.Distance(track[^1].Position, near) < Geodesic.Distance(track[0].Position, near);
            return isNearer ? [.. track.Reverse()] : track;
        }

        var (index, stop) = TrackPasses.Nearest(track, near);
        return index == 0 && stop == track[0]
            ? track
            : [stop, .. track.Skip(index + 1), .. track.Skip(1).Take(index), stop];
    }

    private List<TrackPoint> WithActions(IReadOnlyList<TrackPoint> track, VehicleFamily family)
    {
        var stops = template.Actions.AtCheckpoint.Count > 0 ? WithStops(track) : [.. track.Select(p => (p, false))];
        var middle = Middle(track);
        var back = template.Camera.OnRoutePitchDeg(family);
        var dressed = new List<TrackPoint>();
        for (var i = 0; i < stops.Count; i++)
        {
            var (point, isCheckpoint) = stops[i];
            var actions = new List<TemplateAction>();
            if (i == 0)
            {
                actions.AddRange(template.Actions.AtStart);
            }

            if (isCheckpoint)
            {
                actions.AddRange(template.Actions.AtCheckpoint);
            }
            else if (i > 0 && i < stops.Count - 1 && IsCorner(stops[i - 1].Point, point, stops[i + 1].Point))
            {
                actions.AddRange(template.Actions.AtCorner);
            }

            if (i == stops.Count - 1)
            {
                actions.AddRange(template.Actions.AtEnd);
            }

            dressed.Add(
                point with
                {
                    Actions =
                    [
                        .. point.Actions,
                        .. actions.Select(action => targets.Told(action, point.Position, middle)),
                        .. i < stops.Count - 1 && isCheckpoint ? Back(actions, back) : [],
                    ],
                }
            );
        }

        return dressed;
    }

    /// <summary>The places where a checkpoint is passed, with those that were put in for it.</summary>
    private List<(TrackPoint Point, bool IsCheckpoint)> WithStops(IReadOnlyList<TrackPoint> track)
    {
        var within = ground is PointGround ? SamePlaceMetres : PassedMetres;
        return TrackPasses.Of(track, [.. targets.Checkpoints.Select(c => c.Position)], within);
    }

    /// <summary>After a checkpoint the camera goes back to where the template has it on the route.</summary>
    private static IEnumerable<PlanAction> Back(IReadOnlyList<TemplateAction> actions, double? onRoutePitchDeg)
    {
        var last = actions.LastOrDefault(a => a is TemplateAction.LookAt or TemplateAction.PointCamera);
        if (last is null or TemplateAction.LookAt { Target: TemplateAction.LookAt.Ahead })
        {
            yield break;
        }

        if (last is TemplateAction.LookAt)
        {
            yield return new LookAhead();
        }

        if (onRoutePitchDeg is { } pitch)
        {
            yield return new PointCamera(pitch);
        }
    }

    private static bool IsCorner(TrackPoint before, TrackPoint at, TrackPoint after)
    {
        var (comes, goes) = (
            Geodesic.Inverse(before.Position, at.Position),
            Geodesic.Inverse(at.Position, after.Position)
        );
        var turn = Math.Abs(Math.IEEERemainder(goes.InitialAzimuthDeg - comes.FinalAzimuthDeg, 360));
        return comes.DistanceMetres > 0.5 && goes.DistanceMetres > 0.5 && turn >= LegTimes.TurnDegrees;
    }

    private static GeoPoint Middle(IReadOnlyList<TrackPoint> track)
    {
        var frame = new LocalFrame(track[0].Position);
        var places = track.Select(point => frame.ToCoordinate(point.Position)).ToArray();
        return frame.ToGeo(PlanarShapes.Factory.CreateMultiPointFromCoords(places).ConvexHull().Centroid.Coordinate);
    }
}
