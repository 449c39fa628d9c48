using System.Globalization;
using System.Text;
using System.Xml;

namespace DroneCommand.Missions.Exchange;

/// <summary>What the formats in XML have in common.</summary>
internal static class XmlExport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    public static byte[] Write(string root, string space, Action<XmlWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartElement(root, space);
            body(xml);
            xml.WriteEndElement();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>Nine decimals, a tenth of a millimetre, without exponents.</summary>
    public static string Degrees(double degrees) => degrees.ToString("0.#########", CultureInfo.InvariantCulture);

    public static string Metres(double metres) => metres.ToString("0.##", CultureInfo.InvariantCulture);
}
