using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>Follows DO_JUMP and DO_JUMP_TAG, and counts how often each was taken.</summary>
internal sealed class MissionJumps(MissionStore store, IAutopilotOutput output)
{
    private const int MaxJumps = 64;
    private const int Forever = -1;

    private readonly Dictionary<int, int> _taken = [];

    public void Clear() => _taken.Clear();

    /// <summary>
    /// The first item at or after <paramref name="index"/> that is no jump; 0 at the end, or when the jumps go nowhere.
    /// When it only looks ahead, it does not count.
    /// </summary>
    public int Follow(int index, bool count)
    {
        var first = 0;
        for (var guard = 0; guard <= MaxJumps && index > 0 && store.Contains(index); guard++)
        {
            var item = store[index];
            if (item.Command is not (MavCmd.DoJump or MavCmd.DoJumpTag))
            {
                return index;
            }

            var target = item.Command == MavCmd.DoJump ? (int)item.Param1 : TagIndex((int)item.Param1);
            if (target <= 0 || target >= store.Count || (!count && first == index))
            {
                return 0;
            }

            first = first == 0 ? index : first;
            index = Taken(index, item, count) ? target : index + 1;
        }

        return 0;
    }

    private bool Taken(int index, StoredItem item, bool count)
    {
        var done = _taken.GetValueOrDefault(index);
        var times = (int)item.Param2;
        if (times != Forever && done >= times)
        {
            if (count)
            {
                _taken[index] = 0;
            }

            return false;
        }

        if (count)
        {
            _taken[index] = done + 1;
            var of = times == Forever ? "unlimited" : $"{times}";
            output.Say(MavSeverity.Info, $"Mission: {index} Jump {done + 1}/{of}");
        }

        return true;
    }

    private int TagIndex(int tag) =>
        Enumerable
            .Range(1, Math.Max(0, store.Count - 1))
            .FirstOrDefault(i => store[i].Command == MavCmd.JumpTag && (int)store[i].Param1 == tag);
}
