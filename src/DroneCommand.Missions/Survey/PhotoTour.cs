using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Survey;

/// <summary>Lines in the order and sense in which they are flown, with the ways between them.</summary>
/// <param name="Lines">In flight order, each as it is flown.</param>
/// <param name="Links">The corners of the way from each line to the next, without its ends; one fewer than lines.</param>
internal sealed record PhotoTour(IReadOnlyList<PhotoLine> Lines, IReadOnlyList<IReadOnlyList<Vec>> Links)
{
    /// <summary>Every place at which the way bends, in flight order.</summary>
    public IEnumerable<Vec> Path => Lines.SelectMany((line, i) => Bends(line).Concat(i < Links.Count ? Links[i] : []));

    public double Metres => Path.Zip(Path.Skip(1), Vec.Distance).Sum();

    /// <summary>The same the other way round.</summary>
    public PhotoTour Reversed() =>
        new(
            [.. Lines.Reverse().Select(line => line.Reversed())],
            [.. Links.Reverse().Select(link => (IReadOnlyList<Vec>)[.. link.Reverse()])]
        );

    /// <summary>A short tour over lines; null when there is no way between two of them.</summary>
    /// <param name="lines">In any order and sense.</param>
    /// <param name="ways">The ways between them.</param>
    /// <param name="seed">For choices that are equally good.</param>
    /// <param name="asFlown">A line as it is flown in its sense.</param>
    public static PhotoTour? Of(
        IReadOnlyList<PhotoLine> lines,
        ShortWays ways,
        int seed,
        Func<PhotoLine, PhotoLine> asFlown
    )
    {
        if (lines.Count == 0)
        {
            return null;
        }

        var links = new LaneLinks(ways, [.. lines.Select(line => new Lane(line.Enter, line.Exit))]);
        var tour = new LaneTour(links, seed);
        tour.Improve(CoverageTask.Kicks / lines.Count);
        var flown = tour
            .Entered.Select(end => asFlown(end % 2 == 0 ? lines[end / 2] : lines[end / 2].Reversed()))
            .ToList();
        var between = flown.Zip(flown.Skip(1), (one, next) => ways.Between(one.Exit, next.Enter)).ToList();
        return between.Contains(null) ? null : new(flown, [.. between.OfType<IReadOnlyList<Vec>>()]);
    }

    private static IEnumerable<Vec> Bends(PhotoLine line) => line.Points.Prepend(line.Enter).Append(line.Exit);
}
