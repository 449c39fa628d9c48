using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Applies templates of IAMSAR's patterns to a datum, a track or an area. Several vehicles share a pattern.
/// </summary>
internal static class PatternMission
{
    private const string FitArea = "area";

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        return task.Ground switch
        {
            PointGround => OnDatum(task, team, task.Place),
            LineGround => OnTrack(task, team, task.Line),
            _ => OnArea(task, team, task.Area),
        };
    }

    /// <summary>Expanding square, sector search or spiral about a datum.</summary>
    private static RoutePlan OnDatum(KindTask task, RouteTeam team, GeoPoint datum)
    {
        var radius = team.Values.Number(ParameterNames.Radius);
        if (SearchRoutes.TooLong(Math.PI * radius * radius / Spacing(team.Values)) is { } tooLong)
        {
            return task.Refused(tooLong);
        }

        if (AboutDatum(task.Template.Kind, team) is not { } ways)
        {
            return task.Refused(TooMany(team, task.Template.Name));
        }

        var frame = new LocalFrame(datum);
        return Plan(task, team, new(frame.ToGeo, ways));
    }

    private static IReadOnlyList<IReadOnlyList<LocalPoint>>? AboutDatum(MissionKind kind, RouteTeam team)
    {
        var values = team.Values;
        var (heading, radius) = (values.Number(ParameterNames.Heading), values.Number(ParameterNames.Radius));
        var datum = new LocalPoint(0, 0);
        if (kind == MissionKind.SectorSearch)
        {
            var twice = values.Integer(ParameterNames.Passes) == 2;
            return TeamPatterns.Sector(datum, radius, heading, twice, team.Count);
        }

        var spacing = values.Number(ParameterNames.Spacing);
        var whole =
            kind == MissionKind.SpiralSearch
                ? SearchPatterns.Spiral(datum, spacing, heading, radius)
                : SearchPatterns.ExpandingSquare(
                    datum,
                    spacing,
                    heading,
                    SearchTheory.LegsOfExpandingSquare(radius, spacing)
                );
        return TeamPatterns.Consecutive(whole, team.Speeds);
    }

    /// <summary>Along both sides of a track; several vehicles take sections of it.</summary>
    private static RoutePlan OnTrack(KindTask task, RouteTeam team, IReadOnlyList<GeoPoint> track)
    {
        if (track.Distinct().Count() < 2)
        {
            return task.Refused(
                new Problem(ProblemCode.BadInput, "A track has two different places or more.", track[0])
            );
        }

        var frame = new LocalFrame(track[0]);
        var line = track.Select(frame.ToLocal).ToList();
        if (SearchRoutes.TooLong(3 * line.Length()) is { } tooLong)
        {
            return task.Refused(tooLong);
        }

        var (spacing, way) = (Spacing(team.Values), team.Values.Word(ParameterNames.Way));
        var ways = TeamPatterns
            .Consecutive(line, team.Speeds)
            .Select(part =>
                way == "return"
                    ? SearchPatterns.TrackLineReturn(part, spacing)
                    : SearchPatterns.TrackLineNonReturn(part, spacing)
            );
        return Plan(task, team, new(frame.ToGeo, [.. ways]));
    }

    /// <summary>Parallel tracks or a creeping line over the smallest rectangle about an area, or those parts that lie within it.</summary>
    private static RoutePlan OnArea(KindTask task, RouteTeam team, DrawnArea area)
    {
        if (SearchPieces.Of(task, team) is { } pieces)
        {
            return OnPieces(task, team, pieces);
        }

        var frame = new LocalFrame(area.Outline[0]);
        var outline = PlanarShapes.Polygon([.. area.Outline.Select(frame.ToCoordinate)], []);
        if (PlanarShapes.Fault(outline) is var (reason, place))
        {
            return task.Refused(new Problem(ProblemCode.BadInput, $"In the area {reason}.", frame.ToGeo(place)));
        }

        var (rectangle, spacing) = (RectangleAbout(outline), Spacing(team.Values));
        if (SearchRoutes.TooLong(rectangle.AreaSquareMetres / spacing) is { } tooLong)
        {
            return task.Refused(tooLong);
        }

        var ways = Over(task, team, rectangle, team.Speeds);
        var isBounded = team.Values.Word(SearchWords.Fit) == FitArea;
        return Plan(task, team, new(frame.ToGeo, ways) { Within = isBounded ? Within(area, frame) : null });
    }

    /// <summary>
    /// Over the pieces of an area that is cut apart. Parallel tracks lie along each piece's own rectangle, and pieces follow in
    /// any order; a creeping line's legs are those of the whole, and pieces follow as it comes to them, for it begins where
    /// the object is likelier.
    /// </summary>
    private static RoutePlan OnPieces(KindTask task, RouteTeam team, SearchPieces pieces)
    {
        var frame = new LocalFrame(pieces.Areas[0].Outline[0]);
        var outlines = pieces
            .Areas.Select(area => PlanarShapes.Polygon([.. area.Outline.Select(frame.ToCoordinate)], []))
            .ToList();
        var whole = RectangleAbout(outlines[0].Factory.BuildGeometry(outlines).ConvexHull());
        if (SearchRoutes.TooLong(whole.AreaSquareMetres / Spacing(team.Values)) is { } tooLong)
        {
            return task.Refused(tooLong);
        }

        var isCreeping = task.Template.Kind == MissionKind.CreepingLine;
        var tracks = pieces.Areas.Select(
            (area, i) =>
                Within(area, frame).Path(Over(task, team, isCreeping ? whole : RectangleAbout(outlines[i]), [1])[0])
                ?? []
        );
        if (isCreeping)
        {
            var pattern = Over(task, team, whole, [1])[0];
            tracks = tracks.Where(track => track.Count > 0).OrderBy(track => Creep(pattern, track[0]));
        }

        var home = team.Members[0].Home is { } place ? frame.ToLocal(place) : (LocalPoint?)null;
        var order = isCreeping ? PieceOrder.AsGiven : PieceOrder.EitherWay;
        var ways = pieces.Ways(tracks, frame.ToLocal, home, team.Speeds, order);
        return Plan(task, team, new(frame.ToGeo, ways) { Notes = pieces.Notes });
    }

    /// <summary>How far a line has crept when it comes to a place.</summary>
    private static double Creep(IReadOnlyList<LocalPoint> pattern, LocalPoint place)
    {
        var (east, north) = (
            pattern[1].EastMetres - pattern[0].EastMetres,
            pattern[1].NorthMetres - pattern[0].NorthMetres
        );
        return Math.Abs(
            east * (place.NorthMetres - pattern[0].NorthMetres) - north * (place.EastMetres - pattern[0].EastMetres)
        );
    }

    private static IReadOnlyList<IReadOnlyList<LocalPoint>> Over(
        KindTask task,
        RouteTeam team,
        SearchRectangle rectangle,
        IReadOnlyList<double> shares
    )
    {
        var spacing = Spacing(team.Values);
        return task.Template.Kind == MissionKind.ParallelTrack
            ? TeamPatterns.ParallelTrack(rectangle, spacing, shares)
            : TeamPatterns.CreepingLine(rectangle, spacing, team.Values.Word(ParameterNames.Begin) == "far", shares);
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

    private static KeptWithin Within(DrawnArea area, LocalFrame frame) =>
        new(SearchRoutes.ShapeOf(area, frame.ToLocal));

    /// <summary>Coverage and POD of a sweep width at a track spacing, by the names that `--json` gives them.</summary>
    internal static Dictionary<string, double> Pod(double sweepWidth, double spacing)
    {
        var coverage = SearchTheory.CoverageOfTracks(sweepWidth, spacing);
        return new()
        {
            ["coverageFactor"] = coverage,
            ["podIdeal"] = SearchTheory.PodOfParallelTracks(coverage),
            ["podPoor"] = SearchTheory.PodOfRandomSearch(coverage),
        };
    }

    private static double Spacing(PlanParameters values) =>
        values.Values.ContainsKey(ParameterNames.Spacing)
            ? values.Number(ParameterNames.Spacing)
            : values.Number(ParameterNames.Radius);

    private static RoutePlan Plan(KindTask task, RouteTeam team, SearchWays ways) =>
        SearchRoutes.Plan(
            task,
            team,
            task.Template.Kind == MissionKind.SectorSearch
                ? ways
                : ways with
                {
                    Figures = Pod(team.Values.Number(ParameterNames.SweepWidth), Spacing(team.Values)),
                }
        );

    private static Problem TooMany(RouteTeam team, string name)
    {
        var most = team.Values.Integer(ParameterNames.Passes) == 2 ? 6 : 3;
        var remedy = most == 3 ? " Set 'passes' to 2 for six, or take fewer vehicles." : " Take fewer vehicles.";
        return new(
            ProblemCode.VehicleUnfit,
            $"{name} has {most} triangles to share, and {team.Count} vehicles were given.{remedy}"
        );
    }
}
