using System.Buffers.Binary;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// The vehicle's plans as files (<see cref="PlanDataFile"/>). What is written takes effect when the file is closed, and nobody
/// is told what came of it: a file that is cut is passed over, one with a bad item leaves a mission that ends before it.
/// </summary>
internal sealed class PlanFiles(IReadOnlyList<IItemStore> stores)
{
    /// <summary>The real one does not count before it announces a size.</summary>
    public const int AnnouncedSize = 1024 * 1024;

    /// <summary>The plan that a path names; null for another path.</summary>
    public IItemStore? At(string path) => stores.FirstOrDefault(s => PlanDataFile.Path(s.Type) == path.TrimStart('/'));

    public static byte[] Read(IItemStore store) =>
        PlanDataFile.Encode([.. Enumerable.Range(0, store.Count).Select(store.Item)], store.Type);

    public static void Write(IItemStore store, ReadOnlySpan<byte> file)
    {
        if (ItemsOf(file) is not { } items)
        {
            return;
        }

        var keeps = (BinaryPrimitives.ReadUInt16LittleEndian(file[4..]) & PlanDataFile.KeepsOthers) != 0;
        var start = BinaryPrimitives.ReadUInt16LittleEndian(file[6..]);
        if (store.Type != MavMissionType.Mission)
        {
            (keeps, start) = (false, keeps ? ushort.MaxValue : (ushort)0);
        }

        if (start == ushort.MaxValue)
        {
            return;
        }

        Replace(store, items, keeps, start);
    }

    private static void Replace(IItemStore store, List<MissionItemInt> items, bool keeps, ushort start)
    {
        if (store.Type == MavMissionType.Mission && !keeps)
        {
            // Refused while the mission is flown; the items are written over all the same.
            store.Clear();
        }
        else if (store.Type != MavMissionType.Mission)
        {
            store.Begin(0);
        }

        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i] with { Seq = (ushort)(i + start) };
            if (!IsSoundJump(item, items.Count) || store.Put(item) != MavMissionResult.Accepted)
            {
                store.Abandon();
                return;
            }
        }

        if (store.Type == MavMissionType.Fence)
        {
            store.Complete();
        }
    }

    private static bool IsSoundJump(in MissionItemInt item, int count) =>
        item.Command != MavCmd.DoJump || ((ushort)item.Param1 != 0 && (ushort)item.Param1 < count);

    /// <summary>Null for what the real one passes over: no head, another length than it says, or an item that is all zeros.</summary>
    private static List<MissionItemInt>? ItemsOf(ReadOnlySpan<byte> file)
    {
        if (
            file.Length < PlanDataFile.HeadLength
            || BinaryPrimitives.ReadUInt16LittleEndian(file) != PlanDataFile.Magic
        )
        {
            return null;
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        var items = file[PlanDataFile.HeadLength..];
        if (items.Length / PlanDataFile.ItemLength != count)
        {
            return null;
        }

        var result = new List<MissionItemInt>(count);
        for (var i = 0; i < count; i++)
        {
            var bytes = items.Slice(i * PlanDataFile.ItemLength, PlanDataFile.ItemLength);
            if (bytes.IndexOfAnyExcept((byte)0) < 0)
            {
                return null;
            }

            result.Add(MissionItemInt.Read(bytes));
        }

        return result;
    }
}
