using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace DroneCommand.Missions.Search;

/// <summary>Knows the ground's height at places; null where it does not.</summary>
internal interface IHeights
{
    AltitudeAmsl? HeightAt(GeoPoint place);
}

/// <summary>
/// Applies a contour-search template to an area about a hill. With heights, the lines are those of equal height, a level
/// apart, from the top down, each flown at its own height. Without, the outline is taken for the hill's foot and the levels
/// for rings a track spacing apart.
/// </summary>
internal static class ContourMission
{
    /// <summary>Posts along the longer side of the area.</summary>
    private const int Posts = 160;

    /// <summary>Heights in an area that differ by less are flat.</summary>
    private const double Flat = 1;

    /// <summary>A corner of a contour that stands out by less is not flown, as a share of the post spacing.</summary>
    private const double Tolerance = 0.2;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var pieces = SearchPieces.Of(task, team);
        IReadOnlyList<DrawnArea> areas = pieces?.Areas ?? [task.Area];
        var frame = new LocalFrame(areas[0].Outline[0]);
        if (SegmentFaults.Of(areas, frame) is { } fault)
        {
            return task.Refused(fault);
        }

        var ground = new Hill(
            frame,
            areas,
            [.. areas.Select(area => SearchRoutes.ShapeOf(area, frame.ToLocal))],
            pieces
        );
        var grid = task.Heights is { } heights ? Grid(ground.Shapes, frame, heights) : null;
        return grid is { } known && known.Heights.Max() - known.Heights.Min() > Flat
            ? OnHeights(task, team, ground, known)
            : OnRings(task, team, ground);
    }

    /// <summary>Where contours are flown.</summary>
    /// <param name="Frame">The plane.</param>
    /// <param name="Areas">The area, or its pieces.</param>
    /// <param name="Shapes">The same in the plane.</param>
    /// <param name="Pieces">What joins pieces; null for one area.</param>
    private sealed record Hill(
        LocalFrame Frame,
        IReadOnlyList<DrawnArea> Areas,
        IReadOnlyList<AreaShape> Shapes,
        SearchPieces? Pieces
    );

    /// <summary>Rings from the innermost outwards, an equal number of metres apart.</summary>
    private static RoutePlan OnRings(KindTask task, RouteTeam team, Hill ground)
    {
        var spacing = team.Values.Number(ParameterNames.Spacing);
        return SearchRoutes.TooLong(ground.Shapes.Sum(shape => shape.Area) / spacing) is { } tooLong
            ? task.Refused(tooLong)
            : Plan(
                task,
                team,
                ground,
                [.. ground.Areas.Select(area => Rings(area, ground.Frame, spacing))],
                "No heights are known here: the outline is taken for the hill's foot, and the levels for rings a track spacing apart."
            );
    }

    private static List<LocalPoint> Rings(DrawnArea area, LocalFrame frame, double spacing)
    {
        var rings = new List<ContourLine>();
        var outline = PlanarShapes.Polygon([.. area.Outline.Select(frame.ToCoordinate)], []);
        for (var level = 0; ; level++)
        {
            // A hill with two tops falls apart further up.
            var inner = ShapeOffset.Inwards(outline, (level + 0.5) * spacing);
            if (inner.Count == 0)
            {
                break;
            }

            rings.AddRange(inner.Select(ring => new ContourLine(level, true, ring)));
        }

        var path = ContourSearch.InOrder(rings.OrderByDescending(ring => ring.HeightAmslMetres));
        return Joined(path.Count > 0 ? path : [new(0, true, [.. outline.Coordinates[..^1].Select(LocalPoint.From)])]);
    }

    private static RoutePlan OnHeights(KindTask task, RouteTeam team, Hill ground, HeightGrid grid)
    {
        var step = team.Values.Number(SearchWords.Levels);
        var (low, high) = (grid.Heights.Min(), grid.Heights.Max());
        var lines = ContourSearch
            .Plan(grid, high - step / 2, low, step)
            .Select(line => line with { Line = LineThinning.Of(line.Line, Tolerance * grid.PostMetres) })
            .ToList();
        var path = Joined(lines);
        var plan = Plan(
            task,
            team,
            ground,
            [.. ground.Areas.Select(_ => path)],
            FormattableString.Invariant(
                $"Levels from {high - step / 2:0} m down to {low:0} m AMSL, {step:0.#} m apart; the ground rises by {high - low:0} m."
            )
        );
        return AtHeights(task, team, plan, ground.Frame, grid);
    }

    /// <summary>Every place as high above the ground of the highest that lies near as the template asks for.</summary>
    private static RoutePlan AtHeights(KindTask task, RouteTeam team, RoutePlan plan, LocalFrame frame, HeightGrid grid)
    {
        var home = team.Members[0].Home;
        // Heights above home are heights above the ground there, by the same source where it knows that.
        var known = home is { } dock ? task.Heights?.HeightAt(dock)?.Metres : null;
        var near = home is { } place ? HeightNear(grid, frame.ToLocal(place)) : grid.Heights.Min();
        var ground = known ?? task.Site?.GroundAltitude.Metres ?? near;
        return plan with
        {
            Routes =
            [
                .. plan.Routes.Select(route =>
                    team.Route(
                        route.Index,
                        [
                            .. route.Track.Select(point =>
                                point with
                                {
                                    Altitude = new(
                                        team.AltitudeOf(route.Index).Metres
                                            + Math.Max(0, HeightNear(grid, frame.ToLocal(point.Position)) - ground)
                                    ),
                                }
                            ),
                        ]
                    )
                ),
            ],
        };
    }

    /// <summary>The plan of a path over each area; several areas are pieces that are gone over one after the other.</summary>
    private static RoutePlan Plan(
        KindTask task,
        RouteTeam team,
        Hill ground,
        IReadOnlyList<IReadOnlyList<LocalPoint>> paths,
        string note
    )
    {
        var frame = ground.Frame;
        var ways = ground.Pieces is { } pieces
            ? new SearchWays(frame.ToGeo, OverPieces(team, ground, pieces, paths)) { Notes = [note, .. pieces.Notes] }
            : new SearchWays(frame.ToGeo, TeamPatterns.Consecutive(paths[0], team.Speeds))
            {
                Within = new KeptWithin(ground.Shapes[0]),
                Notes = [note],
            };
        var figures = PatternMission.Pod(
            team.Values.Number(ParameterNames.SweepWidth),
            team.Values.Number(ParameterNames.Spacing)
        );
        return SearchRoutes.Plan(task, team, ways with { Figures = figures });
    }

    /// <summary>Each piece from its top down.</summary>
    private static IReadOnlyList<IReadOnlyList<LocalPoint>> OverPieces(
        RouteTeam team,
        Hill ground,
        SearchPieces pieces,
        IReadOnlyList<IReadOnlyList<LocalPoint>> paths
    )
    {
        var home = team.Members[0].Home is { } place ? ground.Frame.ToLocal(place) : (LocalPoint?)null;
        var tracks = ground.Shapes.Select((shape, i) => new KeptWithin(shape).Path(paths[i]) ?? []);
        return pieces.Ways(tracks, ground.Frame.ToLocal, home, team.Speeds, PieceOrder.Forwards);
    }

    /// <summary>Closed lines end where they began, and the next one follows.</summary>
    private static List<LocalPoint> Joined(IEnumerable<ContourLine> lines) =>
        [.. lines.SelectMany(line => line.IsClosed ? line.Line.Append(line.Line[0]) : line.Line)];

    private static HeightGrid? Grid(IReadOnlyList<AreaShape> shapes, LocalFrame frame, IHeights heights)
    {
        var low = new Vec(shapes.Min(shape => shape.Low.X), shapes.Min(shape => shape.Low.Y));
        var (wide, high) = (shapes.Max(shape => shape.High.X) - low.X, shapes.Max(shape => shape.High.Y) - low.Y);
        var post = Math.Max(wide, high) / (Posts - 1);
        var columns = (int)Math.Ceiling(wide / post) + 1;
        var rows = (int)Math.Ceiling(high / post) + 1;
        var found = new double[rows * columns];
        for (var i = 0; i < found.Length; i++)
        {
            var place = new LocalPoint(low.X + i % columns * post, low.Y + i / columns * post);
            if (heights.HeightAt(frame.ToGeo(place)) is not { } height)
            {
                return null;
            }

            found[i] = height.Metres;
        }

        return new(new(low.X, low.Y), post, rows, columns, found);
    }

    /// <summary>The highest of the posts about a place.</summary>
    private static double HeightNear(HeightGrid grid, LocalPoint place)
    {
        var column = (int)
            Math.Clamp((place.EastMetres - grid.Corner.EastMetres) / grid.PostMetres, 0, grid.Columns - 2);
        var row = (int)Math.Clamp((place.NorthMetres - grid.Corner.NorthMetres) / grid.PostMetres, 0, grid.Rows - 2);
        return Math.Max(
            Math.Max(grid.At(row, column), grid.At(row, column + 1)),
            Math.Max(grid.At(row + 1, column), grid.At(row + 1, column + 1))
        );
    }
}

