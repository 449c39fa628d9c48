using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using DroneCommand.FlightCards.Records;

namespace DroneCommand.FlightCards.Reports;

/// <summary>A flight on one page that needs nothing else: verdicts, map, plots, everything that was said.</summary>
public static partial class HtmlReport
{
    public static string Write(CardResult result)
    {
        var page = new StringBuilder();
        var title = Svg.Encode($"{result.Card.Name}: {Word(result.Verdict)}");
        page.Append(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>
            {Style()}
            </style>
            </head>
            <body>
            <header>
            <h1>{Svg.Encode(result.Card.Name)}</h1>
            <p class="verdict {Class(result.Verdict)}">{Mark(result.Verdict)} {Word(result.Verdict)}</p>
            <p>{Svg.Encode(result.Card.Summary)}</p>
            <p class="muted">{Svg.Encode(Flown(result))}</p>
            </header>
            <main>

            """
        );
        if (result.FirstProblem.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"problem\">{Svg.Encode(result.FirstProblem)}</p>\n");
        }

        Table(
            page,
            "Expectations",
            ["", "expected", "found"],
            result.Expectations.Select(e => Row(e.Verdict, e.Title, e.Evidence))
        );
        if (result.Record is { } record)
        {
            Plots(page, record);
        }

        Table(
            page,
            "Steps",
            ["", "at", "step", "what was seen"],
            result.Steps.Select(s => Row(s.Verdict, Seconds(s.Began), s.Title, s.Evidence))
        );
        if (result.Record is { } said)
        {
            Table(
                page,
                "What happened",
                ["at", "", ""],
                said.Events.Where(e => e.Kind != FlightEventKind.Step).Select(Row)
            );
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Plots(StringBuilder page, FlightRecord record)
    {
        Figure(page, MapPlot.Draw(record), "Dashed: the plan. Line: what was flown. Triangles: what was made to fail.");
        Figure(
            page,
            TimePlot.Draw(record, "altitude", "Altitude, metres above home", s => s.AboveHomeM, 0, 10),
            "Altitude above home, m"
        );
        Figure(
            page,
            TimePlot.Draw(record, "speed", "Speed over ground, metres per second", s => s.SpeedMps, 0, 2),
            "Speed over ground, m/s"
        );
        Figure(
            page,
            TimePlot.Draw(record, "battery", "Battery, percent left", s => s.BatteryPercent, 0, 100),
            "Battery left, %"
        );
    }

    private static void Figure(StringBuilder page, string svg, string caption) =>
        page.Append(
            CultureInfo.InvariantCulture,
            $"<figure>{svg}<figcaption>{Svg.Encode(caption)}</figcaption></figure>\n"
        );

    private static void Table(StringBuilder page, string title, string[] heads, IEnumerable<string> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{title}</h2><div class=\"scroll\"><table><thead><tr>");
        page.AppendJoin("", heads.Select(h => $"<th scope=\"col\">{h}</th>"));
        page.Append("</tr></thead><tbody>\n").AppendJoin('\n', rows).Append("\n</tbody></table></div></section>\n");
    }

    private static string Row(Verdict verdict, params string[] cells) =>
        $"<tr><td class=\"{Class(verdict)}\" title=\"{Word(verdict)}\">{Mark(verdict)}<span class=\"hidden\"> {Word(verdict)}</span></td>"
        + string.Concat(cells.Select(c => $"<td>{Svg.Encode(c)}</td>"))
        + "</tr>";

    private static string Row(FlightEvent happened) =>
        $"<tr><td>{Seconds(happened.Seconds)}</td><td class=\"muted\">{Kind(happened)}</td><td>{Svg.Encode(happened.Text)}</td></tr>";

    private static string Kind(FlightEvent happened) =>
        happened.Kind switch
        {
            FlightEventKind.Mode => "mode",
            FlightEventKind.Armed or FlightEventKind.Disarmed => "motors",
            FlightEventKind.Text => "says",
            FlightEventKind.Ack => "answers",
            FlightEventKind.ItemReached => "reached",
            FlightEventKind.FenceBreached => "fence",
            FlightEventKind.Reboot => "reboot",
            FlightEventKind.Fault => "fault",
            FlightEventKind.Photo => "camera",
            _ => "",
        };

    private static string Flown(CardResult result) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Card.Id}, flown by {result.Flown}: {result.Record?.Seconds ?? 0:0} s, {result.Wall.TotalSeconds:0.0} s by the clock on the wall"
        );

    private static string Seconds(double seconds) => seconds.ToString("0.0 s", CultureInfo.InvariantCulture);

    private static string Word(Verdict verdict) =>
        verdict switch
        {
            Verdict.Passed => "passed",
            Verdict.Failed => "failed",
            _ => "not flown to its end",
        };

    private static string Class(Verdict verdict) =>
        verdict switch
        {
            Verdict.Passed => "ready",
            Verdict.Failed => "critical",
            _ => "idle",
        };

    // Shapes, so that it reads without colour.
    private static string Mark(Verdict verdict) =>
        verdict switch
        {
            Verdict.Passed => "✓",
            Verdict.Failed => "▲",
            _ => "○",
        };

    /// <summary>The console's tokens; its light ones where the reader's system asks for them.</summary>
    private static string Style()
    {
        var tokens = Resource("tokens.css");
        var light = LightTokens().Match(tokens).Groups[1].Value;
        return $"{tokens}\n@media (prefers-color-scheme: light) {{ :root {{ {light} }} }}\n{Resource("report.css")}";
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\[data-theme=""?light""?\]\s*\{([^}]*)\}")]
    private static partial Regex LightTokens();
}
