using System.Globalization;

namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Reads definition tables (*.mavdef). A line that begins in the first column opens a message, an enum or a command;
/// indented lines below it are its fields, entries or parameters. Words are parted by blanks, a word with blanks stands
/// in double quotes, '#' opens a comment, '+' before a field marks an extension.
/// </summary>
internal sealed class TableReader(Dialect dialect, List<Problem> problems)
{
    private MessageDefinition? _message;
    private EnumDefinition? _enum;
    private CommandDefinition? _command;

    public void Read(string path, string text)
    {
        _message = null;
        _enum = null;
        _command = null;
        var lines = text.Split('\n');
        for (var number = 0; number < lines.Length; number++)
        {
            var line = lines[number].TrimEnd('\r', ' ');
            if (line.Length == 0 || line[0] == '#')
                continue;
            var place = new Place(path, number);
            var words = Words(line);
            var reason = line[0] == ' ' ? Member(words, place) : Opening(words, place);
            if (reason != null)
                problems.Add(new Problem(place, reason));
        }
    }

    private string? Opening(List<string> words, Place place)
    {
        _message = null;
        _enum = null;
        _command = null;
        if (words[0] == "enum" && words.Count >= 2)
        {
            dialect.Enums.Add(_enum = new EnumDefinition(words[1], words.Contains("bitmask"), place));
            return null;
        }
        if (words.Count < 3 || !Number(words[1], out var id))
            return "expected 'message ID NAME', 'enum NAME' or 'command VALUE NAME'";
        if (words[0] == "message")
        {
            var crc = Attribute(words, "crc");
            byte? listed = crc != null && Number(crc, out var value) ? (byte)value : null;
            _message = new MessageDefinition((uint)id, words[2], listed, words.Contains("deprecated"), place);
            dialect.Messages.Add(_message);
            return null;
        }
        if (words[0] != "command")
            return "unknown word '" + words[0] + "'";
        dialect.Commands.Add(_command = new CommandDefinition(id, words[2], words.Contains("location"), place));
        _command.HasDestination = words.Contains("destination");
        return null;
    }

    private string? Member(List<string> words, Place place)
    {
        if (_message != null)
            return Field(_message, words, place);
        if (_enum != null)
        {
            if (words.Count < 2 || !Number(words[0], out var value))
                return "expected 'VALUE NAME'";
            _enum.Entries.Add(new EnumEntry(value, words[1]));
            return null;
        }
        return _command != null ? Parameter(_command, words) : "nothing is open that this line could belong to";
    }

    private static string? Field(MessageDefinition message, List<string> words, Place place)
    {
        var extension = words[0] == "+";
        if (extension)
            words.RemoveAt(0);
        if (words.Count < 2)
            return "expected 'NAME TYPE'";
        var type = words[1];
        var length = 0;
        var bracket = type.IndexOf('[');
        if (bracket > 0)
        {
            if (
                !Number(type.Substring(bracket + 1, type.Length - bracket - 2), out var elements)
                || elements is 0 or > 255
            )
                return "array length must be 1 to 255";
            length = (int)elements;
            type = type.Substring(0, bracket);
        }
        if (WireType.SizeOf(type) == 0)
            return "unknown type '" + type + "'";
        message.Fields.Add(
            new FieldDefinition(words[0], type, length, extension)
            {
                Enum = Attribute(words, "enum"),
                Units = Attribute(words, "units"),
                Invalid = Attribute(words, "invalid"),
                Constant = Attribute(words, "const"),
                Place = place,
            }
        );
        return null;
    }

    private static string? Parameter(CommandDefinition command, List<string> words)
    {
        if (words.Count < 2 || !Number(words[0], out var index) || index is < 1 or > 7)
            return "expected 'INDEX LABEL', the index being 1 to 7";
        command.Parameters.Add(
            new ParameterDefinition((int)index, words[1])
            {
                Units = Attribute(words, "units"),
                Enum = Attribute(words, "enum"),
                Min = Attribute(words, "min"),
                Max = Attribute(words, "max"),
                Increment = Attribute(words, "increment"),
                Default = Attribute(words, "default"),
            }
        );
        return null;
    }

    private static string? Attribute(List<string> words, string key)
    {
        foreach (var word in words)
            if (
                word.Length > key.Length
                && word[key.Length] == '='
                && word.StartsWith(key, System.StringComparison.Ordinal)
            )
                return word.Substring(key.Length + 1);
        return null;
    }

    private static bool Number(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var quoted = false;
        var open = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
                open = true;
            }
            else if (c == ' ' && !quoted)
            {
                if (open)
                    words.Add(word.ToString());
                word.Clear();
                open = false;
            }
            else
            {
                word.Append(c);
                open = true;
            }
        }
        if (open)
            words.Add(word.ToString());
        return words;
    }
}
