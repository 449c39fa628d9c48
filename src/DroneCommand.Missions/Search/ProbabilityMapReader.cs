using System.Globalization;
using System.Text.Json;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Search;

/// <summary>A probability map, or why there is none.</summary>
/// <param name="Map">Null when there are problems.</param>
/// <param name="Problems">Empty when there is a map.</param>
public sealed record ProbabilityMapReadResult(ProbabilityMap? Map, IReadOnlyList<SiteProblem> Problems);

/// <summary>
/// Reads a probability map from JSON: 'rows', 'cols', 'cell_m', 'extent_m' [west, south, east, north], 'start_xy',
/// 'sensor' with 'detection_radius_m', 'probability' by row from the south, and 'origin_lonlat' when it has a place on
/// earth. Other keys are notes. docs/planning.md lists them.
/// </summary>
public static class ProbabilityMapReader
{
    private const int MaxSide = 2_000;
    private const double Reach = 1e6;

    /// <summary>Reads a map, or says at which places the file is wrong. Never throws for what the text holds.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">Its name, for the problems.</param>
    public static ProbabilityMapReadResult Read(string json, string fileName)
    {
        var context = new SiteReadContext(fileName);
        try
        {
            var map = ReadDocument(PlacedJsonReader.Read(json), context);
            return context.Problems.Count == 0 ? new(map, []) : new(null, context.Problems);
        }
        catch (PlacedJsonException error)
        {
            return new(null, [new SiteProblem(fileName, error.Line, error.Column, "file", error.Message)]);
        }
    }

    private static ProbabilityMap? ReadDocument(PlacedJson root, SiteReadContext context)
    {
        if (root.Type != JsonTokenType.StartObject)
        {
            context.Add(root, "file", "must be an object with 'rows', 'cols', 'cell_m' and 'probability'");
            return null;
        }

        var rows = Whole(root, "rows", context);
        var columns = Whole(root, "cols", context);
        var cell = context.Number(root, "cell_m", "file", true, 0.1, 100_000);
        var extent = Numbers(root, "extent_m", 4, context);
        var start = Numbers(root, "start_xy", 2, context);
        var radius = root.Find("sensor") is { Type: JsonTokenType.StartObject } sensor
            ? context.Number(sensor, "detection_radius_m", "sensor", true, 0.1, 100_000)
            : Missing(root, "sensor", "an object with 'detection_radius_m'", context);
        RefuseOtherOrder(root, context);
        var origin = Origin(root, context);
        if (rows is null || columns is null || cell is null || extent is null || start is null || radius is null)
        {
            return null;
        }

        CheckExtent(root, extent, rows.Value, columns.Value, cell.Value, context);
        CheckLatitudes(root, extent, origin, context);
        CheckFineness(root, rows.Value, columns.Value, cell.Value, radius.Value, context);
        var probability = Probabilities(root, rows.Value, columns.Value, context);
        return probability is null
            ? null
            : new ProbabilityMap
            {
                Rows = rows.Value,
                Columns = columns.Value,
                CellMetres = cell.Value,
                Corner = new(extent[0], extent[1]),
                Start = new(start[0], start[1]),
                Probability = probability,
                DetectionRadiusMetres = radius.Value,
                Origin = origin,
            };
    }

    private static double? Missing(PlacedJson root, string key, string right, SiteReadContext context)
    {
        context.Add(root, "file", $"'{key}' is missing: {right}");
        return null;
    }

    private static int? Whole(PlacedJson root, string key, SiteReadContext context)
    {
        var number = context.Number(root, key, "file", true, 1, MaxSide);
        if (number is { } value && value != Math.Floor(value))
        {
            context.Add(root.Find(key)!, "file", $"'{key}' must be a whole number");
            return null;
        }

        return (int?)number;
    }

    private static double[]? Numbers(PlacedJson root, string key, int count, SiteReadContext context)
    {
        var node = root.Find(key);
        if (node is null || node.Items.Count != count || node.Items.Any(IsNoPlace))
        {
            var reason = string.Create(
                CultureInfo.InvariantCulture,
                $"'{key}' must be a list of {count} numbers from {-Reach:0} to {Reach:0}, metres"
            );
            context.Add(node ?? root, "file", reason);
            return null;
        }

        return [.. node.Items.Select(i => i.Number)];
    }

