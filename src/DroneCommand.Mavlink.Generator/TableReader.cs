using System.Globalization;

namespace DroneCommand.Mavlink.Generator;

/// <summary>
/// Reads definition tables (*.mavdef). A line that begins in the first column opens a message, an enum or a command;
/// indented lines below it are its fields, entries or parameters. Words are parted by blanks, a word with blanks stands
/// in double quotes, '#' opens a comment, '+' before a field marks an extension. 'holds FILE …' names XML files whose
/// contents the tables have.
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
        if (words[0] == "holds")
        {
            dialect.Files.UnionWith(words.Skip(1));
            return null;
        }
        var attributes = new Attributes();
        if (words[0] == "enum" && words.Count >= 2)
        {
            dialect.Enums.Add(_enum = new EnumDefinition(words[1], attributes, place));
            return attributes.Read(words.Skip(2));
        }
        if (words.Count < 3 || !Number(words[1], out var id))
            return "expected 'message ID NAME', 'enum NAME' or 'command VALUE NAME'";
        var reason = attributes.Read(words.Skip(3));
        if (words[0] == "command")
            dialect.Commands.Add(_command = new CommandDefinition(id, words[2], attributes, place));
        else if (words[0] == "message")
            return reason ?? Message(id, words[2], attributes, place);
        else
            return "unknown word '" + words[0] + "'";
        return reason;
    }

    private string? Message(ulong id, string name, Attributes attributes, Place place)
    {
        byte? listed = null;
        if (attributes["crc"] is { } crc)
        {
            if (!Number(crc, out var value) || value > byte.MaxValue)
                return "a CRC extra is a number up to 255";
            listed = (byte)value;
        }
        if (id > uint.MaxValue)
            return "a message id has 24 bits";
        _message = new MessageDefinition((uint)id, name, listed, attributes, place);
        dialect.Messages.Add(_message);
        return null;
    }

    private string? Member(List<string> words, Place place)
    {
        if (_message != null)
            return Field(_message, words, place);
        if (_enum == null && _command == null)
            return "nothing is open that this line could belong to";
        if (words.Count < 2 || !Number(words[0], out var value))
            return _enum != null ? "expected 'VALUE NAME'" : "expected 'INDEX LABEL'";
        var attributes = new Attributes();
        var reason = attributes.Read(words.Skip(2));
        if (_enum != null)
            _enum.Entries.Add(new EnumEntry(value, words[1], attributes, place));
        else if (value is 0 or > 7)
            return "a command has the parameters 1 to 7";
        else
            _command!.Parameters.Add(new ParameterDefinition((int)value, words[1], attributes, place));
        return reason;
    }

    private static string? Field(MessageDefinition message, List<string> words, Place place)
    {
        var extension = words[0] == "+";
        if (extension)
            words.RemoveAt(0);
        if (words.Count < 2)
            return "expected 'NAME TYPE'";
        var reason = WireType.Parse(words[1], out var type, out var length);
        if (reason != null)
            return reason;
        var attributes = new Attributes();
        reason = attributes.Read(words.Skip(2));
        message.Fields.Add(new FieldDefinition(words[0], type, length, extension, attributes, place));
        return reason;
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
