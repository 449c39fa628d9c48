using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using DroneCommand.Cli.Missions;
using DroneCommand.Cli.Streams;
using DroneCommand.Mavlink.Missions.Files;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Cli.Plan;

/// <summary>A file that a plan is written to, in the format that its ending tells.</summary>
internal sealed class PlanOutput
{
    private readonly string _name;
    private readonly Func<RoutePlan, string>? _text;
    private readonly PlanFileFormat _format;

    private PlanOutput(string name, Func<RoutePlan, string>? text, PlanFileFormat format = default) =>
        (_name, _text, _format) = (name, text, format);

    /// <exception cref="FormatException">The ending tells no format.</exception>
    public static PlanOutput Of(string name) =>
        Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".GEOJSON" or ".JSON" => new(name, GeoJson),
            ".KML" => new(name, Kml),
            ".GPX" => new(name, Gpx),
            ".PLAN" => new(name, null, PlanFileFormat.Plan),
            ".WAYPOINTS" => new(name, null, PlanFileFormat.Waypoints),
            _ => throw new FormatException($"--out {name}: call it .geojson, .plan, .waypoints, .kml or .gpx"),
        };

    /// <summary>Writes the file; of a mission's format one for each route, numbered when there are several.</summary>
    public void Write(RoutePlan plan, StandardStreams streams)
    {
        if (_text is not null)
        {
            File.WriteAllText(_name, _text(plan));
            return;
        }
        for (var i = 0; i < plan.Routes.Count; i++)
            PlanFileArgument.Write(NameOf(i, plan.Routes.Count), RouteItems.Of(plan, plan.Routes[i]), _format, streams);
    }

    private string NameOf(int index, int count) =>
        count == 1
            ? _name
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.ChangeExtension(_name, null)}-{index + 1}{Path.GetExtension(_name)}"
            );

    private static string GeoJson(RoutePlan plan)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "FeatureCollection");
            writer.WriteStartArray("features");
            foreach (var route in plan.Routes)
                WriteFeature(writer, route);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteFeature(Utf8JsonWriter writer, VehicleRoute route)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteStartObject("properties");
        writer.WriteString("vehicle", route.Vehicle);
        writer.WriteNumber("sortie", route.Sortie);
        writer.WriteNumber("lengthM", Math.Round(route.LengthMetres, 2));
        writer.WriteNumber("durationS", Math.Round(route.Duration.TotalSeconds, 2));
        writer.WriteNumber("durationInArcsS", Math.Round(route.DurationInArcs.TotalSeconds, 2));
        writer.WriteNumber("energyWh", Math.Round(route.EnergyWh, 2));
        writer.WriteNumber("energy95Wh", Math.Round(route.Energy95Wh, 2));
        writer.WriteNumber("beginsS", Math.Round(route.Begins.TotalSeconds, 2));
        writer.WriteNumber("turns", route.Turns);
        writer.WriteEndObject();
        writer.WriteStartObject("geometry");
        writer.WriteString("type", "LineString");
        writer.WriteStartArray("coordinates");
        foreach (var place in route.Places)
        {
            writer.WriteStartArray();
            // Nine decimals are a tenth of a millimetre.
            writer.WriteNumberValue(Math.Round(place.LongitudeDeg, 9));
            writer.WriteNumberValue(Math.Round(place.LatitudeDeg, 9));
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string Kml(RoutePlan plan) =>
        Xml(
            "kml",
            "http://www.opengis.net/kml/2.2",
            writer =>
            {
                writer.WriteStartElement("Document");
                foreach (var route in plan.Routes)
                {
                    writer.WriteStartElement("Placemark");
                    writer.WriteElementString("name", Title(route));
                    writer.WriteStartElement("LineString");
                    writer.WriteElementString("altitudeMode", "relativeToGround");
                    writer.WriteElementString("coordinates", string.Join(' ', route.Places.Select(p => Kml(p, plan))));
                    writer.WriteEndElement();
                    writer.WriteEndElement();
                }
                writer.WriteEndElement();
            }
        );

    private static string Kml(GeoPoint place, RoutePlan plan) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{place.LongitudeDeg:0.#########},{place.LatitudeDeg:0.#########},{plan.Altitude.Metres:0.##}"
        );

    private static string Gpx(RoutePlan plan) =>
        Xml(
            "gpx",
            "http://www.topografix.com/GPX/1/1",
            writer =>
            {
                writer.WriteAttributeString("version", "1.1");
                writer.WriteAttributeString("creator", "DroneCommand");
                foreach (var route in plan.Routes)
                {
                    writer.WriteStartElement("rte");
                    writer.WriteElementString("name", Title(route));
                    foreach (var place in route.Places)
                    {
                        writer.WriteStartElement("rtept");
                        writer.WriteAttributeString("lat", Degrees(place.LatitudeDeg));
                        writer.WriteAttributeString("lon", Degrees(place.LongitudeDeg));
                        writer.WriteEndElement();
                    }
                    writer.WriteEndElement();
                }
            }
        );

    private static string Xml(string root, string space, Action<XmlWriter> body)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true }))
        {
            writer.WriteStartElement(root, space);
            body(writer);
            writer.WriteEndElement();
        }
        return """<?xml version="1.0" encoding="UTF-8"?>""" + "\n" + text + "\n";
    }

    private static string Degrees(double degrees) => degrees.ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Title(VehicleRoute route) =>
        string.Create(CultureInfo.InvariantCulture, $"{route.Vehicle}, sortie {route.Sortie}");
}
