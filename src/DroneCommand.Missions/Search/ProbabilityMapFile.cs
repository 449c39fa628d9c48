using System.Text;
using System.Text.Json;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Search;

/// <summary>Writes probability maps as <see cref="ProbabilityMapReader"/> reads them.</summary>
public static class ProbabilityMapFile
{
    /// <summary>True when a text is meant to be a probability map.</summary>
    public static bool IsMap(string json)
    {
        try
        {
            return PlacedJsonReader.Read(json).Find("probability") is not null;
        }
        catch (PlacedJsonException)
        {
            // Whoever reads it says what is wrong, and where.
            return false;
        }
    }

    /// <summary>A map as JSON.</summary>
    public static string Write(ProbabilityMap map)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("rows", map.Rows);
            json.WriteNumber("cols", map.Columns);
            json.WriteNumber("cell_m", map.CellMetres);
            json.WriteString("row_order", "row 0 = minimum y (south), column 0 = minimum x");
            WriteNumbers(
                json,
                "extent_m",
                map.Corner.EastMetres,
                map.Corner.NorthMetres,
                map.Corner.EastMetres + map.Columns * map.CellMetres,
                map.Corner.NorthMetres + map.Rows * map.CellMetres
            );
            WriteNumbers(json, "start_xy", map.Start.EastMetres, map.Start.NorthMetres);
            if (map.Origin is { } origin)
            {
                WriteNumbers(json, "origin_lonlat", origin.LongitudeDeg, origin.LatitudeDeg);
            }

            json.WriteStartObject("sensor");
            json.WriteNumber("detection_radius_m", map.DetectionRadiusMetres);
            json.WriteEndObject();
            WriteNumbers(json, "probability", [.. map.Probability]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, params double[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
