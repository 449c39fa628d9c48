using System.Numerics;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Simulator.Camera;

/// <summary>How a solid is painted.</summary>
public enum SolidStyle
{
    Building,
    Tank,
    Stack,
    Crane,
    Containers,
    Barge,
}

/// <summary>A solid with a flat top: its outline on the ground (counter-clockwise) and its height in metres.</summary>
public sealed record Solid(string Name, SolidStyle Style, Vector2[] Outline, float HeightM)
{
    public Vector2 Centre { get; } = Outline.Aggregate(Vector2.Zero, (sum, p) => sum + p) / Outline.Length;
}

/// <summary>A tree: where it stands, its height and the width of its crown in metres.</summary>
public sealed record Tree(Vector2 Place, float HeightM, float WidthM);

/// <summary>A road as a line with its width in metres.</summary>
public sealed record RoadLine(Vector2[] Points, float WidthM);

/// <summary>The site as a camera sees it: metres east (X) and north (Y) of the site's origin.</summary>
public sealed class Scene
{
    private readonly LocalFrame _frame;

    public Scene(Site site)
    {
        _frame = site.Frame;
        Solids = [.. site.Features.Where(IsSolid).Select(ToSolid)];
        Trees = [.. site.OfKind(SiteFeatureKind.Tree).Select(ToTree)];
        Roads = [.. site.Roads.Select(r => new RoadLine(Local(r.Points), (float)(r.WidthMetres ?? 5)))];
        Yards = [.. site.OfKind(SiteFeatureKind.Yard).Select(f => (f.Name ?? "", Local(f.Points)))];
        Water = [.. site.Water.Select(f => Local(f.Points))];
        Gates = [.. site.OfKind(SiteFeatureKind.Gate).Select(f => Local(f.Points))];
        Boundary = Local(site.Boundary.Points);
        Docks = [.. site.Docks.Select(d => (Local(d.Position), (float)d.HeadingDeg))];
        var all = site.Features.SelectMany(f => Local(f.Points)).ToList();
        Least = new Vector2(all.Min(p => p.X), all.Min(p => p.Y));
        Most = new Vector2(all.Max(p => p.X), all.Max(p => p.Y));
    }

    public IReadOnlyList<Solid> Solids { get; }

    public IReadOnlyList<Tree> Trees { get; }

    public IReadOnlyList<RoadLine> Roads { get; }

    public IReadOnlyList<(string Name, Vector2[] Outline)> Yards { get; }

    public IReadOnlyList<Vector2[]> Water { get; }

    public IReadOnlyList<Vector2[]> Gates { get; }

    public Vector2[] Boundary { get; }

    public IReadOnlyList<(Vector2 Place, float HeadingDeg)> Docks { get; }

    /// <summary>South-west corner of everything.</summary>
    public Vector2 Least { get; }

    /// <summary>North-east corner of everything.</summary>
    public Vector2 Most { get; }

    public Vector2 Local(GeoPoint point)
    {
        var local = _frame.ToLocal(point);
        return new Vector2((float)local.EastMetres, (float)local.NorthMetres);
    }

    private static bool IsSolid(SiteFeature feature) =>
        feature.Kind is SiteFeatureKind.Building or SiteFeatureKind.Obstacle
        && feature.Geometry == SiteGeometry.Area
        && feature.HeightMetres > 0;

    private Solid ToSolid(SiteFeature feature)
    {
        var outline = Local(feature.Points);
        if (Area(outline) < 0)
        {
            Array.Reverse(outline);
        }

        var name = feature.Name ?? "";
        return new Solid(name, StyleOf(feature.Kind, name), outline, (float)feature.HeightMetres!.Value);
    }

    private static SolidStyle StyleOf(SiteFeatureKind kind, string name)
    {
        (string Word, SolidStyle Style)[] words =
        [
            ("tank", SolidStyle.Tank),
            ("stack", SolidStyle.Stack),
            ("crane", SolidStyle.Crane),
            ("barge", SolidStyle.Barge),
        ];
        if (name.Contains("container", StringComparison.OrdinalIgnoreCase))
        {
            return SolidStyle.Containers;
        }

        var match = Array.Find(words, w => name.Contains(w.Word, StringComparison.OrdinalIgnoreCase));
        return kind == SiteFeatureKind.Obstacle && match.Word is not null ? match.Style : SolidStyle.Building;
    }

    private Tree ToTree(SiteFeature feature) =>
        new(Local(feature.Points[0]), (float)(feature.HeightMetres ?? 7), (float)(feature.WidthMetres ?? 5));

    private Vector2[] Local(IReadOnlyList<GeoPoint> points) => [.. points.Select(Local)];

    private static float Area(Vector2[] outline)
    {
        var sum = 0f;
        for (var i = 0; i < outline.Length; i++)
        {
            var (a, b) = (outline[i], outline[(i + 1) % outline.Length]);
            sum += (a.X * b.Y) - (b.X * a.Y);
        }

        return sum / 2;
    }
}
