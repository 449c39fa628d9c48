namespace DroneCommand.Missions.Coverage;

/// <summary>
/// The order and sense in which lanes are flown so that the ways between them are short: shortest links first, then
/// reversals and moves of blocks, then kicks that are kept when they pay.
/// </summary>
internal sealed class LaneTour
{
    private const int LongestBlock = 3;
    private const int KickReach = 40;

    private readonly LaneLinks links;
    private readonly Random random;
    private readonly int[] sequence;
    private readonly int[] places;
    private readonly Queue<int> waiting = new();
    private readonly bool[] waits;

    public LaneTour(LaneLinks links, int seed)
    {
        this.links = links;
        random = new Random(seed);
        sequence = LaneChains.Join(links);
        places = new int[links.Lanes];
        waits = new bool[links.Lanes];
        Renumber(0, sequence.Length - 1);
    }

    /// <summary>The ends at which the lanes are entered, in order.</summary>
    public IReadOnlyList<int> Entered => sequence;

    /// <summary>Metres of the ways between lanes, and from and to the depot when there is one.</summary>
    public double LinkMetres
    {
        get
        {
            double sum = 0;
            for (var i = -1; i < sequence.Length; i++)
            {
                sum += links.Metres(Exit(i), Enter(i + 1));
            }

            return sum;
        }
    }

    /// <summary>Improves until nothing near does, then tries so many kicks.</summary>
    public void Improve(int kicks)
    {
        for (var i = 0; i < sequence.Length; i++)
        {
            Wait(i);
        }

        Descend();
        if (sequence.Length < 8)
        {
            return;
        }

        var kept = (int[])sequence.Clone();
        var best = LinkMetres;
        for (var kick = 0; kick < kicks; kick++)
        {
            Kick();
            Descend();
            var now = LinkMetres;
            if (now <= best + 1e-9)
            {
                best = now;
                sequence.CopyTo(kept, 0);
            }
            else
            {
                kept.CopyTo(sequence, 0);
                Renumber(0, sequence.Length - 1);
            }
        }
    }

    private int Enter(int place) => place >= 0 && place < sequence.Length ? sequence[place] : -1;

    private int Exit(int place) => place >= 0 && place < sequence.Length ? sequence[place] ^ 1 : -1;

    /// <summary>Swaps two neighbouring blocks.</summary>
    private void Kick()
    {
        var n = sequence.Length;
        var first = random.Next(n - 2);
        var middle = first + 1 + random.Next(Math.Min(KickReach, n - first - 2));
        var end = middle + 1 + random.Next(Math.Min(KickReach, n - middle - 1));
        MoveBlock(first, middle - 1, end - 1, turned: false);
        foreach (
            var place in (ReadOnlySpan<int>)
                [first - 1, first, first + end - middle - 1, first + end - middle, end - 1, end]
        )
        {
            if (place >= 0 && place < n)
            {
                Wait(place);
            }
        }
    }

    private void Wait(int place)
    {
        var lane = sequence[place] >> 1;
        if (!waits[lane])
        {
            waits[lane] = true;
            waiting.Enqueue(lane);
        }
    }

    private void Descend()
    {
        while (waiting.TryDequeue(out var lane))
        {
            waits[lane] = false;
            while (TryReversals(lane) || TryMoves(lane)) { }
        }
    }

    /// <summary>Turns a part of the tour around so that an end of this lane meets a near one.</summary>
    private bool TryReversals(int lane)
    {
        var place = places[lane];
        foreach (var near in links.Near[Exit(place)])
        {
            var other = places[near >> 1];
            if (near == Exit(other) && TryReverse(Math.Min(place, other) + 1, Math.Max(place, other)))
            {
                return true;
            }
        }

        foreach (var near in links.Near[Enter(place)])
        {
            var other = places[near >> 1];
            if (near == Enter(other) && TryReverse(Math.Min(place, other), Math.Max(place, other) - 1))
            {
                return true;
            }
        }

        return TryReverse(0, place) || TryReverse(place, sequence.Length - 1);
    }