/// <summary>Rings inside an outline.</summary>
internal static class ShapeOffset
{
    private static readonly BufferParameters Rounded = new(8, EndCapStyle.Round, JoinStyle.Round, 5);

    /// <summary>The outlines that are left so many metres inside, without closing points; none when nothing is.</summary>
    public static IReadOnlyList<IReadOnlyList<LocalPoint>> Inwards(Polygon outline, double metres)
    {
        var inner = outline.Buffer(-metres, Rounded);
        return
        [
            .. PlanarShapes
                .Polygons(inner)
                .Select(
                    IReadOnlyList<LocalPoint> (piece) =>
                        [.. piece.ExteriorRing.Coordinates[..^1].Select(LocalPoint.From)]
                ),
        ];
    }
}

/// <summary>Lines with fewer corners.</summary>
internal static class LineThinning
{
    /// <summary>The line without corners that stand out by less than a tolerance (Douglas and Peucker).</summary>
    public static IReadOnlyList<LocalPoint> Of(IReadOnlyList<LocalPoint> line, double toleranceMetres) =>
        line.Count < 4
            ? line
            :
            [
                .. NetTopologySuite
                    .Simplify.DouglasPeuckerLineSimplifier.Simplify(
                        [.. line.Select(p => p.ToCoordinate())],
                        toleranceMetres
                    )
                    .Select(LocalPoint.From),
            ];
}
