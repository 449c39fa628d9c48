using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Patrols;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>What is to be planned on a bare shape, without a site around it.</summary>
/// <param name="Template">The template.</param>
/// <param name="Values">By parameter name; missing ones take the default.</param>
/// <param name="Shape">The text of the shape's file: GeoJSON, a probability map or a patrol graph.</param>
/// <param name="ShapeName">The file's name, for problems.</param>
/// <param name="Vehicles">The family of each vehicle.</param>
/// <param name="Depot">Where vehicles begin and end, when the template needs it.</param>
/// <param name="Seed">For choices that are equally good.</param>
public sealed record ShapeTask(
    MissionTemplate Template,
    IReadOnlyDictionary<string, string> Values,
    string Shape,
    string ShapeName,
    IReadOnlyList<VehicleFamily> Vehicles,
    GeoPoint? Depot,
    int Seed
);

/// <summary>A plan, and what is wrong with the shape's file.</summary>
/// <param name="Plan">The plan, or its problems.</param>
/// <param name="FileProblems">By line and column.</param>
public sealed record ShapePlan(RoutePlan Plan, IReadOnlyList<SiteProblem> FileProblems);

/// <summary>Applies a template of any kind that is planned on a bare shape. Pure: the same inputs and seed give the same plan.</summary>
public static class ShapeMission
{
    /// <summary>Makes a plan; what is wrong stands in its problems, with what would help.</summary>
    public static ShapePlan Plan(ShapeTask task) =>
        task.Template.Kind switch
        {
            MissionKind.AreaCoverage => OnArea(
                task,
                area => CoverageMission.Plan(task.Template, task.Values, area, task.Vehicles, task.Depot, task.Seed)
            ),
            MissionKind.PerimeterPatrol => OnArea(task, area => PerimeterMission.Plan(task, area)),
            MissionKind.CheckpointPatrol => CheckpointMission.Plan(task),
            MissionKind.ProbabilitySearch => OnMap(task, map => ProbabilityMission.Plan(task, map)),
            MissionKind.ParallelTrack or MissionKind.CreepingLine => OnArea(
                task,
                area => PatternMission.OnArea(task, area)
            ),
            MissionKind.ExpandingSquare or MissionKind.SectorSearch or MissionKind.SpiralSearch => OnPlaces(
                task,
                "Point",
                places => PatternMission.OnDatum(task, places[0])
            ),
            MissionKind.TrackLine => OnPlaces(task, "LineString", line => PatternMission.OnTrack(task, line)),
            _ => Refused(
                task,
                $"'{task.Template.Name}' is planned on a site with docks, in the console; not on a bare shape."
            ),
        };

    internal static ShapePlan Refused(ShapeTask task, string reason) =>
        new(RoutePlan.Refused(task.Template.Id, new Problem(ProblemCode.BadInput, reason)), []);

    internal static ShapePlan Unread(ShapeTask task, IReadOnlyList<SiteProblem> problems) =>
        new(RoutePlan.Refused(task.Template.Id, new Problem(ProblemCode.BadInput, problems[0].Reason)), problems);

    private static ShapePlan OnArea(ShapeTask task, Func<DrawnArea, RoutePlan> plan)
    {
        var read = AreaReader.Read(task.Shape, task.ShapeName);
        return read.Area is { } area ? new(plan(area), []) : Unread(task, read.Problems);
    }

    private static ShapePlan OnMap(ShapeTask task, Func<ProbabilityMap, RoutePlan> plan)
    {
        var read = ProbabilityMapReader.Read(task.Shape, task.ShapeName);
        return read.Map is { } map ? new(plan(map), []) : Unread(task, read.Problems);
    }

    private static ShapePlan OnPlaces(ShapeTask task, string shape, Func<IReadOnlyList<GeoPoint>, RoutePlan> plan)
    {
        var read = PlaceReader.First(task.Shape, task.ShapeName, shape);
        return read.Places.Count > 0 ? new(plan(read.Places), []) : Unread(task, read.Problems);
    }
}
