using System.Buffers;
using System.Text;
using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Sites;

/// <summary>Writes a site for the map. Longitudes and latitudes carry eight decimals: a millimetre.</summary>
internal static class MapGeoJson
{
    public static string Write(Site site)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString("id", site.Id);
            json.WriteString("name", site.Name);
            json.WriteStartArray("features");
            foreach (var (feature, index) in site.Features.Select((feature, index) => (feature, index)))
            {
                WriteFeature(json, feature, index);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteFeature(Utf8JsonWriter json, SiteFeature feature, int index)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteNumber("id", index);
        json.WriteStartObject("properties");
        json.WriteString("kind", SiteWords.NameOf(feature.Kind));
        json.WriteString("name", feature.Name);
        WriteNumber(json, "heightM", feature.HeightMetres);
        WriteNumber(json, "floorM", feature.FloorMetres);
        WriteNumber(json, "ceilingM", feature.CeilingMetres);
        WriteNumber(json, "headingDeg", feature.HeadingDeg);
        WriteNumber(json, "widthM", feature.WidthMetres);
        if (feature.OneWay)
        {
            json.WriteBoolean("oneWay", true);
        }

        if (feature.For.Count > 0)
        {
            json.WriteString("for", string.Join(',', feature.For.Select(VehicleFamilies.NameOf)));
        }

        json.WriteEndObject();
        json.WriteStartObject("geometry");
        WriteGeometry(json, feature);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteGeometry(Utf8JsonWriter json, SiteFeature feature)
    {
        switch (feature.Geometry)
        {
            case SiteGeometry.Point:
                json.WriteString("type", "Point");
                json.WritePropertyName("coordinates");
                WritePosition(json, feature.Points[0]);
                break;
            case SiteGeometry.Line:
                json.WriteString("type", "LineString");
                json.WritePropertyName("coordinates");
                WritePositions(json, feature.Points);
                break;
            default:
                json.WriteString("type", "Polygon");
                json.WriteStartArray("coordinates");
                WritePositions(json, [.. feature.Points, feature.Points[0]]);
                foreach (var hole in feature.Holes)
                {
                    WritePositions(json, [.. hole, hole[0]]);
                }

                json.WriteEndArray();
                break;
        }
    }

    private static void WritePositions(Utf8JsonWriter json, IReadOnlyList<GeoPoint> points)
    {
        json.WriteStartArray();
        foreach (var point in points)
        {
            WritePosition(json, point);
        }

        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, GeoPoint point)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Math.Round(point.LongitudeDeg, 8));
        json.WriteNumberValue(Math.Round(point.LatitudeDeg, 8));
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
