using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Cameras;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Patrols;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Terrain;
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
)
{
    /// <summary>The file's bytes, where it is no text: a probability map as GeoTIFF.</summary>
    public byte[]? ShapeBytes { get; init; }

    /// <summary>The ground under it; null where nothing is known of it.</summary>
    public TerrainModel? Terrain { get; init; }

    /// <summary>The wind over it; null when none is given, and then the class's allowance blows against every leg.</summary>
    public Wind? Wind { get; init; }
}

/// <summary>A plan, and what is wrong with the shape's file.</summary>
/// <param name="Plan">The plan, or its problems.</param>
/// <param name="FileProblems">By line and column.</param>
public sealed record ShapePlan(RoutePlan Plan, IReadOnlyList<SiteProblem> FileProblems);

/// <summary>Applies a template to a bare shape. Pure: the same inputs and seed give the same plan.</summary>
public static class ShapeMission
{
    /// <summary>Makes a plan; what is wrong stands in its problems, with what would help.</summary>
    public static ShapePlan Plan(ShapeTask task)
    {
        var kind = MissionKinds.Of(task.Template.Kind);
        var (ground, problems) = ReadGround(task, kind.Ground);
        if (ground is null)
        {
            var problem = new Problem(ProblemCode.BadInput, problems[0].Reason);
            return new(RoutePlan.Refused(task.Template.Id, problem), problems);
        }

        var team = TeamOf(task.Vehicles, task.Depot);
        var kindTask = new KindTask(task.Template, task.Values, ground, team, task.Seed)
        {
            Wind = task.Wind,
            Heights = task.Terrain,
        };
        return new(MapEdge.Checked(OverTerrain(task, kindTask, PlanOn(kindTask))), []);
    }

    /// <summary>Routes over the terrain, when there is one or altitudes are meant above it.</summary>
    private static RoutePlan OverTerrain(ShapeTask task, KindTask kindTask, RoutePlan routes)
    {
        var (team, _) = RouteTeam.Of(kindTask);
        var isWanted = team is not null && (task.Terrain is not null || TerrainGuide.IsAsked(team.Values.Values));
        return isWanted && routes.Problems.Count == 0 && routes.NodeRoutes is null
            ? TerrainSorties.OverShape(task.Terrain ?? TerrainModel.Flat(default), team!, routes)
            : routes;
    }

    /// <summary>The same on an area that was read before.</summary>
    /// <param name="template">A template of a kind that is planned on an area.</param>
    /// <param name="values">By parameter name; missing ones take the default.</param>
    /// <param name="area">The area.</param>
    /// <param name="vehicles">The family of each vehicle.</param>
    /// <param name="depot">Where vehicles begin and end, when the template needs it.</param>
    /// <param name="seed">For choices that are equally good.</param>
    public static RoutePlan PlanOnArea(
        MissionTemplate template,
        IReadOnlyDictionary<string, string> values,
        DrawnArea area,
        IReadOnlyList<VehicleFamily> vehicles,
        GeoPoint? depot,
        int seed
    )
    {
        ArgumentNullException.ThrowIfNull(template);
        var team = TeamOf(vehicles, depot);
        return PlanOn(new KindTask(template, values, new AreaGround([area]), team, seed));
    }

    private static RoutePlan PlanOn(KindTask task)
    {
        var routes = MissionKinds.Of(task.Template.Kind).Plan(task);
        var (team, problems) = RouteTeam.Of(task);
        if (team is null)
        {
            return task.Refused(problems);
        }

        team.TakeSpeeds(routes.Routes);
        team.TakeAltitude(routes);
        routes = new TrackDressing(task.Template, task.Ground, site: null).Apply(routes, team);
        routes = new TemplateBounds(task.Template).Check(routes, count => Plan(task, count));
        var unknown = ZoneMasks.Problems(task.Template, site: null).ToList();
        return unknown.Count > 0 ? task.Refused(unknown) : WithCamera(task.Template, routes);
    }

