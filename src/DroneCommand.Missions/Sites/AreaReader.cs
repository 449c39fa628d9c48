using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Sites;

/// <summary>An area as it was drawn: an outline and what is cut out of it, without their closing points.</summary>
/// <param name="Outline">The outer ring.</param>
/// <param name="Holes">No-fly, and not to be covered.</param>
public sealed record DrawnArea(IReadOnlyList<GeoPoint> Outline, IReadOnlyList<IReadOnlyList<GeoPoint>> Holes)
{
    /// <summary>What people call it: 'perimeter Fence line', 'Warehouse 2'; 'the area' where it has no name.</summary>
    public string Title { get; init; } = Untitled;

    internal const string Untitled = "the area";

    /// <summary>The families of vehicles that it is meant for; empty: all.</summary>
    public IReadOnlyList<VehicleFamily> For { get; init; } = [];

    /// <summary>Of a building, metres above ground; null when it has none or none is known.</summary>
    public double? HeightMetres { get; init; }

    /// <summary>Probability of containment of a search segment, 0 to 1; null when none is given.</summary>
    public double? Poc { get; init; }

    /// <summary>Probability of detection of all that was flown over a search segment so far.</summary>
    public double CumulativePod { get; init; }
}

/// <summary>Areas, or why there are none.</summary>
/// <param name="Areas">Empty when there are problems.</param>
/// <param name="Problems">Empty when there are areas.</param>
public sealed record AreasReadResult(IReadOnlyList<DrawnArea> Areas, IReadOnlyList<SiteProblem> Problems);

/// <summary>An area, or why there is none.</summary>
/// <param name="Area">Null when there are problems.</param>
/// <param name="Problems">Empty when there is an area.</param>
public sealed record AreaReadResult(DrawnArea? Area, IReadOnlyList<SiteProblem> Problems);

/// <summary>
/// Reads the first polygon of any GeoJSON: a Polygon, a MultiPolygon, a Feature, a FeatureCollection or a
/// GeometryCollection of them. Straight lines are straight in longitude and latitude, as RFC 7946 has it.
/// </summary>
public static class AreaReader
{
    /// <summary>The most corners that an area may have.</summary>
    public const int MaxCorners = 20_000;

    /// <summary>The most polygons that are read of one file.</summary>
    public const int MaxAreas = 200;

    /// <summary>Beyond this a plane of longitudes and latitudes is no map any more.</summary>
    private const double MaxLatitudeDeg = 85;

    private const string Where = "area";

    /// <summary>Reads an area, or says at which places the file is wrong. Never throws for what the text holds.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">Its name, for the problems.</param>
    public static AreaReadResult Read(string json, string fileName)
    {
        var read = Read(json, fileName, most: 1);
        return new(read.Areas.Count > 0 ? read.Areas[0] : null, read.Problems);
    }

    /// <summary>Reads all polygons, or says at which places the file is wrong.</summary>
    public static AreasReadResult ReadAll(string json, string fileName) => Read(json, fileName, MaxAreas);

    private static AreasReadResult Read(string json, string fileName, int most)
    {
        var context = new SiteReadContext(fileName);
        try
        {
            var root = PlacedJsonReader.Read(json);
            var polygons = Polygons(root).Take(most).ToList();
            if (polygons.Count == 0)
            {
                context.Add(
                    root,
                    "file",
                    "holds no polygon: a GeoJSON Polygon, MultiPolygon, Feature or FeatureCollection"
                );
            }

            var areas = polygons.Select(polygon => ReadPolygon(polygon, context)).OfType<DrawnArea>().ToList();
            return context.Problems.Count == 0 ? new(areas, []) : new([], context.Problems);
        }
        catch (PlacedJsonException error)
        {
            return new([], [new SiteProblem(fileName, error.Line, error.Column, "file", error.Message)]);
        }
    }

    /// <summary>A polygon's list of rings, and the properties of the feature that it belongs to.</summary>
    private sealed record Polygon(PlacedJson Rings, PlacedJson? Properties);

