using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Exchange;

/// <summary>Writes KML 2.2: a placemark with a line and its figures per vehicle and sortie.</summary>
internal static class KmlExport
{
    public const string Space = "http://www.opengis.net/kml/2.2";

    public static byte[] Write(IReadOnlyList<ExportWay> ways) =>
        XmlExport.Write(
            "kml",
            Space,
            xml =>
            {
                xml.WriteStartElement("Document");
                foreach (var way in ways)
                {
                    WritePlacemark(xml, way);
                }

                xml.WriteEndElement();
            }
        );

    /// <summary>The same in a zip, whose bytes depend on nothing but the plan.</summary>
    public static byte[] WriteZipped(IReadOnlyList<ExportWay> ways) => ZipExport.Write([("doc.kml", Write(ways))]);

    private static void WritePlacemark(XmlWriter xml, ExportWay way)
    {
        xml.WriteStartElement("Placemark");
        xml.WriteElementString("name", way.Title);
        xml.WriteStartElement("ExtendedData");
        WriteData(xml, "lengthM", way.LengthMetres);
        WriteData(xml, "durationS", way.Duration.TotalSeconds);
        WriteData(xml, "energyWh", way.EnergyWh);
        WriteData(xml, "turns", way.Turns);
        xml.WriteEndElement();
        xml.WriteStartElement("LineString");
        xml.WriteElementString("tessellate", "1");
        xml.WriteElementString("altitudeMode", way.Flies ? "relativeToGround" : "clampToGround");
        xml.WriteElementString("coordinates", string.Join(' ', way.Points.Select(Tuple)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteData(XmlWriter xml, string name, double value)
    {
        xml.WriteStartElement("Data");
        xml.WriteAttributeString("name", name);
        xml.WriteElementString("value", XmlExport.Metres(value));
        xml.WriteEndElement();
    }

    private static string Tuple(RoutePoint point) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{XmlExport.Degrees(point.Position.LongitudeDeg)},{XmlExport.Degrees(point.Position.LatitudeDeg)},{XmlExport.Metres(point.Altitude.Metres)}"
        );
}

/// <summary>Packs files; the same files give the same bytes.</summary>
internal static class ZipExport
{
    /// <summary>The earliest that a zip can say.</summary>
    private static readonly DateTimeOffset Fixed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(IReadOnlyList<(string Name, byte[] Content)> files)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = Fixed;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return buffer.ToArray();
    }
}
