using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Cameras;

namespace DroneCommand.Missions.Exchange;

/// <summary>What is to be masked in a sortie's video, for programs that show or record it.</summary>
public static class MaskJson
{
    /// <summary>
    /// The members of an object: zone, heightM (null where the site does not say it), wholeWay, seen (fromS and toS from the
    /// sortie's start, as planned), area (a GeoJSON Polygon).
    /// </summary>
    /// <param name="json">Within an object.</param>
    /// <param name="mask">The mask.</param>
    public static void Write(Utf8JsonWriter json, ZoneMask mask)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(mask);
        json.WriteString("zone", mask.Zone);
        if (mask.HeightMetres is { } height)
        {
            json.WriteNumber("heightM", height);
        }
        else
        {
            json.WriteNull("heightM");
        }

        json.WriteBoolean("wholeWay", mask.WholeWay);
        json.WriteStartArray("seen");
        foreach (var span in mask.Seen)
        {
            json.WriteStartObject();
            json.WriteNumber("fromS", span.From.TotalSeconds);
            json.WriteNumber("toS", span.To.TotalSeconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("area");
        json.WriteString("type", "Polygon");
        json.WriteStartArray("coordinates");
        WriteRing(json, mask.Outline);
        foreach (var hole in mask.Holes)
        {
            WriteRing(json, hole);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRing(Utf8JsonWriter json, IReadOnlyList<GeoPoint> ring)
    {
        json.WriteStartArray();
        foreach (var point in ring.Append(ring[0]))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(point.LongitudeDeg, 9));
            json.WriteNumberValue(Math.Round(point.LatitudeDeg, 9));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
