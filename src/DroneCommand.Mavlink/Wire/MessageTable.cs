using System.Diagnostics.CodeAnalysis;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Messages;

/// <summary>All messages of the dialect by id.</summary>
public static partial class MessageTable
{
    // Filled per message when it is first asked for; two threads may read the same twice, the results are equal.
    private static readonly MessageField[]?[] ReadFields = new MessageField[]?[FieldStarts.Length - 1];

    /// <summary>Every message, by rising id.</summary>
    public static IReadOnlyList<MessageInfo> All => Infos;

    /// <summary>False for an id that the dialect does not have.</summary>
    public static bool TryGet(uint id, [NotNullWhen(true)] out MessageInfo? info)
    {
        var index = IndexOf(id);
        info = index < 0 ? null : Infos[index];
        return info != null;
    }

    /// <summary>Finds a message by its name as MAVLink writes it. It looks at all: for tools and people.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out MessageInfo? info)
    {
        info = Array.Find(Infos, i => i.Name == name);
        return info != null;
    }

    /// <summary>The message's name, or its number where the dialect does not know it.</summary>
    public static string NameOf(uint id) =>
        TryGet(id, out var info)
            ? info.Name
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{id}");

    /// <summary>The message's fields in the order of the dialect; none for an id that it does not have.</summary>
    internal static IReadOnlyList<MessageField> FieldsOf(uint id)
    {
        var index = IndexOf(id);
        return index < 0 ? [] : ReadFields[index] ??= FieldsAt(index);
    }

    private static MessageField[] FieldsAt(int index)
    {
        var end = Math.Min(FieldStarts[index + 1], Facts.Length);
        var fields = new List<MessageField>();
        for (var lines = new FactLines(Facts[FieldStarts[index]..end]); lines.Next(); )
            fields.Add(MessageField.Read(ref lines));
        return [.. fields];
    }

    /// <summary>The message's place in <see cref="All"/>; -1 for an id that the dialect does not have.</summary>
    internal static int IndexOf(uint id)
    {
        var page = id >> 8;
        return page >= (uint)Pages.Length ? -1 : Slots[(Pages[page] << 8) | (int)(id & 0xFF)] - 1;
    }
}
