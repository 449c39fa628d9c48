using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Cameras;

/// <summary>A site's privacy zones with a margin.</summary>
internal sealed class PrivacyZones
{
    private readonly LocalFrame frame;
    private readonly Geometry near;

    private PrivacyZones(LocalFrame frame, Geometry near)
    {
        this.frame = frame;
        this.near = near;
    }

    /// <summary>Null where a site has none.</summary>
    public static PrivacyZones? Of(Site site, double marginMetres)
    {
        var zones = site
            .PrivacyZones.Select(zone => marginMetres > 0 ? PlanarShapes.Widened(zone.Local, marginMetres) : zone.Local)
            .ToList();
        return zones.Count == 0 ? null : new(site.Frame, NetTopologySuite.Operation.Union.UnaryUnionOp.Union(zones));
    }

    public bool Holds(GeoPoint place) => near.Covers(PlanarShapes.Point(frame.ToCoordinate(place)));

    /// <summary>Where the straight way between two places goes into them and out of them, in order.</summary>
    public IEnumerable<TrackPoint> Crossings(TrackPoint from, TrackPoint to)
    {
        var (start, end) = (frame.ToCoordinate(from.Position), frame.ToCoordinate(to.Position));
        var length = start.Distance(end);
        var edges = PlanarShapes.Segment(start, end).Intersection(near.Boundary);
        return edges
            .Coordinates.Select(at => (At: at, Share: at.Distance(start) / length))
            .Where(crossing => crossing.Share is > 0 and < 1)
            .OrderBy(crossing => crossing.Share)
            .Select(crossing => new TrackPoint(
                frame.ToGeo(crossing.At),
                new AltitudeAboveHome(
                    from.Altitude.Metres + (to.Altitude.Metres - from.Altitude.Metres) * crossing.Share
                )
            ));
    }
}

/// <summary>Takes from a way what a camera would do within privacy zones, and puts it back behind them.</summary>
internal sealed class PrivateWay(PrivacyZones zones, TemplatePrivacy privacy)
{
    private PlanAction? look;
    private bool films;
    private double triggers;
    private bool inside;

    public IReadOnlyList<TrackPoint> Along(IReadOnlyList<TrackPoint> track)
    {
        var way = new List<TrackPoint>();
        for (var i = 0; i < track.Count; i++)
        {
            if (i > 0)
            {
                AddCrossings(way, track[i - 1], track[i]);
            }

            way.Add(At(track[i], isFirst: i == 0));
        }

        return way;
    }

    private void AddCrossings(List<TrackPoint> way, TrackPoint from, TrackPoint to)
    {
        var crossings = zones.Crossings(from, to).ToList();
        for (var i = 0; i < crossings.Count; i++)
        {
            // Where it only touches, nothing changes: what lies behind the crossing decides.
            var next = i + 1 < crossings.Count ? crossings[i + 1] : to;
            var isInside = zones.Holds(Between(crossings[i].Position, next.Position));
            if (isInside != inside)
            {
                way.Add(crossings[i] with { Actions = isInside ? [.. Enter()] : [.. Leave()] });
                inside = isInside;
            }
        }
    }

    private TrackPoint At(TrackPoint point, bool isFirst)
    {
        foreach (var action in point.Actions)
        {
            Note(action);
        }

        inside = isFirst ? zones.Holds(point.Position) : inside;
        if (!inside)
        {
            return point;
        }

        // What is recorded was ended at the zone's edge; where the route begins within, it never began.
        var kept = point.Actions.Where(action => !IsHidden(action));
        return point with { Actions = isFirst ? [.. kept, .. LookUp()] : [.. kept] };
    }

    private void Note(PlanAction action)
    {
        (look, films, triggers) = action switch
        {
            LookAt or LookAhead or PointCamera => (action, films, triggers),
            StartVideo => (look, true, triggers),
            StopVideo => (look, false, triggers),
            TriggerEvery trigger => (look, films, trigger.Metres),
            _ => (look, films, triggers),
        };
    }

    private bool IsHidden(PlanAction action) =>
        action switch
        {
            LookAt or LookAhead or PointCamera => privacy.CameraUp,
            StartVideo or StopVideo or TriggerEvery or TakePhoto => privacy.StopRecording,
            _ => false,
        };

    private IEnumerable<PlanAction> LookUp()
    {
        if (privacy.CameraUp && look is LookAt)
        {
            yield return new LookAhead();
        }

        if (privacy.CameraUp)
        {
            yield return new PointCamera(CameraAngles.UpDeg);
        }
    }

    private IEnumerable<PlanAction> Enter()
    {
        foreach (var action in LookUp())
        {
            yield return action;
        }

        if (privacy.StopRecording && films)
        {
            yield return new StopVideo();
        }

        if (privacy.StopRecording && triggers > 0)
        {
            yield return new TriggerEvery(0);
        }
    }

    private IEnumerable<PlanAction> Leave()
    {
        if (privacy.CameraUp)
        {
            yield return look ?? new LookAhead();
        }

        if (privacy.StopRecording && films)
        {
            yield return new StartVideo();
        }

        if (privacy.StopRecording && triggers > 0)
        {
            yield return new TriggerEvery(triggers);
        }
    }

    private static GeoPoint Between(GeoPoint one, GeoPoint other) =>
        new((one.LatitudeDeg + other.LatitudeDeg) / 2, (one.LongitudeDeg + other.LongitudeDeg) / 2);
}
