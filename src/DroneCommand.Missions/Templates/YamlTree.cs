using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DroneCommand.Missions.Templates;

/// <summary>A YAML value that knows where it stands in its file.</summary>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>The value in words, for a message that says what stands here instead.</summary>
    public abstract string Describe();
}

/// <summary>A single value; <paramref name="Quoted"/> tells 'no' from no.</summary>
internal sealed record YamlScalar(int Line, int Column, string Text, bool Quoted) : YamlNode(Line, Column)
{
    public override string Describe() => Text.Length <= 40 ? $"'{Text}'" : $"'{Text[..40]}…'";
}

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column)
{
    public override string Describe() => "a list";
}

/// <summary>One key with its value.</summary>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>Keys with values, in the file's order.</summary>
internal sealed record YamlMap(int Line, int Column, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line, Column)
{
    public YamlNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    public override string Describe() => "a block of keys";
}

/// <summary>What stops the reading of a YAML file.</summary>
internal sealed class YamlTreeException(long line, long column, string reason) : Exception(reason)
{
    public int Line { get; } = (int)line;
    public int Column { get; } = (int)column;
}

/// <summary>
/// Reads one YAML document into nodes with positions. Anchors, aliases, tags and repeated keys are refused, size, depth
/// and count of nodes are bounded: a template needs none of them, and an alias bomb of 400 bytes fills any memory.
/// </summary>
internal sealed class YamlTree
{
    public const int MaxCharacters = 64 * 1024;
    private const int MaxDepth = 8;
    private const int MaxNodes = 2_000;

    private readonly Parser parser;
    private int nodes;

    private YamlTree(string yaml) => parser = new Parser(new StringReader(yaml));

    /// <exception cref="YamlTreeException">The text is not the YAML that is read here.</exception>
    public static YamlNode Read(string yaml)
    {
        if (yaml.Length > MaxCharacters)
        {
            throw new YamlTreeException(0, 0, $"the file is larger than {MaxCharacters / 1024} KiB");
        }

        RefuseTabs(yaml);
        var tree = new YamlTree(yaml);
        try
        {
            return tree.ReadDocument();
        }
        catch (YamlException error)
        {
            throw new YamlTreeException(error.Start.Line, error.Start.Column, $"not YAML: {error.Message}");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The parser loses its own state over some broken texts: an alias where a key is expected is one.
            var at = tree.parser.Current?.End ?? Mark.Empty;
            throw new YamlTreeException(at.Line, at.Column, "not YAML: what follows cannot be read");
        }
    }

    /// <summary>The parser takes a tab for part of the line before and reports that one.</summary>
    private static void RefuseTabs(string yaml)
    {
        var number = 0;
        foreach (var line in yaml.AsSpan().EnumerateLines())
        {
            number++;
            var indent = line[..^line.TrimStart().Length];
            if (indent.Contains('\t'))
            {
                throw new YamlTreeException(number, indent.IndexOf('\t') + 1, "a tab: YAML is indented with spaces");
            }
        }
    }

    private YamlNode ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            throw new YamlTreeException(1, 1, "the file is empty");
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            throw new YamlTreeException(second.Start.Line, second.Start.Column, "a file holds one document only");
        }

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var current = parser.Consume<ParsingEvent>();
        var (line, column) = (current.Start.Line, current.Start.Column);
        if (current is AnchorAlias)
        {
            throw new YamlTreeException(line, column, "aliases (*name) are not read here: write the value out");
        }

        if (current is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            throw new YamlTreeException(line, column, "anchors (&name) and tags (!name) are not read here");
        }

        if (depth > MaxDepth || ++nodes > MaxNodes)
        {
            throw new YamlTreeException(line, column, $"more than {MaxDepth} levels or {MaxNodes} values");
        }

        return current switch
        {
            Scalar scalar => new YamlScalar((int)line, (int)column, scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart => new YamlList((int)line, (int)column, ReadItems(depth)),
            MappingStart => new YamlMap((int)line, (int)column, ReadEntries(depth)),
            _ => throw new YamlTreeException(line, column, "a value is expected here"),
        };
    }

    private List<YamlNode> ReadItems(int depth)
    {
        var items = new List<YamlNode>();
        while (!parser.Accept<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        parser.Consume<SequenceEnd>();
        return items;
    }

    private List<YamlEntry> ReadEntries(int depth)
    {
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.Accept<MappingEnd>(out _))
        {
            var name = ReadNode(depth + 1);
            if (name is not YamlScalar key)
            {
                throw new YamlTreeException(name.Line, name.Column, "a key must be a word");
            }

            if (!keys.Add(key.Text))
            {
                throw new YamlTreeException(key.Line, key.Column, $"'{key.Text}' stands here twice");
            }

            entries.Add(new YamlEntry(key, ReadNode(depth + 1)));
        }

        parser.Consume<MappingEnd>();
        return entries;
    }
}
