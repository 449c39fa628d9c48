using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Messages;

/// <summary>One value of an enum.</summary>
/// <param name="Value">As sent.</param>
/// <param name="Name">As MAVLink writes it, for example MAV_TYPE_QUADROTOR.</param>
public readonly record struct EnumEntry(ulong Value, string Name);

/// <summary>An enum as the dialect defines it.</summary>
/// <param name="Name">As MAVLink writes it.</param>
/// <param name="IsBitmask">Its values are flags that may stand together.</param>
/// <param name="Entries">In the dialect's order.</param>
public sealed record EnumInfo(string Name, bool IsBitmask, IReadOnlyList<EnumEntry> Entries)
{
    /// <summary>The value's name; null where the dialect has none.</summary>
    public string? NameOf(ulong value)
    {
        foreach (var entry in Entries)
            if (entry.Value == value)
                return entry.Name;
        return null;
    }

    /// <summary>Finds an entry by its whole name, upper or lower case.</summary>
    public bool TryGetValue(string name, out ulong value)
    {
        foreach (var entry in Entries)
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = entry.Value;
                return true;
            }
        value = 0;
        return false;
    }
}

/// <summary>All enums of the dialect by name, for tools and people. It is read when it is first asked for.</summary>
public static partial class EnumTable
{
    private static readonly Lazy<FrozenDictionary<string, EnumInfo>> ByName = new(() =>
        Read().ToFrozenDictionary(e => e.Name, StringComparer.Ordinal)
    );

    public static IReadOnlyCollection<EnumInfo> All => ByName.Value.Values;

    /// <param name="name">As MAVLink writes it, for example MAV_TYPE.</param>
    /// <param name="info">Null when false is returned: the dialect has no enum of that name.</param>
    public static bool TryGet(string name, [NotNullWhen(true)] out EnumInfo? info) =>
        ByName.Value.TryGetValue(name, out info);

    private static List<EnumInfo> Read()
    {
        var enums = new List<EnumInfo>();
        var entries = new List<EnumEntry>();
        for (var lines = new FactLines(Facts); lines.Next(); )
        {
            if (!lines.Opens)
            {
                entries.Add(new EnumEntry(lines.ULong(), lines.Name()));
                continue;
            }
            lines.Word();
            entries = [];
            enums.Add(new EnumInfo(lines.Name(), lines.Word() != null, entries));
        }
        return enums;
    }
}
