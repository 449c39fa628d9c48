using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Terrain;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Sites;

/// <summary>An area under protection. Immutable; made by <see cref="SiteReader"/>, which has checked all of it.</summary>
public sealed class Site
{
    private readonly ILookup<SiteFeatureKind, SiteFeature> byKind;

    internal Site(SiteHeader header, LocalFrame frame, IReadOnlyList<SiteFeature> features)
    {
        Header = header;
        Frame = frame;
        Features = features;
        byKind = features.ToLookup(feature => feature.Kind);
        Boundary = byKind[SiteFeatureKind.Boundary].Single();
        Docks = [.. byKind[SiteFeatureKind.Dock].Select(ToDock)];
        Checkpoints = [.. byKind[SiteFeatureKind.Checkpoint].Select(f => new Checkpoint(f.Name, f.Points[0]))];
    }

    internal SiteHeader Header { get; }

    /// <summary>Identifier for addresses and records: lower-case letters, digits and hyphens.</summary>
    public string Id => Header.Id;

    public string Name => Header.Name;

    /// <summary>The time zone in which people on the site read clocks.</summary>
    public TimeZoneInfo TimeZone => Header.TimeZone;

    /// <summary>Nothing flies higher than this.</summary>
    public AltitudeAboveHome AltitudeLimit => new(Header.AltitudeLimitMetres);

    /// <summary>The ground under it; null where it is taken for flat.</summary>
    public TerrainModel? Terrain { get; private init; }

    /// <summary>The same site over a terrain.</summary>
    public Site Over(TerrainModel terrain) => new(Header, Frame, Features) { Terrain = terrain };

    /// <summary>The site's ground where no terrain is known; it is taken as flat.</summary>
    public AltitudeAmsl GroundAltitude => new(Header.GroundAmslMetres);

    /// <summary>Metres that a flight keeps above whatever stands under it.</summary>
    public double ObstacleMarginMetres => Header.ObstacleMarginMetres;

    /// <summary>Metres that a flight keeps beside keep-outs and what is as high as itself.</summary>
    public double SideMarginMetres => Header.SideMarginMetres;

    /// <summary>Metres east and north of the boundary's first point.</summary>
    public LocalFrame Frame { get; }

    /// <summary>All features in the file's order.</summary>
    public IReadOnlyList<SiteFeature> Features { get; }

    public SiteFeature Boundary { get; }

    public IReadOnlyList<Dock> Docks { get; }

    public IReadOnlyList<Checkpoint> Checkpoints { get; }

    public IEnumerable<SiteFeature> Perimeters => byKind[SiteFeatureKind.Perimeter];

    public IEnumerable<SiteFeature> KeepOuts => byKind[SiteFeatureKind.KeepOut];

    public IEnumerable<SiteFeature> PrivacyZones => byKind[SiteFeatureKind.Privacy];

    public IEnumerable<SiteFeature> Water => byKind[SiteFeatureKind.Water];

    public IEnumerable<SiteFeature> Roads => byKind[SiteFeatureKind.Road];

    /// <summary>Everything that stands up: buildings, obstacles, trees.</summary>
    public IEnumerable<SiteFeature> Obstacles =>
        byKind[SiteFeatureKind.Building].Concat(byKind[SiteFeatureKind.Obstacle]).Concat(byKind[SiteFeatureKind.Tree]);

    /// <summary>The features of a kind.</summary>
    public IEnumerable<SiteFeature> OfKind(SiteFeatureKind kind) => byKind[kind];

    /// <summary>The named features that a template's parameter of this feature kind may mean.</summary>
    /// <param name="featureKind">'perimeter', 'area', 'line', 'place' or 'building'.</param>
    public IReadOnlyList<SiteFeature> FeaturesFor(string featureKind)
    {
        var features = featureKind switch
        {
            "perimeter" => Perimeters,
            "area" => byKind[SiteFeatureKind.Area],
            "line" => byKind[SiteFeatureKind.Line].Concat(Roads).Where(line => Boundary.Local.Covers(line.Local)),
            "place" => byKind[SiteFeatureKind.Place].Concat(byKind[SiteFeatureKind.Checkpoint]),
            "building" => Obstacles.Where(feature => feature.Geometry == SiteGeometry.Area),
            _ => [],
        };
        return [.. features.Where(feature => feature.Name.Length > 0)];
    }

    /// <summary>The dock of that name, or null.</summary>
    public Dock? FindDock(string name) => Docks.FirstOrDefault(dock => dock.Name == name);

    /// <summary>The perimeter of that name, or null.</summary>
    public SiteFeature? FindPerimeter(string name) => Perimeters.FirstOrDefault(feature => feature.Name == name);

    /// <summary>The perimeter meant for such vehicles that is nearest to a place, or null when there is none.</summary>
    public SiteFeature? NearestPerimeter(GeoPoint place, VehicleFamily family)
    {
        var point = PlanarShapes.Point(Frame.ToCoordinate(place));
        return Perimeters
            .Where(feature => feature.Fits(family))
            .OrderByDescending(feature => feature.For.Count > 0)
            .ThenBy(feature => ((Polygon)feature.Local).ExteriorRing.Distance(point))
            .FirstOrDefault();
    }

    /// <summary>A moment as clocks on the site show it.</summary>
    public DateTimeOffset ToSiteTime(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, TimeZone);

    /// <summary>The features for the map: GeoJSON in which each has kind and name, and what it is drawn by.</summary>
    public string ToMapGeoJson() => MapGeoJson.Write(this);

    private static Dock ToDock(SiteFeature feature) =>
        new(feature.Name, feature.Points[0], feature.HeadingDeg ?? 0, feature.For);
}

/// <summary>What a site file says of the site as a whole.</summary>
internal sealed record SiteHeader(
    string Id,
    string Name,
    TimeZoneInfo TimeZone,
    double AltitudeLimitMetres,
    double GroundAmslMetres,
    double ObstacleMarginMetres,
    double SideMarginMetres
);
