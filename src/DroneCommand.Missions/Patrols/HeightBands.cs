namespace DroneCommand.Missions.Patrols;

/// <summary>Heights for vehicles that share a line, so that those which may meet never meet at the same height.</summary>
internal static class HeightBands
{
    /// <summary>More would take vehicles up for nothing: three are enough for any line on which each has two neighbours.</summary>
    public const int Most = 4;

    /// <summary>Metres to add to the template's altitude, by vehicle.</summary>
    /// <param name="vehicles">How many, in the order in which they lie along the line.</param>
    /// <param name="bandMetres">From one height to the next; 0 leaves all at one height.</param>
    /// <param name="roomMetres">How much higher than the template's altitude anybody may be.</param>
    public static IReadOnlyList<double> Of(int vehicles, double bandMetres, double roomMetres)
    {
        var bands = bandMetres > 0 ? Math.Min(Most, 1 + (int)Math.Floor((roomMetres + 1e-9) / bandMetres)) : 1;
        var heights = Enumerable.Range(0, vehicles).Select(i => i % bands).ToArray();
        // The last one is the first one's neighbour.
        if (bands > 2 && vehicles > 2 && heights[^1] == heights[0])
        {
            heights[^1] = Enumerable.Range(1, bands - 1).First(band => band != heights[^2]);
        }

        return [.. heights.Select(band => band * bandMetres)];
    }
}
