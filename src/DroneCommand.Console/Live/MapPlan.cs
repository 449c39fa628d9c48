using DroneCommand.Mavlink.Units;

namespace DroneCommand.Console.Live;

/// <summary>One vehicle's way in one sortie, on the map.</summary>
/// <param name="Label">The vehicle's name, with the sortie when there are several.</param>
/// <param name="Points">In flight order.</param>
/// <param name="Vehicle">Index in the team: one vehicle's lines look alike.</param>
public sealed record MapPlanLine(string Label, IReadOnlyList<MapPoint> Points, int Vehicle);

/// <summary>A plan that nobody flies yet. Compared by reference: whoever plans anew makes a new one.</summary>
/// <param name="lines">By vehicle, then by sortie.</param>
/// <param name="problems">Places where the plan is not allowed.</param>
/// <param name="photos">Where pictures are taken.</param>
/// <param name="targets">What cameras look at.</param>
public sealed class MapPlan(
    IReadOnlyList<MapPlanLine> lines,
    IReadOnlyList<MapPoint> problems,
    IReadOnlyList<MapPoint> photos,
    IReadOnlyList<MapPoint> targets
)
{
    public IReadOnlyList<MapPlanLine> Lines => lines;

    public IReadOnlyList<MapPoint> Problems => problems;

    public IReadOnlyList<MapPoint> Photos => photos;

    public IReadOnlyList<MapPoint> Targets => targets;
}

/// <summary>What can be done with a shape on the map.</summary>
public static class ShapeModes
{
    /// <summary>Clicks add corners.</summary>
    public const string Adding = "adding";

    /// <summary>Corners can be moved and taken away.</summary>
    public const string Editing = "editing";

    /// <summary>It is only shown.</summary>
    public const string Shown = "shown";
}

/// <summary>A place, line or area on the map that a person draws, changes or sees.</summary>
/// <param name="Kind">'point', 'line' or 'area'.</param>
/// <param name="Points">In drawing order; an area is not closed.</param>
/// <param name="Mode">One of <see cref="ShapeModes"/>.</param>
public sealed record MapShape(string Kind, IReadOnlyList<MapPoint> Points, string Mode)
{
    public static MapShape Of(string kind, IEnumerable<GeoPoint> points, string mode) =>
        new(kind, [.. points.Select(MapPoint.From)], mode);

    public bool Equals(MapShape? other) =>
        other is not null && Kind == other.Kind && Mode == other.Mode && Points.SequenceEqual(other.Points);

    public override int GetHashCode() => HashCode.Combine(Kind, Mode, Points.Count);
}

/// <summary>A shape as it was changed on the map.</summary>
/// <param name="Places">Its places, to a centimetre.</param>
/// <param name="Finished">True when the person finished drawing.</param>
public sealed record DrawnShape(IReadOnlyList<GeoPoint> Places, bool Finished);
