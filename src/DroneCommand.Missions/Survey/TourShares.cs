using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Survey;

/// <summary>
/// A tour cut into one piece for each vehicle, so that the longest takes as little time as it can, the ways from and to
/// the vehicles' homes included. Lines are cut too where that evens the pieces out, between two pictures.
/// </summary>
internal static class TourShares
{
    /// <summary>Pieces per vehicle that are enough to choose from.</summary>
    private const int Choices = 12;

    /// <param name="tour">The whole tour.</param>
    /// <param name="homes">Where each vehicle comes from and goes; null where it is not known.</param>
    /// <param name="times">What ways cost.</param>
    /// <param name="trigger">Between pictures, metres.</param>
    public static IReadOnlyList<PhotoTour> Of(
        PhotoTour tour,
        IReadOnlyList<Vec?> homes,
        LaneTimes times,
        double trigger
    )
    {
        if (homes.Count == 1)
        {
            return [Quicker(tour, homes[0], times)];
        }

        var pieces = Cut(tour, homes.Count, trigger);
        var forward = Share(pieces, tour, homes, times);
        var back = Share(Turned(pieces), tour.Reversed(), homes, times);
        return (back.Seconds < forward.Seconds ? back : forward).Tours;
    }

    /// <summary>The way round that takes less time with the ways from and to home.</summary>
    private static PhotoTour Quicker(PhotoTour tour, Vec? home, LaneTimes times)
    {
        var back = tour.Reversed();
        return Seconds(back, home, times) < Seconds(tour, home, times) - 1e-6 ? back : tour;
    }

    private static double Seconds(PhotoTour tour, Vec? home, LaneTimes times) =>
        times.Seconds(home is { } place ? [place, .. tour.Path, place] : [.. tour.Path]);

    private static List<(int Line, PhotoLine Part)> Cut(PhotoTour tour, int vehicles, double trigger)
    {
        var parts = Math.Max(1, (int)Math.Ceiling((double)Choices * vehicles / tour.Lines.Count));
        var pieces = new List<(int, PhotoLine)>();
        for (var i = 0; i < tour.Lines.Count; i++)
        {
            var line = tour.Lines[i];
            var step = Math.Max(1, Math.Ceiling(line.Metres / parts / trigger)) * trigger;
            for (double from = 0; from < line.Metres - 1e-6; from += step)
            {
                // What would be left over behind is no piece of its own.
                var to = from + step + trigger / 2 >= line.Metres ? line.Metres : from + step;
                pieces.Add((i, line.Part(from, to)));
                from = to >= line.Metres ? to : from;
            }
        }

        return pieces;
    }

    private static List<(int Line, PhotoLine Part)> Turned(List<(int Line, PhotoLine Part)> pieces)
    {
        var last = pieces[^1].Line;
        return [.. pieces.Select(piece => (last - piece.Line, piece.Part.Reversed())).Reverse()];
    }

    private static (double Seconds, IReadOnlyList<PhotoTour> Tours) Share(
        List<(int Line, PhotoLine Part)> pieces,
        PhotoTour tour,
        IReadOnlyList<Vec?> homes,
        LaneTimes times
    )
    {
        var sums = Sums(pieces, tour, times);
        double Cost(int vehicle, int first, int end) =>
            first == end
                ? 0
                : sums[end - 1].End
                    - sums[first].Begin
                    + Way(homes[vehicle], pieces[first].Part.Enter, times)
                    + Way(homes[vehicle], pieces[end - 1].Part.Exit, times);
        var cuts = BestCuts(pieces.Count, homes.Count, Cost);
        var tours = new List<PhotoTour>();
        for (var vehicle = 0; vehicle < homes.Count; vehicle++)
        {
            tours.Add(Joined(pieces[cuts[vehicle]..cuts[vehicle + 1]], tour));
        }

        return (Enumerable.Range(0, homes.Count).Max(v => Cost(v, cuts[v], cuts[v + 1])), tours);
    }

    private static double Way(Vec? home, Vec place, LaneTimes times) =>
        home is { } from ? (times.Seconds(from, place) + times.Seconds(place, from)) / 2 : 0;

    /// <summary>For each piece the seconds at which it would begin and end were all flown by one.</summary>
    private static List<(double Begin, double End)> Sums(
        List<(int Line, PhotoLine Part)> pieces,
        PhotoTour tour,
        LaneTimes times
    )
    {
        var sums = new List<(double Begin, double End)>();
        double at = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0 && pieces[i].Line != pieces[i - 1].Line)
            {
                var link = tour.Links[pieces[i - 1].Line];
                at += times.Seconds([pieces[i - 1].Part.Exit, .. link, pieces[i].Part.Enter]);
            }

            var (part, begin) = (pieces[i].Part, at);
            at += times.Seconds([part.Enter, .. part.Points, part.Exit]);
            sums.Add((begin, at));
        }

        return sums;
    }

    /// <summary>Where to cut so that the dearest share is cheapest (dynamic programming over the vehicles).</summary>
    private static int[] BestCuts(int count, int vehicles, Func<int, int, int, double> cost)
    {
        var best = new double[vehicles + 1, count + 1];
        var from = new int[vehicles + 1, count + 1];
        for (var end = 1; end <= count; end++)
        {
            best[0, end] = double.PositiveInfinity;
        }

        for (var vehicle = 1; vehicle <= vehicles; vehicle++)
        {
            for (var end = 0; end <= count; end++)
            {
                best[vehicle, end] = double.PositiveInfinity;
                for (var first = 0; first <= end; first++)
                {
                    var longest = Math.Max(best[vehicle - 1, first], cost(vehicle - 1, first, end));
                    if (longest < best[vehicle, end])
                    {
                        (best[vehicle, end], from[vehicle, end]) = (longest, first);
                    }
                }
            }
        }

        var cuts = new int[vehicles + 1];
        cuts[vehicles] = count;
        for (var vehicle = vehicles; vehicle > 0; vehicle--)
        {
            cuts[vehicle - 1] = from[vehicle, cuts[vehicle]];
        }

        return cuts;
    }

    /// <summary>Pieces of one line that follow each other become one line again.</summary>
    private static PhotoTour Joined(List<(int Line, PhotoLine Part)> pieces, PhotoTour tour)
    {
        var lines = new List<PhotoLine>();
        var links = new List<IReadOnlyList<Vec>>();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0 && pieces[i].Line == pieces[i - 1].Line)
            {
                var (before, part) = (lines[^1], pieces[i].Part);
                lines[^1] = new([.. before.Points.SkipLast(1), .. part.Points.Skip(1)], before.LeadIn, part.LeadOut);
                continue;
            }

            if (i > 0)
            {
                links.Add(tour.Links[pieces[i - 1].Line]);
            }

            lines.Add(pieces[i].Part);
        }

        return new(lines, links);
    }
}
