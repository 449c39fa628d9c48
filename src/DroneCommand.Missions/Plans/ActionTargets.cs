using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Plans;

/// <summary>What the names in a template's actions mean, and the actions in a plan's words.</summary>
internal sealed class ActionTargets(Ground ground, Site? site)
{
    /// <summary>The places that routes of such a ground stop at.</summary>
    public IReadOnlyList<Checkpoint> Checkpoints { get; } =
        ground is PointGround points ? points.Places : site?.Checkpoints ?? [];

    /// <summary>The middle of a feature and half its height; null when the site has none of that name.</summary>
    public (GeoPoint Place, AltitudeAboveHome Height)? PlaceOf(string name)
    {
        if (site?.Features.FirstOrDefault(feature => feature.Name == name) is not { } found)
        {
            return null;
        }

        var middle = site.Frame.ToGeo(found.Local.Centroid.Coordinate);
        return (middle, new AltitudeAboveHome((found.HeightMetres ?? 0) / 2));
    }

    /// <summary>Why a name means nothing; null when it does.</summary>
    public Problem? WhyNot(string name)
    {
        if (site is null)
        {
            return new Problem(
                ProblemCode.FeatureMissing,
                $"The template names '{name}', a feature of a site; a bare shape has none. Plan it on a site."
            );
        }

        if (PlaceOf(name) is not null)
        {
            return null;
        }

        var known = site.Features.Select(feature => feature.Name).Where(each => each.Length > 0).Distinct().ToList();
        return new Problem(
            ProblemCode.FeatureMissing,
            $"{site.Name} has no feature '{name}'; {TemplateReadContext.Suggest(name, known)}."
        );
    }

    /// <summary>An action in a plan's words.</summary>
    /// <param name="action">As the template has it.</param>
    /// <param name="at">Where it is done.</param>
    /// <param name="middle">Of the route.</param>
    public PlanAction Told(TemplateAction action, GeoPoint at, GeoPoint middle) =>
        action switch
        {
            TemplateAction.Dwell dwell => new Dwell(dwell.Duration),
            TemplateAction.Photo => new TakePhoto(),
            TemplateAction.Video { Start: true } => new StartVideo(),
            TemplateAction.Video => new StopVideo(),
            TemplateAction.PointCamera camera => new PointCamera(camera.PitchDeg, camera.YawDeg),
            TemplateAction.Orbit orbit => new Orbit(orbit.RadiusMetres, orbit.Turns),
            TemplateAction.LookAt look => Look(look.Target, at, middle),
            _ => throw new InvalidOperationException($"{action} is no action of a template."),
        };

    private PlanAction Look(string target, GeoPoint at, GeoPoint middle) =>
        target switch
        {
            TemplateAction.LookAt.Ahead => new LookAhead(),
            TemplateAction.LookAt.Inside => new LookAt(middle, default),
            TemplateAction.LookAt.Checkpoint => new LookAt(NearestCheckpoint(at), default),
            _ when PlaceOf(target) is var (place, height) => new LookAt(place, height),
            _ => throw new InvalidOperationException($"'{target}' was not checked."),
        };

    /// <summary>The place itself where there is no checkpoint.</summary>
    private GeoPoint NearestCheckpoint(GeoPoint at) =>
        Checkpoints.Select(checkpoint => checkpoint.Position).DefaultIfEmpty(at).MinBy(c => Geodesic.Distance(c, at));
}
