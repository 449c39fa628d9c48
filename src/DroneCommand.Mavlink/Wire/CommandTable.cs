using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Messages;

/// <summary>One of the seven parameters of a command.</summary>
/// <param name="Index">1 to 7.</param>
/// <param name="Label">For people; empty for a reserved one.</param>
public sealed record CommandParameter(int Index, string Label)
{
    /// <summary>As the dialect writes them, for example m/s; null for none.</summary>
    public string? Units { get; init; }

    /// <summary>The enum whose values it bears, as MAVLink writes it; null for none.</summary>
    public string? Enum { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public double? Increment { get; init; }

    /// <summary>What to send where nothing is asked for; it may be NaN.</summary>
    public double? Default { get; init; }
}

/// <summary>A command as the dialect defines it.</summary>
/// <param name="Command">Its value.</param>
/// <param name="Name">As MAVLink writes it, for example MAV_CMD_NAV_TAKEOFF.</param>
/// <param name="HasLocation">Parameters 5 to 7 are a place.</param>
/// <param name="IsDestination">That place is one to go to.</param>
/// <param name="Parameters">Those that the dialect tells something of, by rising index.</param>
public sealed record CommandInfo(
    MavCmd Command,
    string Name,
    bool HasLocation,
    bool IsDestination,
    IReadOnlyList<CommandParameter> Parameters
);

public static partial class CommandTable
{
    private const string Prefix = "MAV_CMD_";

    // Named and numbered tables are read when they are first asked for; HasLocation needs none of them.
    private static readonly Lazy<FrozenDictionary<string, CommandInfo>> ByName = new(() =>
        Read().ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase)
    );

    private static readonly Lazy<FrozenDictionary<MavCmd, CommandInfo>> ByValue = new(() =>
        ByName.Value.Values.ToFrozenDictionary(c => c.Command)
    );

    /// <summary>Every command, by rising value.</summary>
    public static IReadOnlyList<CommandInfo> All => [.. ByName.Value.Values.OrderBy(c => c.Command)];

    /// <param name="name">With or without MAV_CMD_ in front, upper or lower case.</param>
    /// <param name="info">Null when false is returned: the dialect has no command of that name.</param>
    public static bool TryGet(string name, [NotNullWhen(true)] out CommandInfo? info) =>
        ByName.Value.TryGetValue(name, out info) || ByName.Value.TryGetValue(Prefix + name, out info);

    /// <summary>False for a command that the dialect does not have.</summary>
    public static bool TryGet(MavCmd command, [NotNullWhen(true)] out CommandInfo? info) =>
        ByValue.Value.TryGetValue(command, out info);

    private static List<CommandInfo> Read()
    {
        var commands = new List<CommandInfo>();
        var parameters = new List<CommandParameter>();
        for (var lines = new FactLines(Facts); lines.Next(); )
        {
            if (!lines.Opens)
            {
                parameters.Add(Parameter(ref lines));
                continue;
            }
            lines.Word();
            parameters = [];
            var command = (MavCmd)lines.Int();
            commands.Add(
                new CommandInfo(command, lines.Name(), lines.Word() != null, lines.Word() != null, parameters)
            );
        }
        return commands;
    }

    private static CommandParameter Parameter(ref FactLines line) =>
        new(line.Int(), line.Name())
        {
            Units = line.Word(),
            Enum = line.Word(),
            Min = line.Double(),
            Max = line.Double(),
            Increment = line.Double(),
            Default = line.Double(),
        };
}
