using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions.Files;

/// <summary>Collects what is wrong with a file, so that its author gets to know all of it at once.</summary>
internal sealed class FileProblems
{
    public List<FileProblem> Errors { get; } = [];

    public List<FileProblem> NotKept { get; } = [];

    public void Wrong(string where, string what) => Errors.Add(new FileProblem(where, what));

    public void Lost(string where, string what) => NotKept.Add(new FileProblem(where, what));

    /// <summary>Items as they are sent; jumps name their targets from 1 on.</summary>
    public IReadOnlyList<MissionItem> Items(IReadOnlyList<FileItem> items)
    {
        var positions = new Dictionary<int, int>();
        for (var i = 0; i < items.Count; i++)
            if (!positions.TryAdd(items[i].Number, i + 1))
                Wrong(items[i].Where, $"its number {items[i].Number} is that of an item before it");
        var result = new List<MissionItem>();
        foreach (var item in items)
            if (item.ToItem(this) is { } made)
                result.Add(made.Command == MavCmd.DoJump ? Jump(made, item, positions) : made);
        return result;
    }

    private MissionItem Jump(MissionItem made, FileItem item, Dictionary<int, int> positions)
    {
        if (positions.TryGetValue((int)made.Param1, out var position) && (int)made.Param1 == made.Param1)
            return made with { Param1 = position };
        Wrong(item.Where, FormattableString.Invariant($"it jumps to item {made.Param1}, which there is not"));
        return made;
    }
}
