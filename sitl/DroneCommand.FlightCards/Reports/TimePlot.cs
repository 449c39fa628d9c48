using DroneCommand.FlightCards.Records;

namespace DroneCommand.FlightCards.Reports;

/// <summary>A value over the flight's time, above the bands of its modes.</summary>
internal static class TimePlot
{
    private const double Width = 960;
    private const double Height = 220;
    private const double Left = 52;
    private const double Right = 12;
    private const double Top = 26;
    private const double Bottom = 28;

    /// <param name="record">The flight.</param>
    /// <param name="id">Unique on the page.</param>
    /// <param name="title">What is drawn, with its unit.</param>
    /// <param name="value">The value at a sample; null for none.</param>
    /// <param name="least">The axis goes at least down to this.</param>
    /// <param name="most">The axis goes at least up to this.</param>
    public static string Draw(
        FlightRecord record,
        string id,
        string title,
        Func<TrackSample, double?> value,
        double least,
        double most
    )
    {
        var points = MapPlot
            .Thin(record.Track)
            .Where(s => value(s) is not null)
            .Select(s => (s.Seconds, Value: value(s)!.Value))
            .ToList();
        var (low, high) =
            points.Count == 0
                ? (least, most)
                : (Math.Min(least, points.Min(p => p.Value)), Math.Max(most, points.Max(p => p.Value)));
        var description =
            points.Count == 0
                ? "No values were heard."
                : FormattableString.Invariant(
                    $"From {points.Min(p => p.Value):0.#} to {points.Max(p => p.Value):0.#} over {record.Seconds:0} s, at the end {points[^1].Value:0.#}."
                );
        var svg = new Svg(id, Width, Height, title, description);
        var axes = new Axes(record.Seconds, low, high);
        DrawModes(svg, record, axes);
        DrawGrid(svg, axes);
        svg.Line(points.Select(p => (axes.X(p.Seconds), axes.Y(p.Value))), "track");
        foreach (var fault in record.Events.Where(e => e.Kind is FlightEventKind.Fault or FlightEventKind.Reboot))
        {
            var x = axes.X(fault.Seconds);
            svg.Line([(x, Top), (x, Height - Bottom)], "fault-line");
        }

        return svg.ToString();
    }

    private static void DrawModes(Svg svg, FlightRecord record, Axes axes)
    {
        var modes = record.Of(FlightEventKind.Mode).ToList();
        for (var i = 0; i < modes.Count; i++)
        {
            var (from, to) = (
                axes.X(modes[i].Seconds),
                axes.X(i + 1 < modes.Count ? modes[i + 1].Seconds : record.Seconds)
            );
            var style = i % 2 == 0 ? "band" : "band odd";
            svg.Raw(
                $"""<rect class="{style}" x="{from:0.#}" y="{Top:0.#}" width="{Math.Max(0, to - from):0.#}" height="{Height - Top - Bottom:0.#}"><title>{Svg.Encode(modes[i].Text)}</title></rect>"""
            );
            // A name that has no room would cover its neighbour's; the band's title still tells it.
            if (to - from > 8 * modes[i].Text.Length)
            {
                svg.Text(from + 4, Top - 8, modes[i].Text, "note");
            }
        }
    }

    private static void DrawGrid(Svg svg, Axes axes)
    {
        foreach (var value in axes.Values)
        {
            svg.Line([(Left, axes.Y(value)), (Width - Right, axes.Y(value))], "grid");
            svg.Text(Left - 6, axes.Y(value) + 4, FormattableString.Invariant($"{value:0.#}"), "label", "end");
        }

        foreach (var seconds in axes.Times)
        {
            svg.Text(axes.X(seconds), Height - 8, FormattableString.Invariant($"{seconds:0} s"), "label", "middle");
        }
    }

    private sealed class Axes(double seconds, double low, double high)
    {
        private static readonly int[] Steps = [1, 2, 5, 10];
        private readonly double span = Math.Max(high - low, 1e-3);

        public IEnumerable<double> Values => Ticks(low, high, 4);

        public IEnumerable<double> Times => Ticks(0, seconds, 8);

        public double X(double at) => Left + (at / Math.Max(seconds, 1e-3) * (Width - Left - Right));

        public double Y(double value) => Height - Bottom - ((value - low) / span * (Height - Top - Bottom));

        private static IEnumerable<double> Ticks(double from, double to, int about)
        {
            var raw = Math.Max(to - from, 1e-3) / about;
            var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
            var step = Steps.First(n => n * power >= raw) * power;
            for (var tick = Math.Ceiling(from / step) * step; tick <= to + (step / 1000); tick += step)
            {
                // Not -0.
                yield return Math.Abs(tick) < step / 1000 ? 0 : tick;
            }
        }
    }
}
