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
        info = null;
        var page = id >> 8;
        if (page >= (uint)Pages.Length)
            return false;
        var slot = Slots[(Pages[page] << 8) | (int)(id & 0xFF)];
        if (slot == 0)
            return false;
        info = Infos[slot - 1];
        return true;
    }

    /// <summary>The message's name, or its number where the dialect does not know it.</summary>
    public static string NameOf(uint id) =>
        TryGet(id, out var info)
            ? info.Name
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{id}");
}
