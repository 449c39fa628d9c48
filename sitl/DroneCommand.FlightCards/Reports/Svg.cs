using System.Globalization;
using System.Net;
using System.Text;

namespace DroneCommand.FlightCards.Reports;

/// <summary>Writes SVG: numbers to a tenth, texts encoded.</summary>
internal sealed class Svg
{
    private readonly StringBuilder text = new();

    /// <param name="id">Unique on the page; names the title and the description.</param>
    /// <param name="width">In its own units.</param>
    /// <param name="height">In its own units.</param>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    /// <param name="description">What there is to see in it.</param>
    public Svg(string id, double width, double height, string title, string description) =>
        Raw(
            $"""<svg viewBox="0 0 {width:0.#} {height:0.#}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Encode(title)}</title><desc id="{id}-d">{Encode(description)}</desc>"""
        );

    public void Raw(FormattableString svg) => text.Append(svg.ToString(CultureInfo.InvariantCulture)).Append('\n');

    public void Line(IEnumerable<(double X, double Y)> points, string style) =>
        Raw($"""<polyline class="{style}" points="{Points(points)}"/>""");

    public void Area(IEnumerable<(double X, double Y)> points, string style) =>
        Raw($"""<polygon class="{style}" points="{Points(points)}"/>""");

    public void Text(double x, double y, string words, string style = "label", string anchor = "start") =>
        Raw($"""<text class="{style}" x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}">{Encode(words)}</text>""");

    public override string ToString() => text + "</svg>";

    public static string Encode(string words) => WebUtility.HtmlEncode(words);

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")));
}
