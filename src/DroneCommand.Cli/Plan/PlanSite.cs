using DroneCommand.Cli.Streams;
using DroneCommand.Missions.Exchange;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Cli.Plan;

/// <summary>What is planned on, whatever the format of its file.</summary>
/// <param name="Text">GeoJSON, a site, a map or a graph; empty when there are problems.</param>
/// <param name="Lost">What of the file that does not say.</param>
/// <param name="Areas">That were read; empty where the file holds none.</param>
/// <param name="Problems">Why it cannot be read.</param>
internal sealed record PlanSite(
    string Text,
    IReadOnlyList<LostPart> Lost,
    IReadOnlyList<DrawnArea> Areas,
    IReadOnlyList<SiteProblem> Problems
)
{
    /// <summary>It is a whole site, with docks and fences.</summary>
    public bool IsSite { get; init; }

    /// <exception cref="IOException">The file is not to be had.</exception>
    public static PlanSite Read(string name, StandardStreams streams)
    {
        var bytes = ShapeFile.Bytes(name, streams);
        if (ShapeImport.IsOtherJson(bytes))
            return OfJson(bytes, name);
        var read = ShapeFile.Read(bytes, name);
        if (read.Shapes is not { } own)
            return new("", [], [], read.Problems);
        var shapes = own.WithStandIns();
        return new(ShapesGeoJson.Write(shapes), shapes.Lost, [.. shapes.Areas.Select(a => a.Area)], []);
    }

    // GeoJSON is read by the planners themselves, which know more of it; only what they leave out is asked for here.
    private static PlanSite OfJson(byte[] bytes, string name)
    {
        var text = ShapeFile.Text(bytes);
        if (text.Contains("\"site\"", StringComparison.Ordinal) && SiteReader.IsSite(text))
            return new(text, [], [], []) { IsSite = true };
        var isShape = text.Contains("\"coordinates\"", StringComparison.Ordinal);
        return isShape && ShapeFile.Read(bytes, name).Shapes is { } shapes
            ? new(text, shapes.Lost, [.. shapes.Areas.Select(a => a.Area)], [])
            : new(text, [], [], []);
    }
}
