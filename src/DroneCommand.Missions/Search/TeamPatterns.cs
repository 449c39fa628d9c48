using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Search;

/// <summary>
/// IAMSAR's patterns for several searchers at once (vol. II, ch. 5: search sub-areas): the area is cut into adjacent
/// sub-areas, one for each, in proportion to what each of them searches in the same time. One searcher gets the pattern
/// as <see cref="SearchPatterns"/> has it.
/// </summary>
public static class TeamPatterns
{
    /// <summary>A creeping line's sub-area is no narrower than so many track spacings: legs shorter than that are turns only.</summary>
    private const double ShortestLegs = 2;

    /// <summary>
    /// Parallel tracks: bands beside each other with legs along the whole area's long axis; where there are more searchers
    /// than legs, a band is cut across them.
    /// </summary>
    /// <param name="area">The whole area.</param>
    /// <param name="trackSpacingMetres">Of every searcher.</param>
    /// <param name="shares">Of each searcher; speeds will do.</param>
    public static IReadOnlyList<IReadOnlyList<LocalPoint>> ParallelTrack(
        SearchRectangle area,
        double trackSpacingMetres,
        IReadOnlyList<double> shares
    )
    {
        if (shares.Count == 1)
        {
            return [SearchPatterns.ParallelTrack(area, trackSpacingMetres)];
        }

        var along = area.LengthMetres >= area.WidthMetres ? area : SearchPatterns.Turned(area);
        var bands = Bands(along.WidthMetres / trackSpacingMetres, shares.Count);
        return [.. Across(along, shares, bands).Select(sub => SearchPatterns.Legs(sub, trackSpacingMetres))];
    }

    /// <summary>
    /// Creeping lines: strips along the long axis, so that all begin at the end where the object is likelier and creep
    /// the same way; where the strips would become too narrow, a strip is cut in two behind each other.
    /// </summary>
    /// <param name="area">The whole area.</param>
    /// <param name="trackSpacingMetres">Of every searcher.</param>
    /// <param name="fromFarEnd">Whether the likelier end is the far one of the axis.</param>
    /// <param name="shares">Of each searcher; speeds will do.</param>
    public static IReadOnlyList<IReadOnlyList<LocalPoint>> CreepingLine(
        SearchRectangle area,
        double trackSpacingMetres,
        bool fromFarEnd,
        IReadOnlyList<double> shares
    )
    {
        if (shares.Count == 1)
        {
            return [SearchPatterns.CreepingLine(area, trackSpacingMetres, fromFarEnd)];
        }

        var legs = SearchPatterns.AcrossLongAxis(area, fromFarEnd);
        var strips = Bands(legs.LengthMetres / (ShortestLegs * trackSpacingMetres), shares.Count);
        return [.. Along(legs, shares, strips).Select(sub => SearchPatterns.Legs(sub, trackSpacingMetres))];
    }

    /// <summary>
    /// A sector search: the triangles between two crossings of the datum are shared out, neighbours together, so that
    /// searchers meet at the datum only. A second pass has three triangles more.
    /// </summary>
    /// <returns>One way for each searcher; null when there are more searchers than triangles.</returns>
    public static IReadOnlyList<IReadOnlyList<LocalPoint>>? Sector(
        LocalPoint datum,
        double radiusMetres,
        double firstLegDeg,
        bool secondPass,
        int searchers
    )
    {
        const int Legs = 3;
        var path = SearchPatterns.Sector(datum, radiusMetres, firstLegDeg, 3, secondPass);
        var triangles = (path.Count - 1) / Legs;
        if (searchers > triangles)
        {
            return null;
        }

        return
        [
            .. Enumerable
                .Range(0, searchers)
                .Select(i => (From: i * triangles / searchers, To: (i + 1) * triangles / searchers))
                .Select(
                    IReadOnlyList<LocalPoint> (part) =>
                        [.. path.Skip(Legs * part.From).Take(Legs * (part.To - part.From) + 1)]
                ),
        ];
    }

