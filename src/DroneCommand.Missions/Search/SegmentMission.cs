using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Search;

/// <summary>Applies a segment-search template to areas with their POC.</summary>
internal static class SegmentMission
{
    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var areas = ((AreaGround)task.Ground).Areas;
        var frame = new LocalFrame(areas[0].Outline[0]);
        if (SegmentFaults.Of(areas, frame) is { } fault)
        {
            return task.Refused(fault);
        }

        var values = team.Values;
        var effort = new SegmentTask(
            values.Number(ParameterNames.SweepWidth),
            values.Number(ParameterNames.Budget),
            values.Word(SearchWords.Conditions) == "ideal" ? SearchConditions.Ideal : SearchConditions.Poor
        );
        var segments = Segments(areas, frame);
        var home = team.Members[0].Home;
        var (efforts, ways) = SegmentSearch.Plan(
            segments,
            effort,
            home is { } place ? frame.ToLocal(place) : null,
            team.Speeds
        );
        return SearchRoutes.Plan(
            task,
            team,
            new(frame.ToGeo, ways)
            {
                Figures = new Dictionary<string, double>
                {
                    ["poc"] = segments.Sum(s => s.Segment.Poc),
                    ["pos"] = efforts.Sum(e => e.Pos),
                    ["trackM"] = efforts.Sum(e => e.LengthMetres),
                },
                Notes = [.. Even(areas), .. efforts.Select(Said)],
            }
        );
    }

    /// <summary>Areas as segments; where no POC is given at all, it is in proportion to size.</summary>
    internal static IReadOnlyList<SegmentArea> Segments(IReadOnlyList<DrawnArea> areas, LocalFrame frame)
    {
        var shapes = areas.Select(area => SearchRoutes.ShapeOf(area, frame.ToLocal)).ToList();
        var all = shapes.Sum(shape => shape.Area);
        var isEven = areas.All(area => area.Poc is null);
        return
        [
            .. areas.Select(
                (area, i) =>
                    new SegmentArea(
                        new(NameOf(area, i), shapes[i].Area, isEven ? shapes[i].Area / all : area.Poc ?? 0),
                        shapes[i],
                        PatternMission.RectangleAbout(
                            PlanarShapes.Polygon([.. area.Outline.Select(frame.ToCoordinate)], [])
                        )
                    )
            ),
        ];
    }

    private static string NameOf(DrawnArea area, int index) =>
        area.Title == DrawnArea.Untitled ? FormattableString.Invariant($"segment {index + 1}") : area.Title;

    private static IEnumerable<string> Even(IReadOnlyList<DrawnArea> areas) =>
        areas.All(area => area.Poc is null)
            ? ["No 'poc' was given: the object may be anywhere in the areas alike."]
            : [];

    private static string Said(SegmentEffort effort) =>
        effort.LengthMetres > 0
            ? FormattableString.Invariant(
                $"{effort.Segment.Name}: POC {effort.Segment.Poc:0.###}, spacing {effort.TrackSpacingMetres:0.#} m, coverage {effort.Coverage:0.##}, POD {effort.Pod:0.###}, POS {effort.Pos:0.####}, {effort.LengthMetres:0} m."
            )
            : FormattableString.Invariant(
                $"{effort.Segment.Name}: POC {effort.Segment.Poc:0.###}; the effort does more elsewhere."
            );
}

/// <summary>What makes areas no segments.</summary>
internal static class SegmentFaults
{
    /// <summary>The first fault; null when there is none.</summary>
    public static Problem? Of(IReadOnlyList<DrawnArea> areas, LocalFrame frame)
    {
        foreach (var area in areas)
        {
            var shape = PlanarShapes.Polygon(
                [.. area.Outline.Select(frame.ToCoordinate)],
                area.Holes.Select(hole =>
                    (IReadOnlyList<NetTopologySuite.Geometries.Coordinate>)[.. hole.Select(frame.ToCoordinate)]
                )
            );
            if (PlanarShapes.Fault(shape) is var (reason, place))
            {
                return new(ProblemCode.BadInput, $"In {area.Title} {reason}.", frame.ToGeo(place));
            }

            if (area.Poc is null && areas.Any(other => other.Poc is not null))
            {
                return new(
                    ProblemCode.BadInput,
                    $"{area.Title} has no 'poc', others have: give all segments a 'poc' (0 where the object cannot be), or none.",
                    area.Outline[0]
                );
            }
        }

        var sum = areas.Sum(area => area.Poc ?? 0);
        return sum > 1 + 1e-9
                ? new(
                    ProblemCode.BadInput,
                    FormattableString.Invariant($"The segments' 'poc' sum to {sum:0.######}; at most 1 is right.")
                )
            : areas.All(area => area.Poc == 0)
                ? new(ProblemCode.BadInput, "Every segment's 'poc' is 0: there is nothing to find.")
            : null;
    }
}
