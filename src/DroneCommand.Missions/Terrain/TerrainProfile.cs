namespace DroneCommand.Missions.Terrain;

/// <summary>How steeply a vehicle's path may rise and fall, metres of height per metre over ground.</summary>
/// <param name="Climb">Rate of climb over speed.</param>
/// <param name="Descent">Rate of descent over speed.</param>
public readonly record struct SlopeLimits(double Climb, double Descent);

/// <summary>A height that is kept of a profile.</summary>
/// <param name="Sample">Index of its sample.</param>
/// <param name="Height">Metres.</param>
internal readonly record struct ProfilePoint(int Sample, double Height);

/// <summary>Profiles of height along a way.</summary>
internal static class TerrainProfile
{
    /// <summary>The least profile is often as steep as it may be, to the last digits.</summary>
    private const double LastDigits = 1e-9;

    /// <summary>
    /// The least profile that is nowhere below what is needed and nowhere too steep: each height is the highest of all
    /// needed ones less what may be climbed or sunk on the way to or from there. Two passes, backwards for the climbs and
    /// forwards for the descents; no profile within the limits is lower anywhere. At one place it may be as steep as it likes.
    /// </summary>
    /// <param name="along">Metres along the way, not falling.</param>
    /// <param name="need">The heights that are needed.</param>
    /// <param name="limits">How steep it may be.</param>
    public static double[] Least(IReadOnlyList<double> along, IReadOnlyList<double> need, SlopeLimits limits)
    {
        var height = need.ToArray();
        for (var i = height.Length - 2; i >= 0; i--)
        {
            height[i] = Math.Max(height[i], height[i + 1] - Most(limits.Climb, along, i));
        }

        for (var i = 1; i < height.Length; i++)
        {
            height[i] = Math.Max(height[i], height[i - 1] - Most(limits.Descent, along, i - 1));
        }

        return height;
    }

    /// <summary>
    /// A profile with fewer points that stays between the least one and <paramref name="tolerance"/> above it, within the
    /// same limits. From each point the cone of slopes is followed that keep between the two, until it closes.
    /// </summary>
    /// <param name="along">Metres along the way, not falling.</param>
    /// <param name="least">The least profile.</param>
    /// <param name="keep">Samples that stay points, in order; the first and the last are among them.</param>
    /// <param name="limits">How steep it may be.</param>
    /// <param name="tolerance">How much higher it may be, metres.</param>
    /// <param name="rise">Where in its cone a piece is led, 0 the lowest: lower is less climbed, higher is seen further from.</param>
    public static List<ProfilePoint> Thin(
        IReadOnlyList<double> along,
        IReadOnlyList<double> least,
        IReadOnlyList<int> keep,
        SlopeLimits limits,
        double tolerance,
        double rise
    )
    {
        var points = new List<ProfilePoint> { new(0, least[0]) };
        foreach (var stop in keep.Where(k => k > 0))
        {
            while (points[^1].Sample < stop)
            {
                points.Add(Next(along, least, points[^1], stop, limits, tolerance, rise));
            }
        }

        return points;
    }

    private static ProfilePoint Next(
        IReadOnlyList<double> along,
        IReadOnlyList<double> least,
        ProfilePoint from,
        int stop,
        SlopeLimits limits,
        double tolerance,
        double rise
    )
    {
        var (low, high) = (-limits.Descent, limits.Climb);
        var next = from;
        for (var i = from.Sample + 1; i <= stop; i++)
        {
            var metres = along[i] - along[from.Sample];
            if (metres <= 0)
            {
                // Another corner at the same place: straight up or down.
                return new(i, least[i]);
            }

            low = Math.Max(low, (least[i] - from.Height) / metres);
            high = Math.Min(high, (least[i] + tolerance - from.Height) / metres);
            // The next sample can always be reached: what is steeper there is so in the last digits.
            if (low > high + LastDigits && i > from.Sample + 1)
            {
                break;
            }

            var part = i == stop ? 0 : rise;
            next = new(i, from.Height + (low + part * Math.Max(0, high - low)) * metres);
        }

        return next;
    }

    private static double Most(double slope, IReadOnlyList<double> along, int i) =>
        along[i + 1] > along[i] ? slope * (along[i + 1] - along[i]) : double.PositiveInfinity;
}
