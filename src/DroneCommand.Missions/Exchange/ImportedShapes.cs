using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Exchange;

/// <summary>The formats that shapes are read from.</summary>
public enum ShapeFormat
{
    GeoJson,
    Kml,

    /// <summary>KML in a zip.</summary>
    Kmz,
    Gpx,

    /// <summary>A .shp with its companions beside it, or all in a zip.</summary>
    Shapefile,

    /// <summary>QGroundControl's JSON.</summary>
    Plan,

    /// <summary>QGC WPL 110.</summary>
    Waypoints,
}

/// <summary>Where in a file something stands.</summary>
/// <param name="Line">From 1; 0 where the format has no lines.</param>
/// <param name="Column">From 1; 0 where the format has no lines.</param>
/// <param name="Element">For people: 'Placemark North field', 'record 3', 'mission item 4'.</param>
public sealed record FileElement(int Line, int Column, string Element)
{
    public override string ToString() => Line > 0 ? FormattableString.Invariant($"line {Line}, {Element}") : Element;
}

/// <summary>Something that a file says and its shapes do not.</summary>
/// <param name="At">Where it stands for the first time.</param>
/// <param name="What">For people.</param>
/// <param name="Count">How often it stands in the file.</param>
public sealed record LostPart(FileElement At, string What, int Count)
{
    public override string ToString() =>
        Count == 1 ? $"{At}: {What}" : FormattableString.Invariant($"{At}: {What} ({Count} times in the file)");
}

/// <summary>An area of a file, its holes cut out.</summary>
/// <param name="Area">Simple rings without closing points.</param>
/// <param name="Name">Empty where the file gives none.</param>
/// <param name="At">Where it stands.</param>
public sealed record ImportedArea(DrawnArea Area, string Name, FileElement At);

/// <summary>A line of a file.</summary>
/// <param name="Points">At least two; no two in a row are the same.</param>
/// <param name="Name">Empty where the file gives none.</param>
/// <param name="At">Where it stands.</param>
public sealed record ImportedLine(IReadOnlyList<GeoPoint> Points, string Name, FileElement At)
{
    /// <summary>By point; null where the file gives no heights above the sea for all of them.</summary>
    public IReadOnlyList<AltitudeAmsl>? Altitudes { get; init; }

    /// <summary>It ends where it begins, and could be an outline.</summary>
    public bool IsClosed => Points.Count > 3 && Points[0] == Points[^1];
}

/// <summary>A place of a file.</summary>
/// <param name="Point">Where.</param>
/// <param name="Name">Empty where the file gives none.</param>
/// <param name="At">Where it stands in the file.</param>
public sealed record ImportedPlace(GeoPoint Point, string Name, FileElement At)
{
    /// <summary>Null where the file gives no height above the sea.</summary>
    public AltitudeAmsl? Altitude { get; init; }
}

/// <summary>What a file of any format holds that can be planned on. Immutable.</summary>
public sealed record ImportedShapes
{
    public required ShapeFormat Format { get; init; }

    /// <summary>In the file's order.</summary>
    public IReadOnlyList<ImportedArea> Areas { get; init; } = [];

    public IReadOnlyList<ImportedLine> Lines { get; init; } = [];

    public IReadOnlyList<ImportedPlace> Places { get; init; } = [];

    /// <summary>What the file says beyond that.</summary>
    public IReadOnlyList<LostPart> Lost { get; init; } = [];

    public bool IsEmpty => Areas.Count + Lines.Count + Places.Count == 0;
}

/// <summary>Shapes, or why there are none.</summary>
/// <param name="Shapes">Null when there are problems.</param>
/// <param name="Problems">By file, line and element; empty when there are shapes.</param>
public sealed record ShapeReadResult(ImportedShapes? Shapes, IReadOnlyList<SiteProblem> Problems);