    private bool TryReverse(int first, int last)
    {
        if (last < first)
        {
            return false;
        }

        var (before, after) = (Exit(first - 1), Enter(last + 1));
        var saved = links.Metres(before, Enter(first)) + links.Metres(Exit(last), after);
        if (
            links.AtLeast(before, Exit(last)) + links.AtLeast(Enter(first), after) >= saved - 1e-9
            || links.Metres(before, Exit(last)) + links.Metres(Enter(first), after) >= saved - 1e-9
        )
        {
            return false;
        }

        Reverse(first, last);
        Renumber(first, last);
        WaitAround(first, last);
        return true;
    }

    /// <summary>Moves a short block that begins or ends with this lane to where its ends are near others.</summary>
    private bool TryMoves(int lane)
    {
        var place = places[lane];
        for (var length = 1; length <= LongestBlock; length++)
        {
            if (TryMove(place, place + length - 1) || (length > 1 && TryMove(place - length + 1, place)))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryMove(int first, int last)
    {
        if (first < 0 || last >= sequence.Length || last - first + 1 == sequence.Length)
        {
            return false;
        }

        var (before, after) = (Exit(first - 1), Enter(last + 1));
        var saved = links.Metres(before, Enter(first)) + links.Metres(Exit(last), after) - links.Metres(before, after);
        if (saved <= 1e-9)
        {
            return false;
        }

        return TryPut(first, last, Enter(first), Exit(last), saved)
            || TryPut(first, last, Exit(last), Enter(first), saved);
    }

    /// <summary>Looks for a place where the block, entered at one of its outer ends, costs less than it costs now.</summary>
    private bool TryPut(int first, int last, int enter, int exit, double saved)
    {
        foreach (var near in links.Near[enter])
        {
            var other = places[near >> 1];
            // Behind the lane whose exit is near; for one whose entry is near, the block goes before it, turned.
            var (gap, turned) =
                near == Exit(other) ? (other, enter != Enter(first)) : (other - 1, enter == Enter(first));
            if ((gap >= first && gap <= last) || gap == first - 1)
            {
                continue;
            }

            var (begin, end) = turned ? (Exit(last), Enter(first)) : (Enter(first), Exit(last));
            var (left, right) = (Exit(gap), Enter(gap + 1));
            var open = links.Metres(left, right);
            if (links.AtLeast(left, begin) + links.AtLeast(end, right) - open >= saved - 1e-9)
            {
                continue;
            }

            if (links.Metres(left, begin) + links.Metres(end, right) - open < saved - 1e-9)
            {
                MoveBehind(first, last, gap, turned);
                return true;
            }
        }

        return false;
    }

    private void MoveBehind(int first, int last, int gap, bool turned)
    {
        var (low, high) = gap > last ? (first, gap) : (gap + 1, last);
        if (gap > last)
        {
            MoveBlock(first, last, gap, turned);
        }
        else
        {
            if (turned)
            {
                Reverse(first, last);
            }

            MoveBlock(gap + 1, first - 1, last, turned: false);
        }

        WaitAround(low, high);
        var length = last - first;
        var moved = gap > last ? gap - length : gap + 1;
        WaitAround(moved, moved + length);
        if (gap > last)
        {
            WaitAround(first, first);
        }
        else
        {
            WaitAround(last, last);
        }
    }

    /// <summary>Takes the block from first to last behind the one that follows it and ends at <paramref name="end"/>.</summary>
    private void MoveBlock(int first, int last, int end, bool turned)
    {
        var block = sequence.AsSpan(first, last - first + 1).ToArray();
        if (turned)
        {
            Array.Reverse(block);
            block = Array.ConvertAll(block, entered => entered ^ 1);
        }

        sequence.AsSpan(last + 1, end - last).CopyTo(sequence.AsSpan(first));
        block.CopyTo(sequence, first + end - last);
        Renumber(first, end);
    }

    private void Reverse(int first, int last)
    {
        sequence.AsSpan(first, last - first + 1).Reverse();
        for (var i = first; i <= last; i++)
        {
            sequence[i] ^= 1;
        }
    }

    private void WaitAround(int first, int last)
    {
        foreach (var place in (ReadOnlySpan<int>)[first - 1, first, last, last + 1])
        {
            if (place >= 0 && place < sequence.Length)
            {
                Wait(place);
            }
        }
    }

    private void Renumber(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            places[sequence[i] >> 1] = i;
        }
    }
}
