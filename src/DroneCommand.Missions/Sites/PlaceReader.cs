using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Sites;

/// <summary>Places, or why there are none.</summary>
/// <param name="Places">Empty when there are problems.</param>
/// <param name="Problems">Empty when there are places.</param>
public sealed record PlaceReadResult(IReadOnlyList<GeoPoint> Places, IReadOnlyList<SiteProblem> Problems);

/// <summary>Lines, or why there are none.</summary>
/// <param name="Lines">Each of two places or more; empty when there are problems.</param>
/// <param name="Problems">Empty when there are lines.</param>
public sealed record LinesReadResult(IReadOnlyList<IReadOnlyList<GeoPoint>> Lines, IReadOnlyList<SiteProblem> Problems);

/// <summary>Reads points and lines out of any GeoJSON, whatever else stands in it.</summary>
public static class PlaceReader
{
    /// <summary>The most places that are read.</summary>
    public const int MaxPlaces = 20_000;

    private const double MaxLatitudeDeg = 85;

    /// <summary>The places of the first shape of that type: one of a Point, all of a LineString.</summary>
    public static PlaceReadResult First(string json, string fileName, string type) =>
        Read(json, fileName, type, shapes => shapes.Take(1));

    /// <summary>The places of all Points, in the file's order; only those with the property 'kind' of that value where any has it.</summary>
    public static PlaceReadResult Points(string json, string fileName, string kind) =>
        Read(
            json,
            fileName,
            "Point",
            shapes =>
            {
                var all = shapes.ToList();
                var meant = all.Where(s => s.Kind == kind).ToList();
                return meant.Count > 0 ? meant : all;
            }
        );

    /// <summary>All lines, each by itself: LineStrings and the parts of MultiLineStrings.</summary>
    public static LinesReadResult Lines(string json, string fileName)
    {
        var context = new SiteReadContext(fileName);
        try
        {
            var root = PlacedJsonReader.Read(json);
            var parts = Shapes(root, "MultiLineString", "")
                .SelectMany(shape => shape.Coordinates.Items.Select(part => shape with { Coordinates = part }));
            var lines = Shapes(root, "LineString", "")
                .Concat(parts)
                .Select(shape => ReadShape(shape, "LineString", context).ToList())
                .Where(line => line.Count > 1)
                .ToList();
            if (lines.Count == 0 && context.Problems.Count == 0)
            {
                context.Add(
                    root,
                    "file",
                    "holds no line: a GeoJSON LineString or MultiLineString of two places or more"
                );
            }

            return context.Problems.Count == 0 ? new(lines, []) : new([], context.Problems);
        }
        catch (PlacedJsonException error)
        {
            return new([], [new SiteProblem(fileName, error.Line, error.Column, "file", error.Message)]);
        }
    }

    private sealed record Shape(PlacedJson Coordinates, string Kind);

    private static PlaceReadResult Read(
        string json,
        string fileName,
        string type,
        Func<IEnumerable<Shape>, IEnumerable<Shape>> choose
    )
    {
        var context = new SiteReadContext(fileName);
        try
        {
            var root = PlacedJsonReader.Read(json);
            var places = choose(Shapes(root, type, "")).SelectMany(shape => ReadShape(shape, type, context)).ToList();
            if (places.Count is 0 or > MaxPlaces && context.Problems.Count == 0)
            {
                context.Add(root, "file", $"holds {places.Count} places of the type {type}; 1 to {MaxPlaces} are read");
            }

            return context.Problems.Count == 0 ? new(places, []) : new([], context.Problems);
        }
        catch (PlacedJsonException error)
        {
            return new([], [new SiteProblem(fileName, error.Line, error.Column, "file", error.Message)]);
        }
    }

    private static IEnumerable<Shape> Shapes(PlacedJson node, string type, string kind)
    {
        var word = node.Find("type")?.Text;
        if (word == type && node.Find("coordinates") is { } coordinates)
        {
            return [new Shape(coordinates, kind)];
        }

        return word switch
        {
            "Feature" when node.Find("geometry") is { } geometry => Shapes(
                geometry,
                type,
                node.Find("properties")?.Find("kind")?.Text ?? ""
            ),
            "FeatureCollection" => node.Find("features")?.Items.SelectMany(f => Shapes(f, type, kind)) ?? [],
            "GeometryCollection" => node.Find("geometries")?.Items.SelectMany(g => Shapes(g, type, kind)) ?? [],
            _ => [],
        };
    }

    private static IEnumerable<GeoPoint> ReadShape(Shape shape, string type, SiteReadContext context)
    {
        IReadOnlyList<PlacedJson> items = type == "Point" ? [shape.Coordinates] : shape.Coordinates.Items;
        GeoPoint? before = null;
        foreach (var item in items)
        {
            if (ReadPlace(item, context) is not { } place)
            {
                continue;
            }

            if (before is { } last && Antimeridian.IsBetween(last.LongitudeDeg, place.LongitudeDeg))
            {
                context.Add(item, "line", Antimeridian.Reason);
            }

            before = place;
            yield return place;
        }
    }

    private static GeoPoint? ReadPlace(PlacedJson item, SiteReadContext context)
    {
        if (item.Items is [{ Type: JsonTokenType.Number } longitude, { Type: JsonTokenType.Number } latitude, ..])
        {
            var place = new GeoPoint(latitude.Number, longitude.Number);
            if (place.IsValid && Math.Abs(place.LatitudeDeg) <= MaxLatitudeDeg)
            {
                return place;
            }
        }

        context.Add(
            item,
            "place",
            $"a place is [longitude, latitude] in degrees, within {MaxLatitudeDeg}° of the equator"
        );
        return null;
    }
}
