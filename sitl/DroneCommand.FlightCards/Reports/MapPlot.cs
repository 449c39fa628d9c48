using DroneCommand.FlightCards.Records;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.FlightCards.Reports;

/// <summary>The flight from above: the site, what was planned, what was flown.</summary>
internal static class MapPlot
{
    private const double Width = 960;
    private const double Margin = 24;
    private const int MostPoints = 1500;

    public static string Draw(FlightRecord record)
    {
        var ring = record.Site.Boundary.Points.Select(record.Frame.ToLocal).ToList();
        var all = ring.Concat(record.Track.Select(s => s.Local)).ToList();
        var view = new View(all);
        var svg = new Svg(
            "map",
            Width,
            view.Height,
            "Map of the flight",
            FormattableString.Invariant(
                $"{record.Site.Name} from above, north up; the plan of {record.Mission.Count} items dashed, the track of {record.Track.Count} positions as a line."
            )
        );
        DrawSite(svg, record, view, ring);
        if (record.Mission.Count > 0)
        {
            svg.Line(record.Route.Select(view.Of), "plan");
        }

        svg.Line(Thin(record.Track).Select(s => view.Of(s.Local)), "track");
        DrawMarks(svg, record, view);
        DrawScale(svg, view);
        return svg.ToString();
    }

    private static void DrawSite(Svg svg, FlightRecord record, View view, List<LocalPoint> ring)
    {
        svg.Area(ring.Select(view.Of), "boundary");
        foreach (var feature in record.Site.Features.Where(f => f.Geometry == SiteGeometry.Area))
        {
            var style = feature.Kind switch
            {
                SiteFeatureKind.Building or SiteFeatureKind.Obstacle => "building",
                SiteFeatureKind.KeepOut => "keep-out",
                SiteFeatureKind.Water => "water",
                _ => null,
            };
            if (style is not null)
            {
                svg.Area(feature.Points.Select(p => view.Of(record.Frame.ToLocal(p))), style);
            }
        }

        foreach (var dock in record.Site.Docks)
        {
            var (x, y) = view.Of(record.Frame.ToLocal(dock.Position));
            svg.Raw($"""<rect class="dock" x="{x - 4:0.#}" y="{y - 4:0.#}" width="8" height="8"/>""");
            // Docks lie side by side; only the flight's own needs its name.
            if (PlaneShapes.Between(record.Frame.ToLocal(dock.Position), new LocalPoint(0, 0)) < 1)
            {
                svg.Text(x + 8, y + 4, dock.Name);
            }
        }
    }

    private static void DrawMarks(Svg svg, FlightRecord record, View view)
    {
        var wrong = record.Events.Where(e =>
            e.Kind is FlightEventKind.Fault or FlightEventKind.FenceBreached or FlightEventKind.Reboot
        );
        foreach (var mark in wrong)
        {
            if (record.Track.LastOrDefault(s => s.Seconds <= mark.Seconds) is { } at)
            {
                var (x, y) = view.Of(at.Local);
                svg.Raw($"""<path class="fault" d="M{x:0.#} {y - 8:0.#}l7 13h-14z"/>""");
                svg.Text(x + 10, y, mark.Text, "note");
            }
        }

        if (record.Track.Count > 0)
        {
            var (x, y) = view.Of(record.Track[^1].Local);
            svg.Raw($"""<circle class="end" cx="{x:0.#}" cy="{y:0.#}" r="5"/>""");
        }
    }

    private static void DrawScale(Svg svg, View view)
    {
        const double BarM = 50;
        var (x, y) = (Margin, view.Height - 10);
        svg.Line([(x, y - 4), (x, y), (x + (BarM * view.Scale), y), (x + (BarM * view.Scale), y - 4)], "scale");
        svg.Text(x + (BarM * view.Scale) + 6, y, "50 m");
    }

    internal static IEnumerable<TrackSample> Thin(IReadOnlyList<TrackSample> track)
    {
        var stride = Math.Max(1, track.Count / MostPoints);
        return track.Where((_, i) => i % stride == 0 || i == track.Count - 1);
    }

    /// <summary>Metres to the picture's units, north up.</summary>
    private sealed class View
    {
        private readonly double west;
        private readonly double north;

        public View(IReadOnlyList<LocalPoint> points)
        {
            west = points.Min(p => p.EastMetres);
            north = points.Max(p => p.NorthMetres);
            var (width, height) = (points.Max(p => p.EastMetres) - west, north - points.Min(p => p.NorthMetres));
            Scale = (Width - (2 * Margin)) / Math.Max(width, 1);
            Height = Math.Max((height * Scale) + (2 * Margin), 120);
        }

        public double Scale { get; }

        public double Height { get; }

        public (double X, double Y) Of(LocalPoint p) =>
            (Margin + ((p.EastMetres - west) * Scale), Margin + ((north - p.NorthMetres) * Scale));
    }
}
