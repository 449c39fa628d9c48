namespace DroneCommand.Missions.Sites;

/// <summary>The words that site files use for kinds of features, and how people read them.</summary>
internal static class SiteWords
{
    private static readonly Dictionary<string, SiteFeatureKind> Kinds = new(StringComparer.Ordinal)
    {
        ["boundary"] = SiteFeatureKind.Boundary,
        ["perimeter"] = SiteFeatureKind.Perimeter,
        ["building"] = SiteFeatureKind.Building,
        ["obstacle"] = SiteFeatureKind.Obstacle,
        ["tree"] = SiteFeatureKind.Tree,
        ["keep-out"] = SiteFeatureKind.KeepOut,
        ["privacy"] = SiteFeatureKind.Privacy,
        ["dock"] = SiteFeatureKind.Dock,
        ["checkpoint"] = SiteFeatureKind.Checkpoint,
        ["gate"] = SiteFeatureKind.Gate,
        ["road"] = SiteFeatureKind.Road,
        ["water"] = SiteFeatureKind.Water,
        ["yard"] = SiteFeatureKind.Yard,
        ["area"] = SiteFeatureKind.Area,
        ["line"] = SiteFeatureKind.Line,
        ["place"] = SiteFeatureKind.Place,
    };

    public static IReadOnlyList<string> KindNames { get; } = [.. Kinds.Keys];

    public static SiteFeatureKind? ParseKind(string word) => Kinds.TryGetValue(word, out var kind) ? kind : null;

    public static string NameOf(SiteFeatureKind kind) => Kinds.First(entry => entry.Value == kind).Key;

    /// <summary>A building needs no 'building' before its name; a keep-out does.</summary>
    public static string TitleOf(SiteFeatureKind kind, string name) =>
        (kind, name) switch
        {
            (SiteFeatureKind.Boundary, _) => "the site's boundary",
            (_, "") => $"a {NameOf(kind)}",
            (SiteFeatureKind.Building or SiteFeatureKind.Obstacle or SiteFeatureKind.Dock, _) => name,
            _ => $"{NameOf(kind)} {name}",
        };

    /// <summary>The geometries that a kind may have.</summary>
    public static IReadOnlyList<SiteGeometry> GeometriesOf(SiteFeatureKind kind) =>
        kind switch
        {
            SiteFeatureKind.Dock or SiteFeatureKind.Checkpoint or SiteFeatureKind.Tree or SiteFeatureKind.Place =>
            [
                SiteGeometry.Point,
            ],
            SiteFeatureKind.Road or SiteFeatureKind.Line => [SiteGeometry.Line],
            SiteFeatureKind.Gate => [SiteGeometry.Point, SiteGeometry.Line],
            SiteFeatureKind.Obstacle => [SiteGeometry.Point, SiteGeometry.Area],
            _ => [SiteGeometry.Area],
        };

    /// <summary>The properties that a kind may carry besides kind and name.</summary>
    public static IReadOnlyList<string> PropertiesOf(SiteFeatureKind kind) =>
        kind switch
        {
            SiteFeatureKind.Building or SiteFeatureKind.Privacy => ["heightM"],
            SiteFeatureKind.Obstacle or SiteFeatureKind.Tree => ["heightM", "widthM"],
            SiteFeatureKind.KeepOut => ["floorM", "ceilingM"],
            SiteFeatureKind.Dock => ["headingDeg", "for"],
            SiteFeatureKind.Perimeter => ["for"],
            SiteFeatureKind.Road => ["widthM", "oneWay"],
            SiteFeatureKind.Gate => ["widthM"],
            _ => [],
        };

    /// <summary>True when others refer to such a feature by name.</summary>
    public static bool NeedsName(SiteFeatureKind kind) =>
        kind
            is SiteFeatureKind.Perimeter
                or SiteFeatureKind.KeepOut
                or SiteFeatureKind.Dock
                or SiteFeatureKind.Checkpoint
                or SiteFeatureKind.Building
                or SiteFeatureKind.Area
                or SiteFeatureKind.Line
                or SiteFeatureKind.Place;
}
