using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Sites;

/// <summary>What a feature of a site is.</summary>
public enum SiteFeatureKind
{
    /// <summary>Where vehicles may be; becomes the autopilot's fence. Exactly one area.</summary>
    Boundary,

    /// <summary>A closed line that patrols follow.</summary>
    Perimeter,

    /// <summary>An obstacle with walls.</summary>
    Building,

    /// <summary>Anything else that stands in the way: tank, mast, crane.</summary>
    Obstacle,

    /// <summary>An obstacle that grows.</summary>
    Tree,

    /// <summary>Where vehicles may not be.</summary>
    KeepOut,

    /// <summary>What cameras may not show.</summary>
    Privacy,

    Dock,
    Checkpoint,
    Gate,
    Road,

    /// <summary>Ground robots keep off it.</summary>
    Water,

    /// <summary>Paved ground; for the map only.</summary>
    Yard,

    /// <summary>What is swept, searched or surveyed.</summary>
    Area,

    /// <summary>What corridors follow: a pipeline, a shore, a river.</summary>
    Line,

    /// <summary>What is looked at or searched about.</summary>
    Place,
}

/// <summary>The shape of a feature.</summary>
public enum SiteGeometry
{
    Point,
    Line,
    Area,
}

/// <summary>One feature of a site as its file has it: every typed part of <see cref="Site"/> comes from one of these.</summary>
public sealed record SiteFeature
{
    internal SiteFeature(Geometry local) => Local = local;

    public required SiteFeatureKind Kind { get; init; }

    /// <summary>Unique among the features of its kind; may be empty where nothing refers to it.</summary>
    public required string Name { get; init; }

    public required SiteGeometry Geometry { get; init; }

    /// <summary>A point, a line, or the outer ring of an area without its closing point.</summary>
    public required IReadOnlyList<GeoPoint> Points { get; init; }

    /// <summary>The holes of an area, without their closing points.</summary>
    public IReadOnlyList<IReadOnlyList<GeoPoint>> Holes { get; init; } = [];

    /// <summary>Height above the site's ground, metres; null when it has none.</summary>
    public double? HeightMetres { get; init; }

    /// <summary>Lowest altitude above home that a keep-out takes; null: from the ground.</summary>
    public double? FloorMetres { get; init; }

    /// <summary>Highest altitude above home that a keep-out takes; null: no upper limit.</summary>
    public double? CeilingMetres { get; init; }

    /// <summary>Degrees clockwise from true north that a vehicle on its dock faces.</summary>
    public double? HeadingDeg { get; init; }

    /// <summary>Width of a road, or radius times two of a point obstacle, metres.</summary>
    public double? WidthMetres { get; init; }

    /// <summary>True for a road that is driven in its drawing direction only.</summary>
    public bool OneWay { get; init; }

    /// <summary>The families of vehicles that a dock or perimeter is meant for; empty: all.</summary>
    public IReadOnlyList<VehicleFamily> For { get; init; } = [];

    /// <summary>Line of the file at which the feature begins.</summary>
    public int Line { get; init; }

    /// <summary>The same shape in the site's local frame.</summary>
    internal Geometry Local { get; init; }

    /// <summary>True when a vehicle of this family may use it.</summary>
    public bool Fits(VehicleFamily family) => For.Count == 0 || For.Contains(family);

    /// <summary>Kind and name as people read it: 'keep-out Tank 3', 'Warehouse 2'.</summary>
    public string Title => SiteWords.TitleOf(Kind, Name);
}

/// <summary>Where a vehicle parks, charges, shelters.</summary>
/// <param name="Name">Unique on the site.</param>
/// <param name="Position">Where a vehicle stands on it: its home.</param>
/// <param name="HeadingDeg">Degrees clockwise from true north that a vehicle on it faces.</param>
/// <param name="For">The families it is built for; empty: all.</param>
public sealed record Dock(string Name, GeoPoint Position, double HeadingDeg, IReadOnlyList<VehicleFamily> For)
{
    /// <summary>True when a vehicle of this family can use it.</summary>
    public bool Fits(VehicleFamily family) => For.Count == 0 || For.Contains(family);
}

/// <summary>A place that patrols look at.</summary>
/// <param name="Name">Unique on the site.</param>
/// <param name="Position">Where it is.</param>
public sealed record Checkpoint(string Name, GeoPoint Position);
