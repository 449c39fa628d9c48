using System.Text;
using System.Text.Json;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Missions.Exchange;

/// <summary>Writes imported shapes as GeoJSON (RFC 7946): areas first, then lines, then places; outlines anticlockwise.</summary>
public static class ShapesGeoJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = false };

    /// <summary>One FeatureCollection, each shape with its name, every number as it was.</summary>
    public static string Write(ImportedShapes shapes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var area in shapes.Areas)
            {
                WriteFeature(json, "Polygon", area.Name, () => WriteArea(json, area));
            }

            foreach (var line in shapes.Lines)
            {
                WriteFeature(json, "LineString", line.Name, () => WriteLine(json, line.Points, line.Altitudes));
            }

            foreach (var place in shapes.Places)
            {
                WriteFeature(json, "Point", place.Name, () => WritePosition(json, place.Point, place.Altitude));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteFeature(Utf8JsonWriter json, string type, string name, Action coordinates)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        if (name.Length > 0)
        {
            json.WriteString("name", name);
        }

        json.WriteEndObject();
        json.WriteStartObject("geometry");
        json.WriteString("type", type);
        json.WritePropertyName("coordinates");
        coordinates();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteArea(Utf8JsonWriter json, ImportedArea area)
    {
        json.WriteStartArray();
        WriteRing(json, area.Area.Outline, anticlockwise: true);
        foreach (var hole in area.Area.Holes)
        {
            WriteRing(json, hole, anticlockwise: false);
        }

        json.WriteEndArray();
    }

    private static void WriteRing(Utf8JsonWriter json, IReadOnlyList<GeoPoint> ring, bool anticlockwise)
    {
        var drawn = ring.Select(p => new DrawnPoint(p.LongitudeDeg, p.LatitudeDeg, null, 0)).ToList();
        var turned = RingNesting.SignedArea(drawn) > 0 == anticlockwise ? ring : [.. ring.Reverse()];
        WriteLine(json, [.. turned, turned[0]], null);
    }

    private static void WriteLine(
        Utf8JsonWriter json,
        IReadOnlyList<GeoPoint> points,
        IReadOnlyList<AltitudeAmsl>? altitudes
    )
    {
        json.WriteStartArray();
        for (var i = 0; i < points.Count; i++)
        {
            WritePosition(json, points[i], altitudes?[i]);
        }

        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, GeoPoint place, AltitudeAmsl? altitude)
    {
        json.WriteStartArray();
        json.WriteNumberValue(place.LongitudeDeg);
        json.WriteNumberValue(place.LatitudeDeg);
        if (altitude is { } known)
        {
            json.WriteNumberValue(known.Metres);
        }

        json.WriteEndArray();
    }
}
