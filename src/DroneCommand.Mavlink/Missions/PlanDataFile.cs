using System.Buffers.Binary;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>
/// ArduPilot's plans as files, <c>@MISSION/mission.dat</c>, <c>fence.dat</c> and <c>rally.dat</c>: a head of magic, type,
/// options, first item and number of items (16 bits each), then the items as MISSION_ITEM_INT's payload in full length. What
/// is written takes effect when the file is closed; whether it was taken, only reading it tells.
/// </summary>
public static class PlanDataFile
{
    public const ushort Magic = 0x763d;
    public const int HeadLength = 10;

    /// <summary>MISSION_ITEM_INT with its extension.</summary>
    public const int ItemLength = 38;

    /// <summary>In the options: items that are there already stay.</summary>
    public const ushort KeepsOthers = 1;

    /// <summary>The vehicle's path; null for a type that it has no file of.</summary>
    public static string? Path(MavMissionType type) =>
        type switch
        {
            MavMissionType.Mission => "@MISSION/mission.dat",
            MavMissionType.Fence => "@MISSION/fence.dat",
            MavMissionType.Rally => "@MISSION/rally.dat",
            _ => null,
        };

    public static byte[] Encode(IReadOnlyList<MissionItemInt> items, MavMissionType type)
    {
        var file = new byte[HeadLength + (items.Count * ItemLength)];
        BinaryPrimitives.WriteUInt16LittleEndian(file, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(2), (ushort)type);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)items.Count);
        for (var i = 0; i < items.Count; i++)
            items[i].Write(file.AsSpan(HeadLength + (i * ItemLength)));
        return file;
    }

    /// <summary>The items in their order.</summary>
    /// <exception cref="FormatException">The file is none of these, of another type, or cut.</exception>
    public static IReadOnlyList<MissionItemInt> Decode(ReadOnlySpan<byte> file, MavMissionType type)
    {
        if (file.Length < HeadLength || BinaryPrimitives.ReadUInt16LittleEndian(file) != Magic)
            throw new FormatException("this is no file of a plan");
        var held = (MavMissionType)BinaryPrimitives.ReadUInt16LittleEndian(file[2..]);
        if (held != type)
            throw new FormatException($"the file holds a {held} instead of a {type}");
        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        if (file.Length != HeadLength + (count * ItemLength))
            throw new FormatException($"the file announces {count} items and is {file.Length} bytes long");
        var items = new MissionItemInt[count];
        for (var i = 0; i < count; i++)
            items[i] = MissionItemInt.Read(file.Slice(HeadLength + (i * ItemLength), ItemLength));
        return items;
    }
}
