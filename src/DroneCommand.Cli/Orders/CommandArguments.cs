using System.Globalization;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Cli.Orders;

/// <summary>
/// A command as it is typed: its name and its parameters, by their position, or as NAME=VALUE by the dialect's labels, or
/// as P1=VALUE. What is not given is what the dialect says to send then, or 0.
/// </summary>
internal sealed class CommandArguments
{
    private const int Latitude = 5;
    private const int Longitude = 6;
    private const int Altitude = 7;

    private readonly double?[] _given = new double?[7];

    private CommandArguments(CommandInfo info) => Info = info;

    public CommandInfo Info { get; }

    /// <exception cref="FormatException">There is no such command or parameter, or a value is none.</exception>
    public static CommandArguments Read(string name, IEnumerable<string> parameters)
    {
        var arguments = new CommandArguments(Find(name));
        var position = 0;
        foreach (var text in parameters)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var index = equals < 0 ? ++position : arguments.IndexOf(text[..equals]);
            if (index > 7)
                throw new FormatException($"{arguments.Info.Name} has seven parameters: what is '{text}'?");
            arguments.Set(index, text[(equals + 1)..]);
        }
        return arguments;
    }

    /// <summary>Takes a part of the place from an option of its own; null leaves what is there.</summary>
    /// <exception cref="FormatException">The command has no place.</exception>
    public void Place(double? latitude, double? longitude, double? altitude)
    {
        if ((latitude ?? longitude ?? altitude) != null && !Info.HasLocation)
            throw new FormatException($"{Info.Name} has no place: its parameters are {Labels()}");
        _given[Latitude - 1] = latitude ?? _given[Latitude - 1];
        _given[Longitude - 1] = longitude ?? _given[Longitude - 1];
        _given[Altitude - 1] = altitude ?? _given[Altitude - 1];
    }

    /// <summary>For a command with a place.</summary>
    /// <exception cref="FormatException">The place is half a place, or none on Earth.</exception>
    public CommandIntRequest WithPlace(MavFrame frame)
    {
        var point = (_given[Latitude - 1], _given[Longitude - 1]) switch
        {
            ({ } latitude, { } longitude) => new GeoPoint(latitude, longitude),
            (null, null) => (GeoPoint?)null,
            _ => throw new FormatException($"{Info.Name}: a latitude and a longitude belong together"),
        };
        return point is { IsValid: false } p
            ? throw new FormatException($"{Info.Name}: {p} is no place")
            : new CommandIntRequest(
                Info.Command,
                frame,
                point,
                _given[Altitude - 1] ?? 0,
                Value(1),
                Value(2),
                Value(3),
                Value(4)
            );
    }

    /// <summary>For a command without a place.</summary>
    public CommandLongRequest WithoutPlace() =>
        new(Info.Command, Value(1), Value(2), Value(3), Value(4), Value(5), Value(6), Value(7));

    private static CommandInfo Find(string name)
    {
        if (CommandTable.TryGet(name, out var info))
            return info;
        if (
            ushort.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && CommandTable.TryGet((MavCmd)number, out info)
        )
            return info;
        var near = CommandTable
            .All.Where(c => c.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Select(c => c.Name)
            .Take(5)
            .ToList();
        throw new FormatException(
            $"the dialect has no command '{name}'" + (near.Count > 0 ? $"; is it {string.Join(", ", near)}?" : "")
        );
    }

    private float Value(int index) => (float)(_given[index - 1] ?? Parameter(index)?.Default ?? 0);

    private CommandParameter? Parameter(int index) => Info.Parameters.FirstOrDefault(p => p.Index == index);

    private int IndexOf(string name)
    {
        var plain = Plain(name);
        if (plain.Length == 2 && plain[0] == 'P' && plain[1] is >= '1' and <= '7')
            return plain[1] - '0';
        return Info.Parameters.FirstOrDefault(p => p.Label.Length > 0 && Plain(p.Label) == plain)?.Index
            ?? throw new FormatException($"{Info.Name} has no parameter '{name}': it has {Labels()}");
    }

    private void Set(int index, string text)
    {
        if (_given[index - 1] != null)
            throw new FormatException($"{Info.Name}: parameter {index} is given twice");
        _given[index - 1] =
            double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : Parameter(index)?.Enum is { } name && EnumTable.TryGet(name, out var entries) ? Flags(entries, text)
            : throw new FormatException($"{Info.Name}: '{text}' is no number");
    }

    private double Flags(EnumInfo entries, string text)
    {
        ulong value = 0;
        foreach (var word in text.Split('|', StringSplitOptions.TrimEntries))
            value |= entries.TryGetValue(word, out var entry)
                ? entry
                : throw new FormatException(
                    $"{Info.Name}: {entries.Name} has no '{word}': it has {string.Join(", ", entries.Entries.Select(e => e.Name))}"
                );
        return value;
    }

    private string Labels() =>
        Info.Parameters.Count == 0
            ? "none"
            : string.Join(
                ", ",
                Info.Parameters.Where(p => p.Label.Length > 0).Select(p => $"'{p.Label}' (P{p.Index})")
            );

    private static string Plain(string label) =>
        string.Concat(label.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));
}
