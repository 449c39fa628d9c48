using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Search;

/// <summary>Applies templates of IAMSAR's patterns to a datum, a track or an area. One vehicle flies a pattern.</summary>
internal static class PatternMission
{
    private const double MostMetres = 2_000_000;

    public static RoutePlan Plan(KindTask task) =>
        task.Ground switch
        {
            PointGround => OnDatum(task, task.Place),
            LineGround => OnTrack(task, task.Line),
            _ => OnArea(task, task.Area),
        };

    /// <summary>Expanding square, sector search or spiral about a datum.</summary>
    private static RoutePlan OnDatum(KindTask task, GeoPoint datum) =>
        Plan(
            task,
            new LocalFrame(datum),
            values =>
            {
                var (heading, radius) = (values.Number(ParameterNames.Heading), values.Number(ParameterNames.Radius));
                if (task.Template.Kind == MissionKind.SectorSearch)
                {
                    return SearchPatterns.Sector(
                        new(0, 0),
                        radius,
                        heading,
                        3,
                        values.Integer(ParameterNames.Passes) == 2
                    );
                }

                var spacing = values.Number(ParameterNames.Spacing);
                return task.Template.Kind == MissionKind.SpiralSearch
                    ? SearchPatterns.Spiral(new(0, 0), spacing, heading, radius)
                    : SearchPatterns.ExpandingSquare(
                        new(0, 0),
                        spacing,
                        heading,
                        SearchTheory.LegsOfExpandingSquare(radius, spacing)
                    );
            },
            values =>
                Math.PI * values.Number(ParameterNames.Radius) * values.Number(ParameterNames.Radius) / Spacing(values)
        );

    /// <summary>Along both sides of a track.</summary>
    private static RoutePlan OnTrack(KindTask task, IReadOnlyList<GeoPoint> track)
    {
        if (track.Distinct().Count() < 2)
        {
            return task.Refused(
                new Problem(ProblemCode.BadInput, "A track has two different places or more.", track[0])
            );
        }

        var frame = new LocalFrame(track[0]);
        var line = track.Select(frame.ToLocal).ToList();
        return Plan(
            task,
            frame,
            values =>
                values.Word(ParameterNames.Way) == "return"
                    ? SearchPatterns.TrackLineReturn(line, values.Number(ParameterNames.Spacing))
                    : SearchPatterns.TrackLineNonReturn(line, values.Number(ParameterNames.Spacing)),
            _ => 3 * line.Length()
        );
    }

    /// <summary>Parallel tracks or a creeping line over the smallest rectangle about an area; holes are searched with it.</summary>
    private static RoutePlan OnArea(KindTask task, DrawnArea area)
    {
        var frame = new LocalFrame(area.Outline[0]);
        var outline = PlanarShapes.Polygon([.. area.Outline.Select(frame.ToCoordinate)], []);
        if (PlanarShapes.Fault(outline) is var (reason, place))
        {
            return task.Refused(new Problem(ProblemCode.BadInput, $"In the area {reason}.", frame.ToGeo(place)));
        }

        var rectangle = RectangleAbout(outline);
        return Plan(
            task,
            frame,
            values =>
                task.Template.Kind == MissionKind.ParallelTrack
                    ? SearchPatterns.ParallelTrack(rectangle, values.Number(ParameterNames.Spacing))
                    : SearchPatterns.CreepingLine(
                        rectangle,
                        values.Number(ParameterNames.Spacing),
                        values.Word(ParameterNames.Begin) == "far"
                    ),
            values => rectangle.AreaSquareMetres / Spacing(values)
        );
    }

    /// <summary>The smallest rectangle about a shape, its axis along the longer side and to the north-east half.</summary>
    internal static SearchRectangle RectangleAbout(Geometry shape)
    {
        var corners = MinimumAreaRectangle.GetMinimumRectangle(shape).Coordinates;
        var (a, b, c) = (LocalPoint.From(corners[0]), LocalPoint.From(corners[1]), LocalPoint.From(corners[2]));
        var middle = new LocalPoint((a.EastMetres + c.EastMetres) / 2, (a.NorthMetres + c.NorthMetres) / 2);
        var (one, other) = (a.DistanceTo(b), b.DistanceTo(c));
        var axis = (one >= other ? a.AzimuthTo(b) : b.AzimuthTo(c)) % 180;
        return new(middle, Math.Max(one, other), Math.Min(one, other), axis < 0 ? axis + 180 : axis);
    }

    private static double Spacing(PlanParameters values) =>
        values.Values.ContainsKey(ParameterNames.Spacing)
            ? values.Number(ParameterNames.Spacing)
            : values.Number(ParameterNames.Radius);

    private static RoutePlan Plan(
        KindTask task,
        LocalFrame frame,
        Func<PlanParameters, IReadOnlyList<LocalPoint>> pattern,
        Func<PlanParameters, double> aboutMetres
    )
    {
        var (team, problems) = RouteTeam.Of(task);
        if (team is null)
        {
            return task.Refused(problems);
        }

        if (Refusal(task.Template, team, aboutMetres(team.Values)) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var path = pattern(team.Values);
        var sweep = team.Values.Number(ParameterNames.SweepWidth);
        var coverage = SearchTheory.CoverageOfTracks(sweep, Spacing(team.Values));
        return team.Plan([team.Route(0, [.. path.Select(frame.ToGeo)])]) with
        {
            Figures =
                task.Template.Kind is MissionKind.SectorSearch
                    ? new Dictionary<string, double>()
                    : new Dictionary<string, double>
                    {
                        ["coverageFactor"] = coverage,
                        ["podIdeal"] = SearchTheory.PodOfParallelTracks(coverage),
                        ["podPoor"] = SearchTheory.PodOfRandomSearch(coverage),
                    },
        };
    }

    private static Problem? Refusal(MissionTemplate template, RouteTeam team, double metres) =>
        team.Count > 1 ? new(ProblemCode.VehicleUnfit, $"{template.Name} is for one vehicle.")
        : metres > MostMetres
            ? new(
                ProblemCode.BadInput,
                FormattableString.Invariant(
                    $"The way would be about {metres / 1000:0} km; at most {MostMetres / 1000:0} km are planned. A wider spacing or a smaller area would do."
                )
            )
        : null;
}
