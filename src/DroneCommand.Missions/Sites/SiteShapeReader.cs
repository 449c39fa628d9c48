using System.Globalization;
using System.Text.Json;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Sites;

/// <summary>A feature's kind, name and coordinates, before they are brought into the local frame.</summary>
internal sealed record SiteShape(
    PlacedJson Node,
    PlacedJson Properties,
    SiteFeatureKind Kind,
    string Name,
    SiteGeometry Geometry,
    IReadOnlyList<GeoPoint> Points,
    IReadOnlyList<IReadOnlyList<GeoPoint>> Holes
)
{
    public string Title => SiteWords.TitleOf(Kind, Name);
}

/// <summary>Reads what GeoJSON itself defines: features, geometries, positions.</summary>
internal sealed class SiteShapeReader(SiteReadContext context)
{
    private int points;

    public static IReadOnlyList<SiteShape> ReadAll(PlacedJson list, SiteReadContext context)
    {
        var reader = new SiteShapeReader(context);
        return [.. list.Items.Select(reader.ReadFeature).OfType<SiteShape>()];
    }

    private SiteShape? ReadFeature(PlacedJson node, int index)
    {
        var where = $"feature {index + 1}";
        if (node.Type != JsonTokenType.StartObject || node.Find("type")?.Text != "Feature")
        {
            context.Add(node, where, "must be an object of type 'Feature'");
            return null;
        }

        if (node.Find("properties") is not { Type: JsonTokenType.StartObject } properties)
        {
            context.Add(node, where, "'properties' is missing: an object with kind and name");
            return null;
        }

        if (ReadKind(properties, where) is not { } kind)
        {
            return null;
        }

        var name = context.Text(properties, "name", where, SiteWords.NeedsName(kind)) ?? "";
        where = SiteWords.TitleOf(kind, name);
        if (node.Find("geometry") is not { Type: JsonTokenType.StartObject } geometry)
        {
            context.Add(node, where, "'geometry' is missing");
            return null;
        }

        return ReadGeometry(node, properties, geometry, kind, name, where);
    }

    private SiteFeatureKind? ReadKind(PlacedJson properties, string where)
    {
        var word = context.Text(properties, "kind", where, required: true);
        if (word is null)
        {
            return null;
        }

        var kind = SiteWords.ParseKind(word);
        if (kind is null)
        {
            var known = string.Join(", ", SiteWords.KindNames);
            context.Add(properties.Find("kind")!, where, $"'{word}' is no kind of feature; known are {known}");
        }

        return kind;
    }

    private SiteShape? ReadGeometry(
        PlacedJson node,
        PlacedJson properties,
        PlacedJson geometry,
        SiteFeatureKind kind,
        string name,
        string where
    )
    {
        SiteGeometry? form = geometry.Find("type")?.Text switch
        {
            "Point" => SiteGeometry.Point,
            "LineString" => SiteGeometry.Line,
            "Polygon" => SiteGeometry.Area,
            _ => null,
        };
        if (form is null || !SiteWords.GeometriesOf(kind).Contains(form.Value))
        {
            var allowed = string.Join(" or ", SiteWords.GeometriesOf(kind).Select(GeoJsonNameOf));
            context.Add(geometry, where, $"a {SiteWords.NameOf(kind)} must be a {allowed}");
            return null;
        }

        if (geometry.Find("coordinates") is not { Type: JsonTokenType.StartArray } coordinates)
        {
            context.Add(geometry, where, "'coordinates' is missing: a list");
            return null;
        }

        var before = context.Problems.Count;
        List<IReadOnlyList<GeoPoint>> parts = form switch
        {
            SiteGeometry.Point => [ReadPosition(coordinates, where) is { } point ? [point] : []],
            SiteGeometry.Line => [ReadLine(coordinates, where)],
            _ => ReadRings(coordinates, where),
        };
        return context.Problems.Count > before
            ? null
            : new SiteShape(node, properties, kind, name, form.Value, parts[0], [.. parts.Skip(1)]);
    }

    private List<IReadOnlyList<GeoPoint>> ReadRings(PlacedJson coordinates, string where)
    {
        if (coordinates.Items.Count == 0)
        {
            context.Add(coordinates, where, "a Polygon needs at least one ring");
        }

        return [.. coordinates.Items.Select(ring => ReadRing(ring, where))];
    }

    private IReadOnlyList<GeoPoint> ReadRing(PlacedJson ring, string where)
    {
        var read = ReadPositions(ring, where);
        if (read.Count < ring.Items.Count)
        {
            return [];
        }

        if (read.Count < 4 || read[0] != read[^1])
        {
            context.Add(ring, where, "a ring needs at least four positions, the last the same as the first");
            return [];
        }

        return [.. read.Take(read.Count - 1)];
    }

    private List<GeoPoint> ReadLine(PlacedJson line, string where)
    {
        var read = ReadPositions(line, where);
        if (read.Count < 2 && read.Count == line.Items.Count)
        {
            context.Add(line, where, "a LineString needs at least two positions");
        }

        return read;
    }

    private List<GeoPoint> ReadPositions(PlacedJson list, string where)
    {
        if (list.Type != JsonTokenType.StartArray)
        {
            context.Add(list, where, $"must be a list of positions, not {list.Describe()}");
            return [];
        }

        points += list.Items.Count;
        if (points > SiteReader.MaxPoints)
        {
            throw new PlacedJsonException(
                list.Line,
                list.Column,
                $"holds more than {SiteReader.MaxPoints} points; simplify its outlines"
            );
        }

        return [.. list.Items.Select(item => ReadPosition(item, where)).OfType<GeoPoint>()];
    }

    private GeoPoint? ReadPosition(PlacedJson node, string where)
    {
        var numbers = node.Type == JsonTokenType.StartArray ? node.Items : [];
        if (numbers.Count is not (2 or 3) || numbers.Any(item => item.Type != JsonTokenType.Number))
        {
            context.Add(node, where, "a position is [longitude, latitude] in degrees");
            return null;
        }

        var place = new GeoPoint(numbers[1].Number, numbers[0].Number);
        if (place.IsValid && Math.Abs(place.LatitudeDeg) <= MaxLatitude)
        {
            return place;
        }

        var swapped = Math.Abs(place.LatitudeDeg) > 90 && Math.Abs(place.LongitudeDeg) <= 90;
        context.Add(
            node,
            where,
            string.Create(
                CultureInfo.InvariantCulture,
                $"longitude {place.LongitudeDeg}, latitude {place.LatitudeDeg} is outside ±180, ±{MaxLatitude}"
            ) + (swapped ? "; are they swapped?" : "")
        );
        return null;
    }

    /// <summary>Beyond it no web map draws.</summary>
    private const double MaxLatitude = 85;

    private static string GeoJsonNameOf(SiteGeometry form) =>
        form switch
        {
            SiteGeometry.Point => "Point",
            SiteGeometry.Line => "LineString",
            _ => "Polygon",
        };
}
