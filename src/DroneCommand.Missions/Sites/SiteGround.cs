using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Sites;

/// <summary>The part of a site that a mission is planned on, or why there is none.</summary>
/// <param name="Ground">Null when there is a problem.</param>
/// <param name="Chosen">The name of what was taken; null where nothing is named.</param>
/// <param name="Problem">Null when there is ground.</param>
internal sealed record SiteGroundResult(Ground? Ground, string? Chosen, Problem? Problem)
{
    /// <summary>What of the ground cannot be reached, for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Finds the ground of a mission on a site: a feature by name, what the planner chooses, or a drawn shape.</summary>
internal sealed class SiteGround(Site site, RouteTeam team)
{
    public SiteGroundResult Of(GroundNeed need) =>
        need switch
        {
            GroundNeed.Perimeter => Perimeter(),
            GroundNeed.Perimeters => All(site.Perimeters.Where(FitsAny), "perimeter"),
            GroundNeed.Area or GroundNeed.Map => new SiteAreas(site, team).Of(Word(ParameterNames.Area)),
            GroundNeed.Areas => new SiteAreas(site, team).All(),
            GroundNeed.Structure => Structure(feature => feature.HeightMetres ?? 0),
            GroundNeed.Wall => Structure(LargestWall),
            GroundNeed.Line => Line(),
            GroundNeed.Place => Place(),
            GroundNeed.Checkpoints => Checkpoints(),
            _ => throw new ArgumentOutOfRangeException(nameof(need), need, "Not a ground."),
        };

    private string Word(string parameter) => team.Values.Word(parameter);

    private bool FitsAny(SiteFeature feature) => team.Members.Any(member => feature.Fits(member.Family));

    private SiteGroundResult Perimeter()
    {
        var name = Word(ParameterNames.Perimeter);
        if (DrawnPlaces.Parse(name) is { } drawn)
        {
            return Drawn(drawn, 3, name, places => new AreaGround([new DrawnArea(places, [])]));
        }

        var (member, home) = (team.Members[0], team.Members[0].Home!.Value);
        var found = name == ParameterNames.Auto ? site.NearestPerimeter(home, member.Family) : site.FindPerimeter(name);
        return found is null
            ? Missing("perimeter", name, site.Perimeters, member.Family)
            : new(new AreaGround([AreaOf(found)]), found.Name, null);
    }

    private SiteGroundResult Structure(Func<SiteFeature, double> worth)
    {
        var name = Word(ParameterNames.Structure);
        if (DrawnPlaces.Parse(name) is { } drawn)
        {
            return Drawn(drawn, 3, name, places => new AreaGround([new DrawnArea(places, [])]));
        }

        var all = site.FeaturesFor("building");
        var found = Named(all, name, all.MaxBy(worth));
        return found is null ? Missing("building", name, all) : new(new AreaGround([AreaOf(found)]), found.Name, null);
    }

    /// <summary>Square metres.</summary>
    private static double LargestWall(SiteFeature feature)
    {
        var corners = ((Polygon)feature.Local).ExteriorRing.Coordinates;
        return (feature.HeightMetres ?? 0) * corners.Zip(corners.Skip(1), (from, to) => from.Distance(to)).Max();
    }

    private SiteGroundResult Line()
    {
        var name = Word(ParameterNames.Line);
        if (DrawnPlaces.Parse(name) is { } drawn)
        {
            return Drawn(drawn, 2, name, places => new LineGround([places]));
        }

        var all = site.FeaturesFor("line");
        var first =
            all.FirstOrDefault(feature => feature.Kind == SiteFeatureKind.Line)
            ?? all.MaxBy(feature => feature.Local.Length);
        var found = Named(all, name, first);
        return found is null
            ? Missing("line or road within its boundary", name, all)
            : new(new LineGround([found.Points]), found.Name, null);
    }

    private SiteGroundResult Place()
    {
        var name = Word(ParameterNames.Place);
        if (DrawnPlaces.Parse(name) is { } drawn)
        {
            return Drawn(drawn, 1, name, places => new PointGround([.. places.Select(at => new Checkpoint("", at))]));
        }

        var all = site.FeaturesFor("place");
        var found = Named(all, name, all.Count > 0 ? all[0] : null);
        return found is null
            ? Missing("place or checkpoint", name, all)
            : new(new PointGround([new Checkpoint(found.Name, found.Points[0])]), found.Name, null);
    }

    private SiteGroundResult Checkpoints() =>
        site.Checkpoints.Count > 0
            ? new(new PointGround(site.Checkpoints), null, null)
            : new(null, null, new Problem(ProblemCode.FeatureMissing, $"{site.Name} has no checkpoints."));

    private SiteGroundResult All(IEnumerable<SiteFeature> features, string what)
    {
        var areas = features.Select(AreaOf).ToList();
        return areas.Count > 0 ? new(new AreaGround(areas), null, null) : Missing(what, ParameterNames.Auto, []);
    }

    private SiteGroundResult Missing(
        string what,
        string name,
        IEnumerable<SiteFeature> all,
        VehicleFamily? family = null
    )
    {
        var known = string.Join(", ", all.Where(each => each.Name.Length > 0).Select(each => each.Name));
        var suitable = family is { } one ? $" for a {VehicleFamilies.NameOf(one)}" : "";
        var reason =
            name == ParameterNames.Auto
                ? $"{site.Name} has no {what}{suitable}."
                : $"{site.Name} has no {what} '{name}'; it has {(known.Length > 0 ? known : "none")}.";
        return new(null, null, new Problem(ProblemCode.FeatureMissing, reason));
    }

    internal static SiteGroundResult Drawn(
        DrawnPlacesResult drawn,
        int least,
        string text,
        Func<IReadOnlyList<GeoPoint>, Ground> ground
    ) =>
        drawn.Fault is { } fault ? new(null, null, new Problem(ProblemCode.BadInput, fault))
        : drawn.Places.Distinct().Count() < least
            ? new(
                null,
                null,
                new Problem(
                    ProblemCode.BadInput,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The drawn shape has {drawn.Places.Distinct().Count()} different places; {least} or more are needed."
                    )
                )
            )
        : new(ground(drawn.Places), text, null);

    internal static SiteFeature? Named(IEnumerable<SiteFeature> all, string name, SiteFeature? chosen) =>
        name == ParameterNames.Auto ? chosen : all.FirstOrDefault(feature => feature.Name == name);

    internal static DrawnArea AreaOf(SiteFeature feature) =>
        new(feature.Points, feature.Holes)
        {
            Title = feature.Title,
            HeightMetres = feature.HeightMetres,
            For = feature.For,
        };
}
