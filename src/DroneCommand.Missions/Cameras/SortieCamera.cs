using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Cameras;

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
        var isCautious = privacy is { CameraUp: true } or { StopRecording: true };
        zones = isCautious && site is not null ? PrivacyZones.Of(site, privacy!.MarginMetres) : null;
    }

    /// <summary>What is done once the vehicle is up, before the way to the route.</summary>
    public IReadOnlyList<PlanAction> AtTakeOff(VehicleFamily family) =>
        InTransit(family) is { } pitch ? [new PointCamera(pitch)] : [];

    /// <summary>Where there are privacy zones, the ways to the route and back may cross them too.</summary>
    private double? InTransit(VehicleFamily family) =>
        zones is not null && privacy!.CameraUp ? CameraAngles.UpDeg : camera.InTransitPitchDeg(family);

    /// <summary>The track of one sortie with what the camera does.</summary>
    public IReadOnlyList<TrackPoint> Along(IReadOnlyList<TrackPoint> track, VehicleFamily family)
    {
        var way = camera.OnRoutePitchDeg(family) is { } pitch ? LookingBack(track, pitch) : [.. track];
        way[0] = way[0] with { Actions = [.. Begin(family), .. way[0].Actions] };
        way[^1] = way[^1] with { Actions = [.. way[^1].Actions, .. End(family)] };
        return zones is null ? way : new PrivateWay(zones, privacy!).Along(way);
    }

    /// <summary>
    /// A mount that is taken off a place goes where its own default is: after each look it is told again where the camera
    /// looks on the route.
    /// </summary>
    private static List<TrackPoint> LookingBack(IReadOnlyList<TrackPoint> track, double pitch) =>
        [
            .. track.Select(
                (point, at) =>
                    at < track.Count - 1 && point.Actions.Any(action => action is LookAhead)
                        ? point with
                        {
                            Actions = [.. point.Actions.SelectMany((_, i) => ThenBack(point.Actions, i, pitch))],
                        }
                        : point
            ),
        ];

    private static IEnumerable<PlanAction> ThenBack(IReadOnlyList<PlanAction> actions, int index, double pitch)
    {
        yield return actions[index];
        var isTold = index + 1 < actions.Count && actions[index + 1] is PointCamera or LookAt;
        if (actions[index] is LookAhead && !isTold)
        {
            yield return new PointCamera(pitch);
        }
    }

    private IEnumerable<PlanAction> Begin(VehicleFamily family)
    {
        if (camera.OnRoutePitchDeg(family) is { } pitch)
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

    private IEnumerable<PlanAction> End(VehicleFamily family)
    {
        if (camera.Video)
        {
            yield return new StopVideo();
        }

        if (camera.PhotoEveryMetres is not null)
        {
            yield return new TriggerEvery(0);
        }

        if (InTransit(family) is { } pitch)
        {
            yield return new PointCamera(pitch);
        }
    }
}
