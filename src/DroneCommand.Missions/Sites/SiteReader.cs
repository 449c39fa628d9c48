using System.Text.Json;
using System.Text.RegularExpressions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Sites;

/// <summary>
/// Reads a site from GeoJSON: a FeatureCollection with a member 'site' for what concerns the whole, and features whose
/// property 'kind' says what they are. docs/missions.md lists every key. A file with any problem gives no site.
/// </summary>
public static partial class SiteReader
{
    /// <summary>The most features that a site may have.</summary>
    public const int MaxFeatures = 5_000;

    /// <summary>The most points that all features may have together.</summary>
    public const int MaxPoints = 20_000;

    private static readonly string[] RootKeys = ["type", "name", "site", "features", "bbox", "note"];

    private static readonly string[] SiteKeys =
    [
        "id",
        "name",
        "timeZone",
        "altitudeLimitM",
        "groundAmslM",
        "obstacleMarginM",
        "sideMarginM",
        "note",
    ];

    /// <summary>Reads a site, or says at which places the file is wrong. Never throws for what the text holds.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="fileName">Its name, for the problems.</param>
    public static SiteReadResult Read(string json, string fileName)
    {
        var context = new SiteReadContext(fileName);
        try
        {
            var site = ReadDocument(PlacedJsonReader.Read(json), context);
            return context.Problems.Count == 0 ? new(site, []) : new(null, context.Problems);
        }
        catch (PlacedJsonException error)
        {
            return new(null, [new SiteProblem(fileName, error.Line, error.Column, "file", error.Message)]);
        }
    }

    /// <summary>True when a text is meant as a site: an object with a member 'site'.</summary>
    public static bool IsSite(string json)
    {
        try
        {
            return PlacedJsonReader.Read(json).Find("site") is not null;
        }
        catch (PlacedJsonException)
        {
            // What it is instead, and where it goes wrong, is for the reader of the other kind to say.
            return false;
        }
    }

    private static Site? ReadDocument(PlacedJson root, SiteReadContext context)
    {
        if (root.Type != JsonTokenType.StartObject || root.Find("type")?.Text != "FeatureCollection")
        {
            context.Add(root, "file", "must be a GeoJSON object of type 'FeatureCollection'");
            return null;
        }

        context.RefuseUnknown(root, "file", RootKeys);
        var header = ReadHeader(root, context);
        if (root.Find("features") is not { Type: JsonTokenType.StartArray } list)
        {
            context.Add(root, "file", "'features' is missing: a list of features");
            return null;
        }

        if (list.Items.Count > MaxFeatures)
        {
            context.Add(list, "features", $"has {list.Items.Count} features; at most {MaxFeatures} are read");
            return null;
        }

        var shapes = SiteShapeReader.ReadAll(list, context);
        if (header is null || context.Problems.Count > 0 || Anchor(shapes, root, context) is not { } anchor)
        {
            return null;
        }

        var frame = new LocalFrame(anchor);
        var features = SiteFeatureReader.ReadAll(shapes, frame, context);
        if (context.Problems.Count > 0)
        {
            return null;
        }

        var site = new Site(header, frame, features);
        SiteChecks.Check(site, context);
        return site;
    }

    private static SiteHeader? ReadHeader(PlacedJson root, SiteReadContext context)
    {
        if (root.Find("site") is not { Type: JsonTokenType.StartObject } node)
        {
            context.Add(
                root,
                "file",
                "'site' is missing: an object with id, name, timeZone, altitudeLimitM, groundAmslM"
            );
            return null;
        }

        context.RefuseUnknown(node, "site", SiteKeys);
        var id = context.Text(node, "id", "site", required: true);
        if (id is not null && !IdPattern().IsMatch(id))
        {
            context.Add(node.Find("id")!, "site", "'id' must be 1 to 40 lower-case letters, digits and hyphens");
        }

        var name = context.Text(node, "name", "site", required: true);
        var zone = ReadTimeZone(node, context);
        var limit = context.Number(node, "altitudeLimitM", "site", required: true, 5, 1000);
        var ground = context.Number(node, "groundAmslM", "site", required: true, -500, 9000);
        var margin = context.Number(node, "obstacleMarginM", "site", required: false, 1, 100);
        var side = context.Number(node, "sideMarginM", "site", required: false, 0.5, 50);
        return id is null || name is null || zone is null || limit is null || ground is null
            ? null
            : new SiteHeader(id, name, zone, limit.Value, ground.Value, margin ?? 5, side ?? 3);
    }

    private static TimeZoneInfo? ReadTimeZone(PlacedJson node, SiteReadContext context)
    {
        var id = context.Text(node, "timeZone", "site", required: true);
        if (id is null)
        {
            return null;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            return zone;
        }

        context.Add(
            node.Find("timeZone")!,
            "site",
            $"'{id}' is no time zone of this machine; an example is Europe/Berlin"
        );
        return null;
    }

    private static GeoPoint? Anchor(IReadOnlyList<SiteShape> shapes, PlacedJson root, SiteReadContext context)
    {
        var boundaries = shapes.Where(shape => shape.Kind == SiteFeatureKind.Boundary).ToList();
        if (boundaries.Count == 1)
        {
            return boundaries[0].Points[0];
        }

        var at = boundaries.Count == 0 ? root : boundaries[1].Node;
        context.Add(at, "features", $"a site has one feature of kind 'boundary'; this one has {boundaries.Count}");
        return null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex IdPattern();
}
