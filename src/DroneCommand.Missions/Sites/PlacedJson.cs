using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DroneCommand.Missions.Sites;

/// <summary>A JSON value that knows where it stands in its file.</summary>
internal sealed record PlacedJson(JsonTokenType Type, int Line, int Column)
{
    public string Text { get; init; } = "";
    public double Number { get; init; }
    public IReadOnlyList<PlacedJson> Items { get; init; } = [];
    public IReadOnlyDictionary<string, PlacedJson> Members { get; init; } = EmptyMembers;

    private static readonly Dictionary<string, PlacedJson> EmptyMembers = [];

    public PlacedJson? Find(string key) => Members.GetValueOrDefault(key);

    /// <summary>The value in words, for a message that says what stands here instead.</summary>
    public string Describe() =>
        Type switch
        {
            JsonTokenType.String => $"the text '{Shorten(Text)}'",
            JsonTokenType.Number => $"the number {Shorten(Text)}",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.Null => "null",
            _ => Text,
        };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}

/// <summary>What stops the reading of a JSON file.</summary>
internal sealed class PlacedJsonException(int line, int column, string reason) : Exception(reason)
{
    public int Line { get; } = line;
    public int Column { get; } = column;
}

/// <summary>
/// Reads JSON into <see cref="PlacedJson"/> with bounds on size, depth and count of values. Numbers that are not finite
/// (System.Text.Json takes 1e999 for infinity) and repeated keys are refused where they stand.
/// </summary>
internal sealed class PlacedJsonReader
{
    public const int MaxBytes = 8 * 1024 * 1024;
    private const int MaxDepth = 16;
    private const int MaxValues = 400_000;

    private readonly byte[] utf8;
    private int values;
    private int line = 1;
    private long lineStart;
    private long scanned;

    private PlacedJsonReader(byte[] utf8) => this.utf8 = utf8;

    /// <exception cref="PlacedJsonException">The text is not JSON, too large or holds an impossible number.</exception>
    public static PlacedJson Read(string json)
    {
        if (json.Length > MaxBytes)
        {
            throw new PlacedJsonException(0, 0, $"is larger than {MaxBytes / (1024 * 1024)} MiB");
        }

        return new PlacedJsonReader(Encoding.UTF8.GetBytes(json)).ReadDocument();
    }

    private PlacedJson ReadDocument()
    {
        var options = new JsonReaderOptions { MaxDepth = MaxDepth };
        var reader = new Utf8JsonReader(utf8, options);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader);
            reader.Read();
            return root;
        }
        catch (JsonException error)
        {
            var at = (int)(error.LineNumber ?? 0) + 1;
            var column = (int)(error.BytePositionInLine ?? 0) + 1;
            throw new PlacedJsonException(at, column, $"is not JSON: {FirstSentence(error.Message)}");
        }
    }

    private PlacedJson ReadValue(ref Utf8JsonReader reader)
    {
        var (atLine, atColumn) = Place(reader.TokenStartIndex);
        if (++values > MaxValues)
        {
            throw new PlacedJsonException(atLine, atColumn, $"holds more than {MaxValues} values");
        }

        var node = new PlacedJson(reader.TokenType, atLine, atColumn);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => node with { Members = ReadMembers(ref reader) },
            JsonTokenType.StartArray => node with { Items = ReadItems(ref reader) },
            JsonTokenType.String => node with { Text = reader.GetString() ?? "" },
            JsonTokenType.Number => ReadNumber(ref reader, node),
            _ => node with { Text = Encoding.UTF8.GetString(reader.ValueSpan) },
        };
    }

    private static PlacedJson ReadNumber(ref Utf8JsonReader reader, PlacedJson node)
    {
        var text = Encoding.UTF8.GetString(reader.ValueSpan);
        if (
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number)
        )
        {
            throw new PlacedJsonException(node.Line, node.Column, $"{text} is not a number that can be held");
        }

        return node with
        {
            Number = number,
            Text = text,
        };
    }

    private Dictionary<string, PlacedJson> ReadMembers(ref Utf8JsonReader reader)
    {
        var members = new Dictionary<string, PlacedJson>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (atLine, atColumn) = Place(reader.TokenStartIndex);
            var key = reader.GetString() ?? "";
            reader.Read();
            if (!members.TryAdd(key, ReadValue(ref reader)))
            {
                throw new PlacedJsonException(atLine, atColumn, $"'{key}' stands here twice");
            }
        }

        return members;
    }

    private List<PlacedJson> ReadItems(ref Utf8JsonReader reader)
    {
        var items = new List<PlacedJson>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return items;
    }

    private (int Line, int Column) Place(long offset)
    {
        for (; scanned < offset; scanned++)
        {
            if (utf8[scanned] == '\n')
            {
                line++;
                lineStart = scanned + 1;
            }
        }

        return (line, (int)(offset - lineStart) + 1);
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
