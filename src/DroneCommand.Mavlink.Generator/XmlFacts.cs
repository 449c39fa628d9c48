using System.Xml.Linq;

namespace DroneCommand.Mavlink.Generator;

/// <summary>What XML elements say of themselves, in the words of the tables.</summary>
internal static class XmlFacts
{
    private static readonly (string Xml, string Table)[] Values =
    [
        ("enum", "enum"),
        ("units", "units"),
        ("invalid", "invalid"),
        ("minValue", "min"),
        ("maxValue", "max"),
        ("increment", "increment"),
        ("multiplier", "multiplier"),
        ("default", "default"),
    ];

    private static readonly (string Xml, string Table)[] Flags =
    [
        ("reserved", "reserved"),
        ("instance", "instance"),
        ("bitmask", "bitmask"),
        ("hasLocation", "location"),
        ("isDestination", "destination"),
        ("missionOnly", "mission-only"),
    ];

    /// <summary>The facts in the attributes of a field, an enum, an entry or a parameter, and where it stands.</summary>
    public static Attributes Of(XElement element)
    {
        var result = Standing(element);
        foreach (var (xml, table) in Values)
            if ((string?)element.Attribute(xml) is { } value)
                result.Set(table, value);
        foreach (var (xml, table) in Flags)
            if ((string?)element.Attribute(xml) == "true")
                result.Set(table);
        if ((string?)element.Attribute("display") == "bitmask")
            result.Set("bitmask");
        return result;
    }

    /// <summary>Whether it is deprecated or work in progress.</summary>
    public static Attributes Standing(XElement element)
    {
        var result = new Attributes();
        foreach (var part in element.Elements())
            if (part.Name.LocalName is "deprecated" or "superseded")
                result.Set("deprecated");
            else if (part.Name.LocalName == "wip")
                result.Set("wip");
        return result;
    }

    /// <summary>True for what may stand in any element and is no member of it.</summary>
    public static bool IsCommon(XElement element) =>
        element.Name.LocalName is "description" or "deprecated" or "superseded" or "wip";
}