    private static bool IsNoPlace(PlacedJson item) =>
        item.Type != JsonTokenType.Number || Math.Abs(item.Number) > Reach;

    private static void RefuseOtherOrder(PlacedJson root, SiteReadContext context)
    {
        if (
            root.Find("row_order") is { } order
            && !order.Text.StartsWith("row 0 = minimum y", StringComparison.Ordinal)
        )
        {
            context.Add(order, "file", $"'row_order' must begin with 'row 0 = minimum y', not {order.Describe()}");
        }
    }

    private static GeoPoint? Origin(PlacedJson root, SiteReadContext context)
    {
        if (root.Find("origin_lonlat") is not { } node)
        {
            return null;
        }

        var isPlace = node.Items.Count == 2 && node.Items.All(i => i.Type == JsonTokenType.Number);
        var place = isPlace ? new GeoPoint(node.Items[1].Number, node.Items[0].Number) : new GeoPoint(double.NaN, 0);
        if (place.IsValid && Math.Abs(place.LatitudeDeg) <= MapProjection.HighestLatitudeDeg)
        {
            return place;
        }

        context.Add(
            node,
            "file",
            "'origin_lonlat' must be [longitude, latitude] in degrees, within 85° of the equator"
        );
        return null;
    }

    private static void CheckExtent(
        PlacedJson root,
        double[] extent,
        int rows,
        int columns,
        double cell,
        SiteReadContext context
    )
    {
        var isWide = Math.Abs(extent[2] - extent[0] - columns * cell) < 1e-3 * cell;
        var isHigh = Math.Abs(extent[3] - extent[1] - rows * cell) < 1e-3 * cell;
        if (!isWide || !isHigh)
        {
            var reason = string.Create(
                CultureInfo.InvariantCulture,
                $"'extent_m' must span 'cols' and 'rows' cells: {columns * cell:0.###} m by {rows * cell:0.###} m"
            );
            context.Add(root.Find("extent_m")!, "file", reason);
        }
    }

    private static void CheckLatitudes(PlacedJson root, double[] extent, GeoPoint? origin, SiteReadContext context)
    {
        if (origin is { } place)
        {
            var projection = new MapProjection(place);
            var edges = new[] { extent[1], extent[3] }.Select(north => projection.ToGeo(new LocalPoint(0, north)));
            if (edges.Any(edge => Math.Abs(edge.LatitudeDeg) > MapProjection.HighestLatitudeDeg))
            {
                context.Add(root.Find("extent_m")!, "file", "'extent_m' reaches beyond 85° of latitude");
            }
        }
    }

    private static void CheckFineness(
        PlacedJson root,
        int rows,
        int columns,
        double cell,
        double radius,
        SiteReadContext context
    )
    {
        var sweeps = rows * cell * (columns * cell) / (4 * radius * radius);
        if (sweeps > ProbabilitySearch.MaxSweeps)
        {
            var reason = string.Create(
                CultureInfo.InvariantCulture,
                $"the map is {sweeps:0} squares of a sensor's width large; at most {ProbabilitySearch.MaxSweeps} are planned: cut it into parts"
            );
            context.Add(root.Find("cell_m")!, "file", reason);
        }
    }

    private static double[]? Probabilities(PlacedJson root, int rows, int columns, SiteReadContext context)
    {
        if (root.Find("probability") is not { Type: JsonTokenType.StartArray } node)
        {
            Missing(root, "probability", "a list of rows × cols numbers", context);
            return null;
        }

        if (node.Items.Count != rows * columns)
        {
            context.Add(node, "probability", $"has {node.Items.Count} values, not rows × cols = {rows * columns}");
            return null;
        }

        foreach (var item in node.Items.Where(i => i.Type != JsonTokenType.Number || i.Number is < 0 or > 1))
        {
            context.Add(item, "probability", $"must be a number from 0 to 1, not {item.Describe()}");
        }

        var sum = node.Items.Sum(i => i.Number);
        if (sum is <= 0 or > 1 + 1e-6)
        {
            var reason = string.Create(
                CultureInfo.InvariantCulture,
                $"sums to {sum:0.######}; more than 0 and at most 1 is right"
            );
            context.Add(node, "probability", reason);
        }

        return [.. node.Items.Select(i => i.Number)];
    }
}
