using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Plans;

/// <summary>
/// The camera in one sortie: where it looks on the ways to the route and back, where on the route, what it records, and
/// what of that ends over and near privacy zones. A template that says nothing leaves a track as it is.
/// </summary>
internal sealed class SortieCamera
{
    private readonly TemplateCamera camera;
    private readonly TemplatePrivacy? privacy;
    private readonly PrivacyZones? zones;

    public SortieCamera(MissionTemplate template, Site? site)
    {
        camera = template.Camera;
        privacy = template.Privacy;
        zones = privacy is not null && site is not null ? PrivacyZones.Of(site, privacy.MarginMetres) : null;
    }

    /// <summary>What is done once the vehicle is up, before the way to the route.</summary>
    public IReadOnlyList<PlanAction> AtTakeOff => InTransit is { } pitch ? [new PointCamera(pitch)] : [];

    /// <summary>Where there are privacy zones, the ways to the route and back may cross them too.</summary>
    private double? InTransit => zones is not null && privacy!.CameraUp ? CameraAngles.UpDeg : camera.InTransitPitchDeg;

    /// <summary>The track of one sortie with what the camera does.</summary>
    public IReadOnlyList<TrackPoint> Along(IReadOnlyList<TrackPoint> track)
    {
        var way = track.ToList();
        way[0] = way[0] with { Actions = [.. Begin(), .. way[0].Actions] };
        way[^1] = way[^1] with { Actions = [.. way[^1].Actions, .. End()] };
        return zones is null ? way : new PrivateWay(zones, privacy!).Along(way);
    }

    private IEnumerable<PlanAction> Begin()
    {
        if (camera.OnRoutePitchDeg is { } pitch)
        {
            yield return new PointCamera(pitch);
        }

        if (camera.Video)
        {
            yield return new StartVideo();
        }

        if (camera.PhotoEveryMetres is { } metres)
        {
            yield return new TriggerEvery(metres);
        }
    }

    private IEnumerable<PlanAction> End()
    {
        if (camera.Video)
        {
            yield return new StopVideo();
        }

        if (camera.PhotoEveryMetres is not null)
        {
            yield return new TriggerEvery(0);
        }

        if (InTransit is { } pitch)
        {
            yield return new PointCamera(pitch);
        }
    }
}

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
