using System.Numerics;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Some segments that give way to some others: what that would change in a raster, worked out from the pixels that only one
/// side sees, so that a change that is thought over and dropped touches nothing. Pixels of a row are looked at together, a
/// bit for each: what hardly changes costs hardly a look.
/// </summary>
internal sealed class SweepChange(SweepRaster raster)
{
    private readonly SweepSide olds = new(raster);
    private readonly SweepSide news = new(raster);

    public void Clear()
    {
        olds.Clear();
        news.Clear();
    }

    public void Old((double X, double Y) a, (double X, double Y) b) => olds.Add(a, b);

    public void New((double X, double Y) a, (double X, double Y) b) => news.Add(a, b);

    /// <summary>POC that would be won, less what would be lost.</summary>
    public double Worth()
    {
        var worth = 0.0;
        var end = Math.Max(olds.EndRow, news.EndRow);
        for (var row = Math.Min(olds.FirstRow, news.FirstRow); row < end; row++)
        {
            var (oldFrom, oldTo) = olds.Look(row);
            var (newFrom, newTo) = news.Look(row);
            var last = Math.Max(oldTo, newTo);
            for (var column = Math.Min(oldFrom, newFrom); column <= last; column += SweepRaster.Block)
            {
                worth += Worth(row, column);
            }
        }

        return worth;
    }

    /// <summary>Makes the change.</summary>
    public void Apply()
    {
        news.Apply(isSeen: true);
        olds.Apply(isSeen: false);
    }

    private double Worth(int row, int column)
    {
        var was = olds.Pixels(column, out var shared);
        var will = news.Pixels(column, out _);
        var (won, lost) = (will & ~was, was & ~will);
        var worth = won == 0 ? 0 : raster.PocOf(row, column, won & raster.SeenTimes(row, column, 0));
        if (lost == 0)
        {
            return worth;
        }

        // Only old segments see a pixel when they are as many as its count.
        var gone = lost & raster.SeenTimes(row, column, 1);
        for (shared &= lost; shared != 0; shared &= shared - 1)
        {
            var bit = BitOperations.TrailingZeroCount(shared);
            if (raster.Seen(row, column + bit) == olds.TimesSeen(column + bit))
            {
                gone |= 1UL << bit;
            }
        }

        return worth - raster.PocOf(row, column, gone);
    }
}
