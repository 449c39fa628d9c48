using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Reads a dialect as MAVLink writes it: https://mavlink.io/en/guide/xml_schema.html. Prose is passed over. Besides what
/// the schema has, a message may list its CRC extra (<c>crc_extra="42"</c>), which is then checked.
/// </summary>
internal sealed class XmlDialectReader(Dialect dialect, List<Problem> problems)
{
    // HEARTBEAT names the version of the protocol, which is 3 for MAVLink 1 and 2.
    private const string VersionType = "uint8_t_mavlink_version";
    private const string ProtocolVersion = "3";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    private string _path = "";

    /// <summary>A project's AdditionalFiles may hold XML of any kind.</summary>
    public static bool IsDialect(string path, string text) =>
        path.EndsWith(".xml", System.StringComparison.OrdinalIgnoreCase) && text.Contains("<mavlink");

    public void Read(string path, string text)
    {
        _path = path;
        dialect.Files.Add(FileName(path));
        if (Parse(text) is not { } root)
            return;
        foreach (var part in root.Elements())
            switch (part.Name.LocalName)
            {
                case "include":
                    dialect.Includes.Add((FileName(part.Value.Trim()), At(part)));
                    break;
                case "enums":
                    Each(part, "enum", new XmlEnumReader(dialect, problems, At).Read);
                    break;
                case "messages":
                    Each(part, "message", Message);
                    break;
                case "version" or "dialect":
                    break;
                default:
                    Unknown(part);
                    break;
            }
    }

    private XElement? Parse(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new System.IO.StringReader(text), Settings);
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
            if (root?.Name.LocalName == "mavlink")
                return root;
            problems.Add(new Problem(new Place(_path, 0), "the root of a dialect is <mavlink>"));
        }
        catch (XmlException e)
        {
            problems.Add(new Problem(new Place(_path, System.Math.Max(0, e.LineNumber - 1)), e.Message));
        }
        return null;
    }

    private void Message(XElement element)
    {
        var place = At(element);
        var name = (string?)element.Attribute("name");
        var idText = (string?)element.Attribute("id");
        if (name == null || !uint.TryParse(idText, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            problems.Add(new Problem(place, "a message has an id and a name"));
            return;
        }
        byte? listed = null;
        if (element.Attribute("crc_extra") is { } crc)
        {
            if (byte.TryParse(crc.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                listed = value;
            else
                problems.Add(new Problem(place, "a CRC extra is a number up to 255"));
        }
        var attributes = XmlFacts.Standing(element);
        attributes.Set("from", FileName(_path).Substring(0, FileName(_path).Length - ".xml".Length));
        var message = new MessageDefinition(id, name, listed, attributes, place);
        Members(element, message);
        dialect.Messages.Add(message);
    }

    private void Members(XElement element, MessageDefinition message)
    {
        var extension = false;
        foreach (var part in element.Elements())
            if (part.Name.LocalName == "extensions")
                extension = true;
            else if (part.Name.LocalName == "field")
                Field(part, message, extension);
            else if (!XmlFacts.IsCommon(part))
                Unknown(part);
    }

    private void Field(XElement element, MessageDefinition message, bool extension)
    {
        var name = (string?)element.Attribute("name");
        var text = (string?)element.Attribute("type");
        if (name == null || text == null)
        {
            problems.Add(new Problem(At(element), "a field has a name and a type"));
            return;
        }
        var attributes = XmlFacts.Of(element);
        if (text == VersionType)
        {
            text = "uint8_t";
            attributes.Set("const", ProtocolVersion);
        }
        if (WireType.Parse(text, out var type, out var length) is { } reason)
            problems.Add(new Problem(At(element), message.Name + "." + name + ": " + reason));
        else
            message.Fields.Add(new FieldDefinition(name, type, length, extension, attributes, At(element)));
    }

    private void Each(XElement parts, string name, System.Action<XElement> read)
    {
        foreach (var part in parts.Elements())
            if (part.Name.LocalName == name)
                read(part);
            else
                Unknown(part);
    }

    private void Unknown(XElement element) =>
        problems.Add(new Problem(At(element), "unknown element <" + element.Name.LocalName + ">"));

    private Place At(XElement element) => new(_path, System.Math.Max(0, ((IXmlLineInfo)element).LineNumber - 1));

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
