using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Survey;

/// <summary>
/// Parallel lanes over areas. Each stands for a strip as wide as the spacing and reaches as far as the area does anywhere
/// in its strip, so that slanted edges are seen as often as the middle; it never leaves where may be flown.
/// </summary>
internal sealed class SurveyLanes
{
    /// <summary>Rows by which a strip is looked at; places of the lane within it are tried by the same.</summary>
    private const int Rows = 8;

    private readonly SurveyGround ground;
    private readonly double spacing;
    private readonly double footprint;
    private readonly double lead;
    private readonly double least;
    private readonly AreaShape room;
    private readonly Vec back;
    private readonly List<PhotoLine> lines = [];

    private SurveyLanes(SurveyGround ground, LaneMeasures measures, double angle)
    {
        (this.ground, spacing, footprint, lead, least) = (
            ground,
            measures.Spacing,
            measures.Footprint,
            measures.Lead,
            measures.Trigger
        );
        room = ground.Room.Turned(-angle);
        var (sin, cos) = Math.SinCos(angle);
        back = new Vec(sin, cos);
        foreach (var area in ground.Areas)
        {
            AddLanes(area.Turned(-angle));
        }
    }

    /// <summary>The lanes in one direction.</summary>
    /// <param name="ground">The areas.</param>
    /// <param name="measures">Distances.</param>
    /// <param name="angle">Radians, anticlockwise from east.</param>
    public static IReadOnlyList<PhotoLine> Over(SurveyGround ground, LaneMeasures measures, double angle) =>
        new SurveyLanes(ground, measures, angle).lines;

    private void AddLanes(AreaShape area)
    {
        var count = Math.Max(1, (int)Math.Ceiling((area.High.Y - area.Low.Y) / spacing - 1e-9));
        // Evenly, and no further apart than asked: the first and the last lie half of that inside the edge.
        var even = (area.High.Y - area.Low.Y) / count;
        var rows = new RowSpans(area, area.Low.Y, even / Rows, count * Rows);
        for (var lane = 0; lane < count; lane++)
        {
            AddStrip(Strip(rows, lane), area.Low.Y + lane * even, even);
        }
    }

    /// <summary>Where the area lies in a strip, without gaps that a footprint bridges.</summary>
    private List<(double Left, double Right)> Strip(RowSpans rows, int lane)
    {
        var spans = new List<(double Left, double Right)>();
        for (var row = lane * Rows; row < (lane + 1) * Rows; row++)
        {
            for (var i = 0; i + 1 < rows[row].Length; i += 2)
            {
                spans.Add((rows[row][i], rows[row][i + 1]));
            }
        }

        return Merged(spans, footprint);
    }

    /// <summary>Lanes through a strip: one in its middle where that can be flown, else beside it.</summary>
    private void AddStrip(List<(double Left, double Right)> wanted, double low, double width)
    {
        foreach (var row in Enumerable.Range(0, Rows).OrderBy(row => Math.Abs(row - Rows / 2)).ThenBy(row => row))
        {
            var y = low + width * row / Rows + (row == 0 ? width * 0.02 : 0);
            var spans = new RowSpans(room, y - 0.5, 1, 1)[0];
            for (var i = 0; i + 1 < spans.Length && wanted.Count > 0; i += 2)
            {
                wanted = AddWithin(wanted, spans[i], spans[i + 1], y);
            }
        }
    }

    /// <summary>Flies what is wanted between two ends of where may be flown; the rest is given back.</summary>
    private List<(double Left, double Right)> AddWithin(
        List<(double Left, double Right)> wanted,
        double left,
        double right,
        double y
    )
    {
        var rest = new List<(double Left, double Right)>();
        foreach (var (from, to) in wanted)
        {
            var (begin, end) = (Math.Max(from, left), Math.Min(to, right));
            if (end <= begin)
            {
                rest.Add((from, to));
                continue;
            }

            AddLine(begin, end, left, right, y);
            rest.AddRange(
                new[] { (Left: from, Right: begin), (Left: end, Right: to) }.Where(part =>
                    part.Right - part.Left > footprint / 2
                )
            );
        }

        return rest;
    }

    private void AddLine(double begin, double end, double left, double right, double y)
    {
        // A stub gets room for two pictures where there is any.
        var more = Math.Max(0, least - (end - begin)) / 2 + 0.01;
        (begin, end) = (Math.Max(left, begin - more), Math.Min(right, end + more));
        if (end - begin < 0.02)
        {
            return;
        }

        var points = new Vec[] { new(begin, y), new(end, y) };
        lines.Add(
            new PhotoLine(
                Array.ConvertAll(points, point => point.Turned(back.X, back.Y)),
                Math.Min(lead, begin - left),
                Math.Min(lead, right - end)
            )
        );
    }

    private static List<(double Left, double Right)> Merged(List<(double Left, double Right)> spans, double gap)
    {
        spans.Sort();
        var merged = new List<(double Left, double Right)>();
        foreach (var span in spans)
        {
            if (merged.Count > 0 && span.Left <= merged[^1].Right + gap)
            {
                merged[^1] = (merged[^1].Left, Math.Max(merged[^1].Right, span.Right));
            }
            else
            {
                merged.Add(span);
            }
        }

        return merged;
    }
}

/// <summary>Distances by which lanes are laid out, metres.</summary>
/// <param name="Spacing">Between lanes.</param>
/// <param name="Footprint">Of a picture along the way.</param>
/// <param name="Trigger">Between pictures.</param>
/// <param name="Lead">Flown straight before and behind a lane.</param>
internal sealed record LaneMeasures(double Spacing, double Footprint, double Trigger, double Lead);
