using System.Globalization;
using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Reads a probability map from GeoJSON: a FeatureCollection of polygons that do not overlap, each with its POC as the
/// property 'poc'. A polygon's POC is spread evenly over it and shared out to square cells of metres by area. The sum is at
/// most 1 and is not scaled.
/// </summary>
public static class PocPolygonReader
{
    /// <summary>The most polygons that are read.</summary>
    public const int MaxPolygons = 10_000;

    /// <summary>Corners that were rounded overlap by less than this share of a cell.</summary>
    private const double MostOverlap = 0.02;

    private const string Poc = "poc";

    private sealed record Segment(PlacedJson At, string Name, double Poc, IReadOnlyList<DrawnArea> Areas);

    /// <summary>True for a GeoJSON FeatureCollection: then a probability map is read from its polygons.</summary>
    public static bool IsGrid(string json)
    {
        try
        {
            return PlacedJsonReader.Read(json).Find("type")?.Text == "FeatureCollection";
        }
        catch (PlacedJsonException)
        {
            // What it is instead, and where it goes wrong, is for the reader of the other kind to say.
            return false;
        }
    }

    /// <summary>Reads a map, or says at which places the file is wrong. Never throws for what the text holds.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">Its name, for the problems.</param>
    /// <param name="settings">What the file does not tell.</param>
    public static ProbabilityMapReadResult Read(string json, string fileName, PocSettings settings)
    {
        var context = new SiteReadContext(fileName);
        try
        {
            var root = PlacedJsonReader.Read(json);
            var segments = Segments(root, context);
            var map = context.Problems.Count == 0 ? Spread(root, segments, settings, context) : null;
            return context.Problems.Count == 0 ? new(map, []) : new(null, context.Problems);
        }
        catch (PlacedJsonException error)
        {
            return new(null, [new SiteProblem(fileName, error.Line, error.Column, "file", error.Message)]);
        }
    }

