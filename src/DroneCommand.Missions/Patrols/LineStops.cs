using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Patrols;

/// <summary>What a patrol stops for along a line: checkpoints beside it, and the site's gates.</summary>
internal static class LineStops
{
    /// <summary>Two things of one name so near to each other along the line are one: a gate and the checkpoint before it.</summary>
    private const double SameMetres = 15;

    /// <summary>The stops that a template's values ask for, in the line's order.</summary>
    public static IReadOnlyList<FenceStop> Of(Site? site, FenceLine line, PlanParameters values) =>
        Of(
            site,
            line,
            values.Number(PatrolWords.Reach),
            values.Number(PatrolWords.Dwell),
            values.Word(PatrolWords.Gates) == "look"
        );

    /// <summary>The stops in the line's order.</summary>
    /// <param name="site">The site; null has nothing to look at.</param>
    /// <param name="line">The line.</param>
    /// <param name="reachMetres">What lies no farther beside the line is looked at.</param>
    /// <param name="staySeconds">For how long; 0 stops for nothing.</param>
    /// <param name="gates">Whether gates are looked at too.</param>
    public static IReadOnlyList<FenceStop> Of(
        Site? site,
        FenceLine line,
        double reachMetres,
        double staySeconds,
        bool gates
    )
    {
        if (site is null || staySeconds <= 0)
        {
            return [];
        }

        var stops = new List<FenceStop>();
        foreach (var (name, target) in Targets(site, gates))
        {
            var (along, metres) = line.Nearest(target);
            if (metres <= reachMetres && !stops.Exists(stop => IsSame(stop, name, along)))
            {
                stops.Add(new(along, staySeconds) { Target = target, Name = name });
            }
        }

        return [.. stops.OrderBy(stop => stop.PlaceMetres)];
    }

    /// <summary>The middle of a gate, or its point.</summary>
    public static GeoPoint MiddleOf(SiteFeature gate)
    {
        var (first, last) = (gate.Points[0], gate.Points[^1]);
        var across = Geodesic.Inverse(first, last);
        return Geodesic.Direct(first, across.InitialAzimuthDeg, across.DistanceMetres / 2);
    }

    private static IEnumerable<(string Name, GeoPoint Target)> Targets(Site site, bool gates)
    {
        var looked = gates ? site.OfKind(SiteFeatureKind.Gate) : [];
        return looked
            .Select(gate => (gate.Title, MiddleOf(gate)))
            .Concat(site.Checkpoints.Select(checkpoint => (checkpoint.Name, checkpoint.Position)));
    }

    private static bool IsSame(FenceStop stop, string name, double along) =>
        Math.Abs(stop.PlaceMetres - along) <= SameMetres
        && stop.Name.EndsWith(name, StringComparison.OrdinalIgnoreCase);
}
