using System.Diagnostics.CodeAnalysis;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Messages;

/// <summary>All messages of the dialect by id.</summary>
public static partial class MessageTable
{
    /// <summary>Every message, by rising id.</summary>
    public static IReadOnlyList<MessageInfo> All => Infos;

    /// <summary>False for an id that the dialect does not have.</summary>
    public static bool TryGet(uint id, [NotNullWhen(true)] out MessageInfo? info)
    {
        var known = TryGetIndex(id, out var index);
        info = known ? Infos[index] : null;
        return known;
    }

    /// <summary>The message's place in <see cref="All"/>.</summary>
    internal static bool TryGetIndex(uint id, out int index)
    {
        var pages = Pages;
        var page = id >> 8;
        index = page < (uint)pages.Length ? Slots[(pages[page] << 8) | (int)(id & 0xFF)] - 1 : -1;
        return index >= 0;
    }

    /// <summary>The message's name, or its number where the dialect does not know it.</summary>
    public static string NameOf(uint id) =>
        TryGet(id, out var info)
            ? info.Name
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{id}");
}
