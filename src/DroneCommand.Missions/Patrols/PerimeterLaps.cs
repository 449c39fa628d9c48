using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Patrols;

/// <summary>Laps of one vehicle along a perimeter of a site, begun and ended at the loop's point that is nearest to its home.</summary>
internal static class PerimeterLaps
{
    /// <summary>A corner this near to the nearest point serves as the start itself.</summary>
    private const double SnapMetres = 2;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var (site, parameters) = (task.Site!, team.Values);
        var offset = parameters.Number(ParameterNames.Offset);
        var outline = PlanarShapes.Polygon([.. task.Area.Outline.Select(site.Frame.ToCoordinate)], []);
        if (PlanarShapes.Fault(outline) is var (reason, place))
        {
            return task.Refused(
                new Problem(ProblemCode.BadInput, $"In {task.Area.Title} {reason}.", site.Frame.ToGeo(place))
            );
        }

        if (InwardOffset.Of(outline, offset) is not { } ring)
        {
            return task.Refused(TooLarge(task.Area, outline, offset));
        }

        var clockwise = Clockwise(parameters, task.Seed);
        var loop = StartingNearest(Directed(ring, clockwise), site.Frame.ToCoordinate(task.Team[0].Home!.Value));
        var points = new List<Coordinate> { loop[0] };
        for (var lap = 0; lap < parameters.Integer(ParameterNames.Laps); lap++)
        {
            points.AddRange(loop.Skip(1));
            points.Add(loop[0]);
        }

        IReadOnlyList<GeoPoint> way = [.. points.Select(site.Frame.ToGeo)];
        return team.Plan([team.Route(0, way)]);
    }

    private static bool Clockwise(PlanParameters parameters, int seed)
    {
        var word = parameters.Word(ParameterNames.Direction);
        if (word == "either")
        {
            word = new Random(seed).Next(2) == 0 ? "clockwise" : "anticlockwise";
            parameters.Choose(ParameterNames.Direction, word);
        }

        return word == "clockwise";
    }

    private static IReadOnlyList<Coordinate> Directed(IReadOnlyList<Coordinate> ring, bool clockwise)
    {
        var isClockwise = !Orientation.IsCCW([.. ring, ring[0]]);
        return isClockwise == clockwise ? ring : [.. ring.Reverse()];
    }

    private static List<Coordinate> StartingNearest(IReadOnlyList<Coordinate> ring, Coordinate home)
    {
        var edges = Enumerable.Range(0, ring.Count);
        var best = edges.MinBy(i => DistanceComputer.PointToSegment(home, ring[i], ring[(i + 1) % ring.Count]));
        var (from, to) = (ring[best], ring[(best + 1) % ring.Count]);
        var start = new LineSegment(from, to).ClosestPoint(home);
        var rest = Enumerable.Range(1, ring.Count).Select(i => ring[(best + i) % ring.Count]).ToList();
        if (start.Distance(to) <= SnapMetres)
        {
            return rest;
        }

        if (start.Distance(from) <= SnapMetres)
        {
            return [from, .. rest.SkipLast(1)];
        }

        return [start, .. rest];
    }

    private static Problem TooLarge(DrawnArea perimeter, Polygon outline, double offset) =>
        new(
            ProblemCode.OffsetTooLarge,
            string.Create(
                CultureInfo.InvariantCulture,
                $"An offset of {offset:0.#} m leaves no single loop inside {perimeter.Title}; {InwardOffset.PossibleBelow(outline, offset):0.0} m does."
            ),
            null,
            perimeter.Title
        );
}
