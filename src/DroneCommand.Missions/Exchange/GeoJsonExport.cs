using System.Text.Json;

namespace DroneCommand.Missions.Exchange;

/// <summary>
/// Writes a FeatureCollection with one LineString per vehicle and sortie, in flight order. Its properties are a contract:
/// vehicle, sortie, lengthM, durationS, energyWh, turns.
/// </summary>
internal static class GeoJsonExport
{
    public static byte[] Write(IReadOnlyList<ExportWay> ways)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (var way in ways)
            {
                WriteFeature(json, way);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter json, ExportWay way)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("vehicle", way.Vehicle);
        json.WriteNumber("sortie", way.Sortie);
        json.WriteNumber("lengthM", Math.Round(way.LengthMetres, 2));
        json.WriteNumber("durationS", Math.Round(way.Duration.TotalSeconds, 2));
        if (way.DurationInArcs is { } arcs)
        {
            json.WriteNumber("durationInArcsS", Math.Round(arcs.TotalSeconds, 2));
        }

        json.WriteNumber("energyWh", Math.Round(way.EnergyWh, 2));
        json.WriteNumber("energy95Wh", Math.Round(way.Energy95Wh, 2));
        json.WriteNumber("beginsS", Math.Round(way.Begins.TotalSeconds, 2));
        json.WriteNumber("turns", way.Turns);
        if (way.SameHeight is { } height)
        {
            json.WriteNumber("altitudeM", Math.Round(height.Metres, 2));
        }

        if (way.Masks.Count > 0)
        {
            json.WriteStartArray("masks");
            foreach (var mask in way.Masks)
            {
                json.WriteStartObject();
                MaskJson.Write(json, mask);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        WriteLine(json, way);
        json.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter json, ExportWay way)
    {
        json.WriteStartObject("geometry");
        json.WriteString("type", "LineString");
        json.WriteStartArray("coordinates");
        foreach (var point in way.Points)
        {
            json.WriteStartArray();
            // Nine decimals are a tenth of a millimetre. No height: GeoJSON's is above the sea, a plan's above home.
            json.WriteNumberValue(Math.Round(point.Position.LongitudeDeg, 9));
            json.WriteNumberValue(Math.Round(point.Position.LatitudeDeg, 9));
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
