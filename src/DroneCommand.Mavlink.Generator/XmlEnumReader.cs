using System.Globalization;
using System.Xml.Linq;

namespace DroneCommand.Mavlink.Generator;

/// <summary>Reads the enums of a dialect's XML. The entries of MAV_CMD are commands with parameters.</summary>
internal sealed class XmlEnumReader(Dialect dialect, List<Problem> problems, System.Func<XElement, Place> at)
{
    public void Read(XElement element)
    {
        if ((string?)element.Attribute("name") is not { } name)
        {
            Wrong(element, "an enum has a name");
            return;
        }
        var definition = new EnumDefinition(name, XmlFacts.Of(element), at(element));
        ulong next = 0;
        foreach (var part in element.Elements().Where(p => !XmlFacts.IsCommon(p)))
            if (part.Name.LocalName != "entry")
                Wrong(part, "unknown element <" + part.Name.LocalName + ">");
            else if (Entry(part, next) is { } entry)
            {
                next = entry.Value + 1;
                if (name == "MAV_CMD")
                    dialect.Commands.Add(Command(part, entry));
                else
                    definition.Entries.Add(entry);
            }
        if (name != "MAV_CMD")
            dialect.Enums.Add(definition);
    }

    /// <summary>An entry without a value follows the one before it.</summary>
    private EnumEntry? Entry(XElement element, ulong next)
    {
        if ((string?)element.Attribute("name") is not { } name)
        {
            Wrong(element, "an entry has a name");
            return null;
        }
        var value = next;
        if ((string?)element.Attribute("value") is { } text && !Number(text.Trim(), out value))
        {
            Wrong(element, name + ": '" + text + "' is no value");
            return null;
        }
        return new EnumEntry(value, name, XmlFacts.Of(element), at(element));
    }

    private CommandDefinition Command(XElement element, EnumEntry entry)
    {
        var command = new CommandDefinition(entry.Value, entry.Name, entry.Attributes, entry.Place);
        foreach (var part in element.Elements().Where(p => !XmlFacts.IsCommon(p)))
            if (part.Name.LocalName != "param")
                Wrong(part, "unknown element <" + part.Name.LocalName + ">");
            else if (!Number((string?)part.Attribute("index") ?? "", out var index) || index is 0 or > 7)
                Wrong(part, "a command has the parameters 1 to 7");
            else
                command.Parameters.Add(
                    new ParameterDefinition(
                        (int)index,
                        (string?)part.Attribute("label") ?? "",
                        XmlFacts.Of(part),
                        at(part)
                    )
                );
        return command;
    }

    /// <summary>10, 0x0A, 0b1010, or 2**3.</summary>
    private static bool Number(string text, out ulong value)
    {
        var power = text.IndexOf("**", System.StringComparison.Ordinal);
        if (power > 0)
        {
            value = 0;
            if (
                text.Substring(0, power) != "2"
                || !Decimal(text.Substring(power + 2), out var exponent)
                || exponent > 63
            )
                return false;
            value = 1UL << (int)exponent;
            return true;
        }
        if (text.StartsWith("0x", System.StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(
                text.Substring(2),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out value
            );
        if (text.StartsWith("0b", System.StringComparison.OrdinalIgnoreCase))
            return Binary(text.Substring(2), out value);
        return Decimal(text, out value);
    }

    private static bool Decimal(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool Binary(string text, out ulong value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is not ('0' or '1'))
                return false;
            value = (value << 1) | (uint)(digit - '0');
        }
        return text.Length is > 0 and <= 64;
    }

    private void Wrong(XElement element, string reason) => problems.Add(new Problem(at(element), reason));
}