    /// <summary>
    /// Expanding squares and spirals: the way is cut into consecutive parts, the first searcher about the datum and the
    /// others on rings around it. Together they fly the pattern, and all of it is flown sooner.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<LocalPoint>> Consecutive(
        IReadOnlyList<LocalPoint> path,
        IReadOnlyList<double> shares
    )
    {
        var (length, sum) = (path.Length(), shares.Sum());
        var parts = new List<IReadOnlyList<LocalPoint>>();
        var (from, done) = (0.0, 0.0);
        foreach (var share in shares)
        {
            done += share;
            var to = parts.Count + 1 == shares.Count ? length : length * done / sum;
            parts.Add(Part(path, from, to));
            from = to;
        }

        return parts;
    }

    /// <summary>The part of a line between two distances from its beginning.</summary>
    public static IReadOnlyList<LocalPoint> Part(IReadOnlyList<LocalPoint> line, double fromMetres, double toMetres)
    {
        var part = new List<LocalPoint>();
        var at = 0.0;
        for (var i = 0; i + 1 < line.Count; i++)
        {
            var leg = line[i].DistanceTo(line[i + 1]);
            if (leg > 0 && at + leg >= fromMetres && at <= toMetres)
            {
                Add(part, Between(line[i], line[i + 1], (fromMetres - at) / leg));
                Add(part, Between(line[i], line[i + 1], (toMetres - at) / leg));
            }

            at += leg;
        }

        return part;
    }

    private static void Add(List<LocalPoint> part, LocalPoint place)
    {
        if (part.Count == 0 || part[^1] != place)
        {
            part.Add(place);
        }
    }

    private static LocalPoint Between(LocalPoint a, LocalPoint b, double share) =>
        share <= 0 ? a
        : share >= 1 ? b
        : new(
            a.EastMetres + (b.EastMetres - a.EastMetres) * share,
            a.NorthMetres + (b.NorthMetres - a.NorthMetres) * share
        );

    private static int Bands(double most, int searchers) => (int)Math.Clamp(Math.Floor(most + 1e-9), 1, searchers);

    /// <summary>Bands beside each other along the axis, each cut across it into as many parts as searchers fall to it.</summary>
    private static IEnumerable<SearchRectangle> Across(SearchRectangle area, IReadOnlyList<double> shares, int bands) =>
        Cuts(Groups(shares, bands), area.WidthMetres)
            .SelectMany(band =>
                Cuts([.. band.Shares.Select(share => (double[])[share])], area.LengthMetres)
                    .Select(part => Sub(area, part.Middle, part.Size, band.Middle, band.Size))
            );

    /// <summary>Strips behind each other along the axis, each cut beside it.</summary>
    private static IEnumerable<SearchRectangle> Along(SearchRectangle area, IReadOnlyList<double> shares, int strips) =>
        Cuts(Groups(shares, strips), area.LengthMetres)
            .SelectMany(strip =>
                Cuts([.. strip.Shares.Select(share => (double[])[share])], area.WidthMetres)
                    .Select(part => Sub(area, strip.Middle, strip.Size, part.Middle, part.Size))
            );

    private static SearchRectangle Sub(SearchRectangle area, double along, double length, double right, double width) =>
        area with
        {
            Centre = area.At(along, right),
            LengthMetres = length,
            WidthMetres = width,
        };

    private static List<double[]> Groups(IReadOnlyList<double> shares, int groups) =>
        [
            .. Enumerable
                .Range(0, groups)
                .Select(g => shares.Take((g + 1) * shares.Count / groups).Skip(g * shares.Count / groups).ToArray()),
        ];

    /// <summary>Cuts a length in proportion to each group's shares; middles are from the middle of the whole.</summary>
    private static IEnumerable<(double[] Shares, double Middle, double Size)> Cuts(
        IReadOnlyList<double[]> groups,
        double length
    )
    {
        var sum = groups.Sum(group => group.Sum());
        var at = -length / 2;
        foreach (var group in groups)
        {
            var size = length * group.Sum() / sum;
            yield return (group, at + size / 2, size);
            at += size;
        }
    }
}
