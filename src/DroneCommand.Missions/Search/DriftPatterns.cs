using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>The pattern for a search about a datum.</summary>
public enum DatumPattern
{
    Sector,
    ExpandingSquare,
    ParallelTrack,
}

/// <summary>Searches about a datum that drifts (IAMSAR vol. II, ch. 4 and 5).</summary>
public static class DriftPatterns
{
    /// <summary>Up to so many track spacings of radius, a sector search: the datum is known well, and is passed often.</summary>
    public const double SectorSpacings = 2;

    /// <summary>Up to so many, an expanding square; beyond, its legs are so long that parallel tracks keep the spacing better.</summary>
    public const double SquareSpacings = 8;

    /// <summary>The pattern that suits a radius: sector search, expanding square, or parallel tracks over the square about it.</summary>
    public static DatumPattern Choose(double radiusMetres, double trackSpacingMetres) =>
        radiusMetres <= SectorSpacings * trackSpacingMetres ? DatumPattern.Sector
        : radiusMetres <= SquareSpacings * trackSpacingMetres ? DatumPattern.ExpandingSquare
        : DatumPattern.ParallelTrack;

    /// <summary>
    /// The ways of searchers about a datum within a radius. First legs lie down drift, and the square of parallel tracks
    /// lies along the drift.
    /// </summary>
    /// <returns>One way each; null when the pattern has no room for so many.</returns>
    public static IReadOnlyList<IReadOnlyList<LocalPoint>>? Plan(
        DatumPattern pattern,
        LocalPoint datum,
        double radiusMetres,
        double trackSpacingMetres,
        double downDriftDeg,
        IReadOnlyList<double> shares
    ) =>
        pattern switch
        {
            DatumPattern.Sector => TeamPatterns.Sector(
                datum,
                radiusMetres,
                downDriftDeg,
                secondPass: shares.Count > 3,
                shares.Count
            ),
            DatumPattern.ExpandingSquare => TeamPatterns.Consecutive(
                SearchPatterns.ExpandingSquare(
                    datum,
                    trackSpacingMetres,
                    downDriftDeg,
                    SearchTheory.LegsOfExpandingSquare(radiusMetres, trackSpacingMetres)
                ),
                shares
            ),
            _ => TeamPatterns.ParallelTrack(
                new SearchRectangle(datum, 2 * radiusMetres, 2 * radiusMetres, downDriftDeg),
                trackSpacingMetres,
                shares
            ),
        };

    /// <summary>
    /// A pattern that moves with the drift, so that it is flown exactly as seen from the object (IAMSAR vol. II, 5.5:
    /// patterns relative to a moving datum): every leg is led by what the object drifts meanwhile.
    /// </summary>
    /// <param name="path">The pattern about the datum of the moment when its first place is reached.</param>
    /// <param name="drift">The object's movement.</param>
    /// <param name="speedMps">The searcher's over ground; more than the drift's.</param>
    public static IReadOnlyList<LocalPoint> Following(
        IReadOnlyList<LocalPoint> path,
        DriftVector drift,
        double speedMps
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(speedMps, drift.SpeedMps);
        var moved = new List<LocalPoint> { path[0] };
        var seconds = 0.0;
        for (var i = 1; i < path.Count; i++)
        {
            seconds += Meanwhile(path[i - 1], path[i], drift, speedMps);
            moved.Add(path[i].Moved(drift.TowardsDeg, drift.SpeedMps * seconds));
        }

        return moved;
    }

    /// <summary>Seconds of a leg whose end drifts away: |leg + drift t| = speed × t.</summary>
    private static double Meanwhile(LocalPoint from, LocalPoint to, DriftVector drift, double speed)
    {
        var ahead = new LocalPoint(0, 0).Moved(drift.TowardsDeg, drift.SpeedMps);
        var (east, north) = (to.EastMetres - from.EastMetres, to.NorthMetres - from.NorthMetres);
        var along = east * ahead.EastMetres + north * ahead.NorthMetres;
        var gain = speed * speed - drift.SpeedMps * drift.SpeedMps;
        return (along + Math.Sqrt(along * along + gain * (east * east + north * north))) / gain;
    }
}
