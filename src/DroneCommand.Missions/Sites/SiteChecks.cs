using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Sites;

/// <summary>What must hold between the features of a site.</summary>
internal static class SiteChecks
{
    public static void Check(Site site, SiteReadContext context)
    {
        CheckNames(site, context);
        foreach (var feature in site.Features)
        {
            if (feature.Kind is SiteFeatureKind.Dock or SiteFeatureKind.Perimeter or SiteFeatureKind.Checkpoint)
            {
                CheckInside(site, feature, context);
            }
        }

        foreach (var zone in site.KeepOuts.Prepend(site.Boundary))
        {
            CheckFence(zone, context);
        }

        foreach (var dock in site.OfKind(SiteFeatureKind.Dock))
        {
            CheckDock(site, dock, context);
        }
    }

    private static void CheckNames(Site site, SiteReadContext context)
    {
        var named = site.Features.Where(feature => SiteWords.NeedsName(feature.Kind));
        foreach (var group in named.GroupBy(feature => (feature.Kind, feature.Name)).Where(group => group.Count() > 1))
        {
            var (first, second) = (group.First(), group.ElementAt(1));
            context.Add(second.Line, 1, second.Title, $"has the same name as the one in line {first.Line}");
        }
    }

    private static void CheckInside(Site site, SiteFeature feature, SiteReadContext context)
    {
        if (site.Boundary.Local.Covers(feature.Local))
        {
            return;
        }

        var outside = feature.Local.Difference(site.Boundary.Local).Coordinate ?? feature.Local.Coordinate;
        context.Add(feature.Line, 1, feature.Title, $"leaves the site's boundary at {site.Frame.ToGeo(outside)}");
    }

    private static void CheckFence(SiteFeature zone, SiteReadContext context)
    {
        var corners = zone.Holes.Select(hole => hole.Count).Append(zone.Points.Count).Max();
        if (corners > FenceBuilder.MaxCorners)
        {
            context.Add(
                zone.Line,
                1,
                zone.Title,
                $"has {corners} corners; an autopilot's fence has at most {FenceBuilder.MaxCorners}"
            );
        }
    }

    private static void CheckDock(Site site, SiteFeature dock, SiteReadContext context)
    {
        var blocking = site
            .Obstacles.Concat(site.KeepOuts.Where(zone => zone.FloorMetres is null or 0))
            .Concat(site.Water)
            .FirstOrDefault(zone => zone.Local.Covers((Point)dock.Local));
        if (blocking is not null)
        {
            context.Add(dock.Line, 1, dock.Title, $"lies in {blocking.Title} (line {blocking.Line})");
        }
    }
}
