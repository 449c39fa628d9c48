namespace DroneCommand.Missions.Search;

/// <summary>
/// Some segments that give way to some others: what that would change in a raster, worked out from the pixels that only one
/// side sees, so that a change that is thought over and dropped touches nothing.
/// </summary>
internal sealed class SweepChange(SweepRaster raster)
{
    private const int Most = 32;
    private readonly SegmentSweep[] olds = new SegmentSweep[Most];
    private readonly SegmentSweep[] news = new SegmentSweep[Most];
    private readonly (int From, int To)[] oldRuns = new (int, int)[Most];
    private readonly (int From, int To)[] newRuns = new (int, int)[Most];
    private int oldCount;
    private int newCount;
    private int oldRunCount;
    private int newRunCount;

    public void Clear() => (oldCount, newCount) = (0, 0);

    public void Old((double X, double Y) a, (double X, double Y) b) =>
        olds[oldCount++] = new(a.X, a.Y, b.X, b.Y, raster.Radius);

    public void New((double X, double Y) a, (double X, double Y) b) =>
        news[newCount++] = new(a.X, a.Y, b.X, b.Y, raster.Radius);

    /// <summary>POC that would be won, less what would be lost.</summary>
    public double Worth()
    {
        var (first, last) = (int.MaxValue, int.MinValue);
        Span(olds.AsSpan(0, oldCount), ref first, ref last);
        Span(news.AsSpan(0, newCount), ref first, ref last);
        first = Math.Max(0, first);
        last = Math.Min(raster.Rows - 1, last);
        var worth = 0.0;
        for (var row = first; row <= last; row++)
        {
            oldRunCount = Runs(olds, oldCount, oldRuns, row);
            newRunCount = Runs(news, newCount, newRuns, row);
            if (oldRunCount == 1 && newRunCount == 1 && oldRuns[0] == newRuns[0])
            {
                continue;
            }

            worth += RowGain(row) - RowLoss(row);
        }

        return worth;
    }

    /// <summary>Makes the change.</summary>
    public void Apply()
    {
        for (var i = 0; i < newCount; i++)
        {
            raster.Add(news[i]);
        }

        for (var i = 0; i < oldCount; i++)
        {
            raster.Remove(olds[i]);
        }
    }

    private static void Span(ReadOnlySpan<SegmentSweep> sweeps, ref int first, ref int last)
    {
        foreach (ref readonly var sweep in sweeps)
        {
            first = Math.Min(first, sweep.FirstRow);
            last = Math.Max(last, sweep.LastRow);
        }
    }

    private int Runs(SegmentSweep[] sweeps, int count, (int From, int To)[] runs, int row)
    {
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            ref readonly var sweep = ref sweeps[i];
            if (row >= sweep.FirstRow && row <= sweep.LastRow)
            {
                var run = sweep.Columns(row, raster.Columns);
                if (run.From <= run.To)
                {
                    runs[found++] = run;
                }
            }
        }

        return found;
    }

    private double RowGain(int row)
    {
        var gain = 0.0;
        for (var i = 0; i < newRunCount; i++)
        {
            var (at, to) = newRuns[i];
            while (at <= to)
            {
                var end = to;
                if (Skip(ref at, ref end, oldRuns, oldRunCount) | Skip(ref at, ref end, newRuns, i))
                {
                    continue;
                }

                gain += raster.Unseen(row, at, end);
                at = end + 1;
            }
        }

        return gain;
    }

    private double RowLoss(int row)
    {
        var loss = 0.0;
        for (var i = 0; i < oldRunCount; i++)
        {
            var (at, to) = oldRuns[i];
            while (at <= to)
            {
                var end = to;
                if (Skip(ref at, ref end, newRuns, newRunCount) | Skip(ref at, ref end, oldRuns, i))
                {
                    continue;
                }

                // Runs after this one may see the same pixels: split where one begins or ends, so that their number is fixed.
                var times = 1;
                for (var k = i + 1; k < oldRunCount; k++)
                {
                    var (from, upTo) = oldRuns[k];
                    if (at >= from && at <= upTo)
                    {
                        times++;
                        end = Math.Min(end, upTo);
                    }
                    else if (from > at)
                    {
                        end = Math.Min(end, from - 1);
                    }
                }

                loss += raster.SeenTimes(row, at, end, times);
                at = end + 1;
            }
        }

        return loss;
    }

    /// <summary>Moves on past a run that holds <paramref name="at"/> (and says so), or ends before the next one.</summary>
    private static bool Skip(ref int at, ref int end, (int From, int To)[] runs, int count)
    {
        var skipped = false;
        for (var i = 0; i < count; i++)
        {
            var (from, to) = runs[i];
            if (at >= from && at <= to)
            {
                at = to + 1;
                skipped = true;
            }
            else if (from > at)
            {
                end = Math.Min(end, from - 1);
            }
        }

        return skipped;
    }
}
