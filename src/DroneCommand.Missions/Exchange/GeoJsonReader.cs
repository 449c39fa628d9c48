using System.Globalization;
using System.Text.Json;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Reads the geometries of GeoJSON (RFC 7946), of whatever type the root is. Names are those of the properties name or
/// title; a third number of a position is a height above the sea.
/// </summary>
internal sealed class GeoJsonReader(ShapeCollector shapes)
{
    private static readonly string[] NameKeys = ["name", "Name", "NAME", "title"];

    private int features;

    public void Read(PlacedJson root)
    {
        if (root.Find("crs") is { } crs && !IsWgs84(crs))
        {
            shapes.Wrong(
                Place(crs, "crs"),
                "is another reference system than WGS 84; transform the file to longitude and latitude first"
            );
            return;
        }

        ReadNode(root, "geometry", null);
    }

    /// <summary>The member of before RFC 7946; what it names for WGS 84 is harmless.</summary>
    private static bool IsWgs84(PlacedJson crs)
    {
        var name = crs.Find("properties")?.Find("name")?.Text ?? "";
        return crs.Type == JsonTokenType.Null
            || name.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(":4326", StringComparison.Ordinal)
            || name.EndsWith("::4979", StringComparison.Ordinal);
    }

    private void ReadNode(PlacedJson node, string title, string? name)
    {
        switch (node.Find("type")?.Text)
        {
            case "FeatureCollection":
                foreach (var feature in List(node, "features", title))
                {
                    ReadNode(feature, title, name);
                }

                break;
            case "Feature":
                ReadFeature(node);
                break;
            case "GeometryCollection":
                foreach (var geometry in List(node, "geometries", title))
                {
                    ReadNode(geometry, title, name);
                }

                break;
            case { } type:
                ReadGeometry(node, type, title, name);
                break;
            default:
                shapes.Wrong(Place(node, title), "has no 'type' of GeoJSON: a Feature, FeatureCollection or geometry");
                break;
        }
    }

    private void ReadFeature(PlacedJson node)
    {
        features++;
        var title = string.Create(CultureInfo.InvariantCulture, $"feature {features}");
        var properties = node.Find("properties")?.Members ?? new Dictionary<string, PlacedJson>();
        var key = Array.Find(NameKeys, k => properties.GetValueOrDefault(k)?.Type == JsonTokenType.String);
        var name = key is null ? null : properties[key].Text;
        title = string.IsNullOrWhiteSpace(name) ? title : $"{title} {KmlCoordinates.Shorten(name)}";
        foreach (var (other, value) in properties.Where(p => p.Key != key))
        {
            shapes.Lose(Place(value, title), $"the property {KmlCoordinates.Shorten(other)}");
        }

        if (node.Find("geometry") is not { Type: JsonTokenType.StartObject } geometry)
        {
            shapes.Lose(Place(node, title), "a feature without geometry");
            return;
        }

        ReadNode(geometry, title, name);
    }

    private void ReadGeometry(PlacedJson node, string type, string title, string? name)
    {
        var at = Place(node, title);
        if (node.Find("coordinates") is not { Type: JsonTokenType.StartArray } coordinates)
        {
            shapes.Wrong(at, $"the {KmlCoordinates.Shorten(type)} has no list 'coordinates'");
            return;
        }

        switch (type)
        {
            case "Point":
                AddPlaces(at, name, [coordinates]);
                break;
            case "MultiPoint":
                AddPlaces(at, name, coordinates.Items);
                break;
            case "LineString":
                AddLine(at, name, coordinates);
                break;
            case "MultiLineString":
                foreach (var line in coordinates.Items)
                {
                    AddLine(at, name, line);
                }

                break;
            case "Polygon":
                AddArea(at, name, coordinates);
                break;
            case "MultiPolygon":
                foreach (var polygon in coordinates.Items)
                {
                    AddArea(at, name, polygon);
                }

                break;
            default:
                shapes.Wrong(at, $"'{KmlCoordinates.Shorten(type)}' is no type of GeoJSON");
                break;
        }
    }

    private void AddPlaces(FileElement at, string? name, IReadOnlyList<PlacedJson> positions)
    {
        foreach (var position in positions)
        {
            if (Position(position, at) is { } point)
            {
                shapes.AddPlace(at, name, point);
            }
        }
    }

    private void AddLine(FileElement at, string? name, PlacedJson line)
    {
        if (Positions(line, at) is { } points)
        {
            shapes.AddLine(at, name, points);
        }
    }

    private void AddArea(FileElement at, string? name, PlacedJson polygon)
    {
        var rings = polygon.Items.Select(ring => Positions(ring, at)).ToList();
        if (rings.Count == 0)
        {
            shapes.Wrong(at, "a polygon is a list of rings: the outline, then holes");
        }
        else if (!rings.Contains(null))
        {
            shapes.AddArea(at, name, [.. rings.Select(ring => ring!)]);
        }
    }

    private List<DrawnPoint>? Positions(PlacedJson list, FileElement at)
    {
        var points = new List<DrawnPoint>();
        foreach (var item in list.Items)
        {
            if (Position(item, at) is not { } point)
            {
                return null;
            }

            points.Add(point);
        }

        return points;
    }

    private DrawnPoint? Position(PlacedJson node, FileElement at)
    {
        var numbers = node.Items;
        if (numbers.Count < 2 || numbers.Any(number => number.Type != JsonTokenType.Number))
        {
            shapes.Wrong(
                Place(node, at.Element),
                $"a position is [longitude, latitude] in degrees, not {node.Describe()}"
            );
            return null;
        }

        if (numbers.Count > 3)
        {
            shapes.Lose(Place(node, at.Element), "numbers of a position beyond the third");
        }

        return new DrawnPoint(
            numbers[0].Number,
            numbers[1].Number,
            numbers.Count > 2 ? numbers[2].Number : null,
            node.Line
        );
    }

    private IReadOnlyList<PlacedJson> List(PlacedJson node, string key, string title)
    {
        if (node.Find(key) is { Type: JsonTokenType.StartArray } list)
        {
            return list.Items;
        }

        shapes.Wrong(Place(node, title), $"the list '{key}' is missing");
        return [];
    }

    private static FileElement Place(PlacedJson node, string element) => new(node.Line, node.Column, element);
}
