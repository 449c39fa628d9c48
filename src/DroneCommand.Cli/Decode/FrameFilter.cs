using System.Globalization;
using System.IO.Enumeration;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Decode;

/// <summary>Which delivered frames are shown. What is not named does not limit.</summary>
internal sealed class FrameFilter
{
    private readonly HashSet<uint>? _ids;
    private readonly HashSet<uint>? _systems;
    private readonly HashSet<uint>? _components;

    /// <param name="messages">Names as MAVLink writes them, with * and ? for any letters, or message ids.</param>
    /// <param name="systems">System ids.</param>
    /// <param name="components">Component ids.</param>
    /// <exception cref="FormatException">There is no such message, or no such number.</exception>
    public FrameFilter(string[] messages, string[] systems, string[] components)
    {
        _ids = Words(messages) is { Count: > 0 } names ? [.. names.SelectMany(Ids)] : null;
        _systems = Bytes(systems, "--system");
        _components = Bytes(components, "--component");
    }

    /// <summary>True when messages are named: then bytes that are none are not asked for.</summary>
    public bool NamesMessages => _ids != null;

    public bool Passes(in FrameView frame) => PassesSender(frame) && (_ids == null || _ids.Contains(frame.MessageId));

    /// <summary>Loss is measured over all messages of a sender, whichever of them are told of.</summary>
    public bool PassesSender(in FrameView frame) =>
        (_systems == null || _systems.Contains(frame.SystemId))
        && (_components == null || _components.Contains(frame.ComponentId));

    private static List<uint> Ids(string word)
    {
        if (uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id <= 0xFFFFFF)
            return [id];
        var ids = MessageTable
            .All.Where(m => FileSystemName.MatchesSimpleExpression(word, m.Name))
            .Select(m => m.Id)
            .ToList();
        return ids.Count > 0 ? ids : throw new FormatException($"--filter: there is no message {word}");
    }

    private static HashSet<uint>? Bytes(string[] values, string option)
    {
        var words = Words(values);
        return words.Count == 0
            ? null
            :
            [
                .. words.Select(w =>
                    byte.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                        ? (uint)number
                        : throw new FormatException($"{option}: {w} is no number from 0 to 255")
                ),
            ];
    }

    private static List<string> Words(string[] values) =>
        [
            .. values.SelectMany(v =>
                v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ),
        ];
}
