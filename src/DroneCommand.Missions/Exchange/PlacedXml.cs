using System.Text;
using System.Xml;

namespace DroneCommand.Missions.Exchange;

/// <summary>An XML element that knows where it stands in its file.</summary>
internal sealed class PlacedXml(string name, int line, int column)
{
    private readonly StringBuilder text = new();

    /// <summary>Without its prefix.</summary>
    public string Name { get; } = name;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public List<PlacedXml> Children { get; } = [];

    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>Of this element itself, not of those within.</summary>
    public string Text => text.ToString();

    /// <summary>Line on which the text begins.</summary>
    public int TextLine { get; private set; } = line;

    public PlacedXml? Find(string child) => Children.Find(c => c.Name == child);

    public IEnumerable<PlacedXml> All(string child) => Children.Where(c => c.Name == child);

    public FileElement Place(string element) => new(Line, Column, element);

    public void Add(string more, int atLine)
    {
        if (text.Length == 0)
        {
            TextLine = atLine;
        }

        text.Append(more);
    }
}

/// <summary>
/// Reads XML into <see cref="PlacedXml"/> with bounds on size, depth and count of elements. A document type (and with it
/// every entity but XML's own five) is refused; nothing outside the text is ever opened.
/// </summary>
internal static class PlacedXmlReader
{
    public const int MaxBytes = 8 * 1024 * 1024;
    private const int MaxDepth = 48;
    private const int MaxElements = 200_000;

    /// <exception cref="ImportStoppedException">The text is not XML, too large, or wants what is outside of it.</exception>
    public static PlacedXml Read(ReadOnlyMemory<byte> xml)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = MaxBytes,
        };
        using var stream = new MemoryStream(xml.ToArray(), writable: false);
        var (line, column) = (1, 1);
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            var place = (IXmlLineInfo)reader;
            try
            {
                return ReadElements(reader);
            }
            finally
            {
                (line, column) = (Math.Max(1, place.LineNumber), Math.Max(1, place.LinePosition));
            }
        }
        catch (XmlException error)
        {
            // Of a document type the exception itself does not say where it stands.
            (line, column) = error.LineNumber > 0 ? (error.LineNumber, error.LinePosition) : (line, column);
            var what = error.Message.Contains("DTD", StringComparison.Ordinal)
                ? "has a document type, which may hide entities and other files: take the line <!DOCTYPE …> out"
                : $"is not XML: {FirstSentence(error.Message)}";
            throw new ImportStoppedException(new FileElement(line, column, "file"), what);
        }
    }

    private static PlacedXml ReadElements(XmlReader reader)
    {
        var open = new Stack<PlacedXml>();
        PlacedXml? root = null;
        var count = 0;
        var lines = (IXmlLineInfo)reader;
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                var element = ReadElement(reader, lines);
                if (++count > MaxElements || open.Count >= MaxDepth)
                {
                    var bound =
                        open.Count >= MaxDepth
                            ? $"is nested deeper than {MaxDepth}"
                            : $"holds more than {MaxElements} elements";
                    throw new ImportStoppedException(element.Place(element.Name), bound);
                }

                if (open.TryPeek(out var parent))
                {
                    parent.Children.Add(element);
                }

                root ??= element;
                if (!reader.IsEmptyElement)
                {
                    open.Push(element);
                }
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && open.TryPeek(out var owner))
            {
                owner.Add(reader.Value, lines.LineNumber);
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                open.Pop();
            }
        }

        return root ?? throw new ImportStoppedException(new FileElement(1, 1, "file"), "is not XML: it has no element");
    }

    private static PlacedXml ReadElement(XmlReader reader, IXmlLineInfo lines)
    {
        var element = new PlacedXml(reader.LocalName, lines.LineNumber, lines.LinePosition);
        while (reader.MoveToNextAttribute())
        {
            element.Attributes[reader.LocalName] = reader.Value;
        }

        reader.MoveToElement();
        return element;
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
