namespace DroneCommand.Missions.Exchange;

/// <summary>Writes GPX 1.1: a route per vehicle and sortie, with elevations where home's height above the sea is known.</summary>
internal static class GpxExport
{
    public static byte[] Write(IReadOnlyList<ExportWay> ways) =>
        XmlExport.Write(
            "gpx",
            "http://www.topografix.com/GPX/1/1",
            xml =>
            {
                xml.WriteAttributeString("version", "1.1");
                xml.WriteAttributeString("creator", "DroneCommand");
                foreach (var way in ways)
                {
                    xml.WriteStartElement("rte");
                    xml.WriteElementString("name", way.Title);
                    foreach (var point in way.Points)
                    {
                        xml.WriteStartElement("rtept");
                        xml.WriteAttributeString("lat", XmlExport.Degrees(point.Position.LatitudeDeg));
                        xml.WriteAttributeString("lon", XmlExport.Degrees(point.Position.LongitudeDeg));
                        if (way.HomeAltitude is { } home)
                        {
                            xml.WriteElementString("ele", XmlExport.Metres(home.Metres + point.Altitude.Metres));
                        }

                        xml.WriteEndElement();
                    }

                    xml.WriteEndElement();
                }
            }
        );
}