    private static IEnumerable<Polygon> Polygons(PlacedJson node, PlacedJson? properties = null) =>
        node.Find("type")?.Text switch
        {
            "Polygon" when node.Find("coordinates") is { } rings => [new(rings, properties)],
            "MultiPolygon" => node.Find("coordinates")?.Items.Select(rings => new Polygon(rings, properties)) ?? [],
            "Feature" when node.Find("geometry") is { } geometry => Polygons(geometry, node.Find("properties")),
            "FeatureCollection" => node.Find("features")?.Items.SelectMany(each => Polygons(each)) ?? [],
            "GeometryCollection" => node.Find("geometries")?.Items.SelectMany(each => Polygons(each, properties)) ?? [],
            _ => [],
        };

    private static DrawnArea? ReadPolygon(Polygon polygon, SiteReadContext context)
    {
        var area = ReadRings(polygon.Rings, context);
        if (area is null || polygon.Properties is not { } properties)
        {
            return area;
        }

        return area with
        {
            Title = properties.Find("name") is { Type: JsonTokenType.String, Text.Length: > 0 } name
                ? name.Text
                : area.Title,
            Poc = context.Number(properties, "poc", Where, required: false, 0, 1),
            CumulativePod = context.Number(properties, "pod", Where, required: false, 0, 1) ?? 0,
        };
    }

    private static DrawnArea? ReadRings(PlacedJson rings, SiteReadContext context)
    {
        if (rings.Items.Count == 0)
        {
            context.Add(rings, Where, "a polygon is a list of rings: the outline, then holes");
            return null;
        }

        if (rings.Items.Sum(ring => ring.Items.Count) > MaxCorners)
        {
            context.Add(rings, Where, $"has more than {MaxCorners} corners");
            return null;
        }

        var read = rings.Items.Select((ring, i) => ReadRing(ring, i == 0 ? "outline" : $"hole {i}", context)).ToList();
        return context.Problems.Count > 0 ? null : new DrawnArea(read[0], read[1..]);
    }

    private static List<GeoPoint> ReadRing(PlacedJson ring, string what, SiteReadContext context)
    {
        var corners = new List<GeoPoint>();
        foreach (var item in ring.Items)
        {
            if (ReadCorner(item, what, context) is not { } corner)
            {
                return corners;
            }

            if (corners.Count > 0 && Antimeridian.IsBetween(corners[^1].LongitudeDeg, corner.LongitudeDeg))
            {
                context.Add(item, what, Antimeridian.Reason);
                return corners;
            }

            if (corners.Count == 0 || corner != corners[^1])
            {
                corners.Add(corner);
            }
        }

        if (corners.Count > 1 && corners[0] == corners[^1])
        {
            corners.RemoveAt(corners.Count - 1);
        }

        if (corners.Count > 1 && Antimeridian.IsBetween(corners[^1].LongitudeDeg, corners[0].LongitudeDeg))
        {
            context.Add(ring, what, Antimeridian.Reason);
        }

        if (corners.Count < 3)
        {
            context.Add(ring, what, $"needs at least three different corners, has {corners.Count}");
        }

        return corners;
    }

    private static GeoPoint? ReadCorner(PlacedJson item, string what, SiteReadContext context)
    {
        if (item.Items is not [{ Type: JsonTokenType.Number } longitude, { Type: JsonTokenType.Number } latitude, ..])
        {
            context.Add(item, what, $"a corner is [longitude, latitude] in degrees, not {item.Describe()}");
            return null;
        }

        var corner = new GeoPoint(latitude.Number, longitude.Number);
        if (!corner.IsValid)
        {
            context.Add(item, what, "is not on earth: longitude is -180 to 180 and comes first, latitude -90 to 90");
            return null;
        }

        if (Math.Abs(corner.LatitudeDeg) > MaxLatitudeDeg)
        {
            context.Add(item, what, $"lies beyond {MaxLatitudeDeg}° of latitude, where areas are not planned");
            return null;
        }

        return corner;
    }
}