    private static List<Segment> Segments(PlacedJson root, SiteReadContext context)
    {
        var features = root.Find("features")?.Items ?? [];
        if (features.Count is 0 or > MaxPolygons)
        {
            context.Add(
                root,
                "file",
                $"holds {features.Count} features; 1 to {MaxPolygons} polygons with '{Poc}' are read"
            );
            return [];
        }

        var segments = features.Select((feature, i) => SegmentOf(feature, i + 1, context)).OfType<Segment>().ToList();
        var sum = segments.Sum(segment => segment.Poc);
        if (context.Problems.Count == 0 && sum is <= 0 or > 1 + PocCells.SumTolerance)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"'{Poc}' sums to {sum:0.######}; more than 0 and at most 1 is right"
            );
            context.Add(root.Find("features")!, "features", text);
        }

        return segments;
    }

    private static Segment? SegmentOf(PlacedJson feature, int number, SiteReadContext context)
    {
        var properties = feature.Find("properties");
        var name = properties?.Find("name") is { Type: JsonTokenType.String, Text.Length: > 0 and <= 80 } text
            ? $"segment {text.Text}"
            : string.Create(CultureInfo.InvariantCulture, $"feature {number}");
        var poc = properties is null ? null : context.Number(properties, Poc, name, required: true, min: 0, max: 1);
        if (properties is null)
        {
            context.Add(feature, name, $"has no properties: '{Poc}', the probability of containment, is needed");
        }

        var geometry = feature.Find("geometry");
        var polygons = geometry?.Find("type")?.Text switch
        {
            "Polygon" => [geometry.Find("coordinates") ?? geometry],
            "MultiPolygon" => geometry.Find("coordinates")?.Items ?? [],
            _ => (IReadOnlyList<PlacedJson>)[],
        };
        if (polygons.Count == 0)
        {
            context.Add(geometry ?? feature, name, "must be a Polygon or a MultiPolygon");
            return null;
        }

        var areas = polygons.Select(rings => Polygon(rings, name, context)).OfType<DrawnArea>().ToList();
        return poc is { } known && areas.Count == polygons.Count ? new(feature, name, known, areas) : null;
    }

    private static DrawnArea? Polygon(PlacedJson rings, string name, SiteReadContext context)
    {
        var before = context.Problems.Count;
        if (AreaReader.ReadRings(rings, context) is not { } area || context.Problems.Count > before)
        {
            return null;
        }

        var frame = new LocalFrame(area.Outline[0]);
        var shape = PlanarShapes.Polygon(
            [.. area.Outline.Select(frame.ToCoordinate)],
            area.Holes.Select(hole => hole.Select(frame.ToCoordinate).ToList())
        );
        if (PlanarShapes.Fault(shape) is var (reason, place))
        {
            context.Add(rings, name, $"{reason} at {frame.ToGeo(place)}");
            return null;
        }

        return area;
    }

    private static ProbabilityMap? Spread(
        PlacedJson root,
        List<Segment> segments,
        PocSettings settings,
        SiteReadContext context
    )
    {
        var cells = CellsOf(segments, settings.DetectionRadiusMetres);
        var covered = new double[cells.Poc.Length];
        var owners = new int[cells.Poc.Length];
        for (var i = 0; i < segments.Count && context.Problems.Count == 0; i++)
        {
            var coverage = CoverageOf(segments[i], cells);
            var shares = coverage.Shares();
            var poc = segments[i].Poc / shares.Sum();
            for (var k = 0; k < shares.Length; k++)
            {
                var (row, column) = Math.DivRem(k, coverage.Columns);
                var cell = (coverage.FirstRow + row) * cells.Columns + coverage.FirstColumn + column;
                cells.Poc[cell] += poc * shares[k];
                covered[cell] += shares[k];
                if (shares[k] > 0 && covered[cell] > 1 + MostOverlap)
                {
                    var reason =
                        $"overlaps {segments[owners[cell]].Name} near {cells.Middle(cell)}: no place may count twice";
                    context.Add(segments[i].At, segments[i].Name, reason);
                    return null;
                }

                owners[cell] = shares[k] > 0 ? i : owners[cell];
            }
        }

        if (
            ProbabilityMapReader.TooFine(cells.Rows, cells.Columns, cells.CellMetres, settings.DetectionRadiusMetres) is
            { } tooFine
        )
        {
            context.Add(root, "file", tooFine);
        }

        return cells.ToMap(settings, []);
    }

    private static CellCoverage CoverageOf(Segment segment, PocCells cells)
    {
        var rings = segment
            .Areas.SelectMany(area => area.Holes.Select(hole => (hole, true)).Prepend((area.Outline, false)))
            .Select(ring => (Corners: ring.Item1.Select(cells.InCells).ToList(), IsHole: ring.Item2))
            .ToList();
        var corners = rings.SelectMany(ring => ring.Corners).ToList();
        var (firstRow, lastRow) = Span(corners.Select(c => c.Row), cells.Rows);
        var (firstColumn, lastColumn) = Span(corners.Select(c => c.Column), cells.Columns);
        var coverage = new CellCoverage(firstRow, firstColumn, lastRow - firstRow + 1, lastColumn - firstColumn + 1);
        foreach (var (ring, isHole) in rings)
        {
            coverage.Add(ring, isHole);
        }

        return coverage;
    }

    private static (int First, int Last) Span(IEnumerable<double> values, int count)
    {
        var all = values.ToList();
        var first = Math.Clamp((int)Math.Floor(all.Min()), 0, count - 1);
        return (first, Math.Clamp((int)Math.Ceiling(all.Max()) - 1, first, count - 1));
    }

    /// <summary>Cells half as wide as the smallest segment, and no wider than the sensor sees to one side.</summary>
    private static PocCells CellsOf(List<Segment> segments, double radius)
    {
        var places = segments.SelectMany(s => s.Areas).SelectMany(area => area.Outline).ToList();
        var (south, north) = (places.Min(p => p.LatitudeDeg), places.Max(p => p.LatitudeDeg));
        var (west, east) = (places.Min(p => p.LongitudeDeg), places.Max(p => p.LongitudeDeg));
        var projection = new MapProjection(new((south + north) / 2, (west + east) / 2));
        var smallest = segments.Min(segment => segment.Areas.Sum(area => Area(area, projection)));
        return new(south, west, north, east, Math.Max(1, Math.Min(radius, Math.Sqrt(smallest) / 2)));
    }

    private static double Area(DrawnArea area, MapProjection projection)
    {
        double Enclosed(IReadOnlyList<GeoPoint> ring) =>
            Math.Abs(
                CellCoverage.Area([.. ring.Select(projection.ToLocal).Select(p => (p.EastMetres, p.NorthMetres))])
            );
        return Enclosed(area.Outline) - area.Holes.Sum(Enclosed);
    }
}
