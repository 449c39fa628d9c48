using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Survey;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Missions.Cameras;

/// <summary>Works out when a camera may see the privacy zones that a template masks. Immutable.</summary>
internal sealed class ZoneMasks
{
    /// <summary>A vehicle is nowhere to the second when it is planned to be there.</summary>
    private const double AroundS = 2;

    /// <summary>Who looks away for less need not be told of it.</summary>
    private const double BetweenS = 10;

    private readonly Site site;
    private readonly IReadOnlyList<ZoneView> zones;
    private readonly double halfAngleDeg;

    private ZoneMasks(Site site, IReadOnlyList<ZoneView> zones, double halfAngleDeg) =>
        (this.site, this.zones, this.halfAngleDeg) = (site, zones, halfAngleDeg);

    /// <summary>Names of zones that the site does not have, each at its place in the template's file.</summary>
    /// <param name="template">The template.</param>
    /// <param name="site">Null on a bare shape, which has no zones.</param>
    public static IEnumerable<Problem> Problems(MissionTemplate template, Site? site)
    {
        var masks = template.Privacy?.Masks ?? TemplateMasks.All;
        var known = site?.PrivacyZones.Select(zone => zone.Name).Where(name => name.Length > 0).ToList() ?? [];
        return masks
            .Zones.Zip(masks.Places)
            .Where(mask => !known.Contains(mask.First))
            .Select(mask => new Problem(ProblemCode.FeatureMissing, WhyNot(mask.First, mask.Second, site, known)));
    }

    /// <summary>Null when the template masks nothing, or the site has nothing to mask.</summary>
    /// <param name="task">The mission; its template's names are known to be the site's.</param>
    /// <param name="values">Of its first vehicle: the camera that a survey names.</param>
    public static ZoneMasks? Of(SiteTask task, PlanParameters values)
    {
        if (task.Template.Privacy?.Masks is not { } masks)
        {
            return null;
        }

        var zones = task
            .Site.PrivacyZones.Where(zone => masks.Zones.Count == 0 || masks.Zones.Contains(zone.Name))
            .Select(zone => ZoneView.Of(zone, task.Site.Frame, task.Terrain))
            .ToList();
        return zones.Count == 0 ? null : new(task.Site, zones, ViewCone.HalfAngleDeg(CameraOf(values)));
    }

    /// <summary>A plan with its masks.</summary>
    public Plan On(Plan plan) => plan with { Masking = this, Masks = plan.Legs.Count == 0 ? [] : Of(plan) };

    private IReadOnlyList<ZoneMask> Of(Plan plan)
    {
        var flight = new CameraFlight(plan, site.Frame);
        var moments = flight.Moments().ToList();
        return [.. zones.Select(zone => Of(zone, plan, moments, flight.StepS))];
    }

    private ZoneMask Of(ZoneView zone, Plan plan, List<CameraMoment> moments, double stepS)
    {
        var ground = zone.GroundAbove(plan.HomeAltitude);
        var end = Math.Ceiling(plan.Duration.TotalSeconds);
        var spans = new List<MaskSpan>();
        foreach (var moment in moments.Where(moment => zone.IsSeen(moment, ground, halfAngleDeg)))
        {
            // Outwards to whole seconds.
            var from = TimeSpan.FromSeconds(Math.Max(0, Math.Floor(moment.Seconds - stepS - AroundS)));
            var to = TimeSpan.FromSeconds(Math.Min(end, Math.Ceiling(moment.Seconds + stepS + AroundS)));
            if (spans is [.., var last] && (from - last.To).TotalSeconds <= BetweenS)
            {
                spans[^1] = last with { To = to };
            }
            else
            {
                spans.Add(new(from, to));
            }
        }

        return new(zone.Feature.Name, zone.Feature.Points, zone.Feature.Holes, zone.Feature.HeightMetres)
        {
            Seen = spans,
            WholeWay = spans is [var only] && only.From == TimeSpan.Zero && only.To.TotalSeconds >= end,
        };
    }

    /// <summary>Only surveys say what camera they are for; 'camera' of a patrol is what it records.</summary>
    private static CameraModel? CameraOf(PlanParameters values) =>
        values.Values.ContainsKey(SurveyWords.SensorWidth) ? SurveySetup.CameraOf(values) : null;

    private static string WhyNot(string name, TemplatePlace at, Site? site, List<string> known)
    {
        var where = FormattableString.Invariant($"{at.File}({at.Line},{at.Column}): 'masks' names '{name}'");
        return site is null ? $"{where}, a privacy zone of a site; a bare shape has none. Plan it on a site."
            : known.Count == 0 ? $"{where}; {site.Name} has no privacy zone with a name."
            : $"{where}, which is no privacy zone of {site.Name}; it has {string.Join(", ", known)}.";
    }
}