    /// <summary>The camera as on a site, where nobody's privacy is known to be near.</summary>
    private static RoutePlan WithCamera(MissionTemplate template, RoutePlan routes)
    {
        var camera = new SortieCamera(template, site: null);
        return template.Camera.SaysAnything
            ? routes with
            {
                Routes =
                [
                    .. routes.Routes.Select(route =>
                        route with
                        {
                            Track = camera.Along(route.Track, route.Family),
                            AtTakeOff = camera.AtTakeOff(route.Family),
                        }
                    ),
                ],
            }
            : routes;
    }

    private static RoutePlan Plan(KindTask task, int count) =>
        MissionKinds.Of(task.Template.Kind).Plan(task with { Team = TemplateBounds.Enlarged(task.Team, count) });

    private static IReadOnlyList<TeamMember> TeamOf(IReadOnlyList<VehicleFamily> vehicles, GeoPoint? depot) =>
        [.. vehicles.Select(family => new TeamMember(VehicleClass.Of(family), depot))];

    private static (Ground? Ground, IReadOnlyList<SiteProblem> Problems) ReadGround(ShapeTask task, GroundNeed need) =>
        need switch
        {
            not GroundNeed.Map when task.ShapeBytes is not null => (null, [NoMapWanted(task)]),
            GroundNeed.Perimeters or GroundNeed.Areas => Areas(task, all: true),
            GroundNeed.Perimeter or GroundNeed.Area or GroundNeed.Structure or GroundNeed.Wall => Areas(
                task,
                all: false
            ),
            GroundNeed.Line => Line(task),
            GroundNeed.Place => Place(task),
            GroundNeed.Checkpoints => Checkpoints(task),
            GroundNeed.Map => Map(task),
            _ => throw new ArgumentOutOfRangeException(nameof(need), need, "Not a ground."),
        };

    private static SiteProblem NoMapWanted(ShapeTask task) =>
        new(task.ShapeName, 0, 0, "file", $"is a GeoTIFF; {task.Template.Name} is planned on GeoJSON");

    private static (Ground?, IReadOnlyList<SiteProblem>) Areas(ShapeTask task, bool all)
    {
        if (all)
        {
            var many = AreaReader.ReadAll(task.Shape, task.ShapeName);
            return many.Areas.Count > 0 ? (new AreaGround(many.Areas), []) : (null, many.Problems);
        }

        var read = AreaReader.Read(task.Shape, task.ShapeName);
        return read.Area is { } area ? (new AreaGround([area]), []) : (null, read.Problems);
    }

    private static (Ground?, IReadOnlyList<SiteProblem>) Line(ShapeTask task)
    {
        var read = PlaceReader.First(task.Shape, task.ShapeName, "LineString");
        return read.Places.Count > 0 ? (new LineGround([read.Places]), []) : (null, read.Problems);
    }

    private static (Ground?, IReadOnlyList<SiteProblem>) Place(ShapeTask task) =>
        Named(PlaceReader.First(task.Shape, task.ShapeName, "Point"));

    private static (Ground?, IReadOnlyList<SiteProblem>) Checkpoints(ShapeTask task)
    {
        if (!PatrolGraphReader.IsGraph(task.Shape))
        {
            return Named(PlaceReader.Points(task.Shape, task.ShapeName, "checkpoint"));
        }

        var read = PatrolGraphReader.Read(task.Shape, task.ShapeName);
        return read.Graph is { } graph ? (new GraphGround(graph), []) : (null, read.Problems);
    }

    private static (Ground?, IReadOnlyList<SiteProblem>) Map(ShapeTask task)
    {
        var radius = MapSensor.RadiusOf(task);
        var settings = new PocSettings(radius, task.Depot);
        var read =
            task.ShapeBytes is { } bytes ? PocTiffReader.Read(bytes, task.ShapeName, settings)
            : PocPolygonReader.IsGrid(task.Shape) ? PocPolygonReader.Read(task.Shape, task.ShapeName, settings)
            : ProbabilityMapReader.Read(task.Shape, task.ShapeName);
        return read.Map is { } map ? (new MapGround(map), []) : (null, read.Problems);
    }

    private static (Ground?, IReadOnlyList<SiteProblem>) Named(PlaceReadResult read) =>
        read.Places.Count > 0
            ? (new PointGround([.. read.Places.Select(place => new Checkpoint("", place))]), [])
            : (null, read.Problems);
}
