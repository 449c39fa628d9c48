using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Kinds;

/// <summary>A vehicle of a mission.</summary>
/// <param name="Vehicle">Its class.</param>
/// <param name="Home">Where it begins and ends; null when that is of no matter.</param>
public sealed record TeamMember(VehicleClass Vehicle, GeoPoint? Home)
{
    public VehicleFamily Family => Vehicle.Family;
}

/// <summary>What a kind of mission is asked to plan.</summary>
/// <param name="Template">The template.</param>
/// <param name="Values">By parameter name; missing ones take the default.</param>
/// <param name="Ground">What it is planned on.</param>
/// <param name="Team">The vehicles.</param>
/// <param name="Seed">For choices that the template leaves open.</param>
internal sealed record KindTask(
    MissionTemplate Template,
    IReadOnlyDictionary<string, string> Values,
    Ground Ground,
    IReadOnlyList<TeamMember> Team,
    int Seed
)
{
    /// <summary>The site around it; null on a bare shape.</summary>
    public Site? Site { get; init; }

    /// <summary>The wind over it; null when none is given.</summary>
    public Energy.Wind? Wind { get; init; }

    /// <summary>The heights of the ground; null where none are known.</summary>
    public Search.IHeights? Heights { get; init; }

    /// <summary>The first area or closed line.</summary>
    public DrawnArea Area => ((AreaGround)Ground).Areas[0];

    /// <summary>The first line.</summary>
    public IReadOnlyList<GeoPoint> Line => ((LineGround)Ground).Lines[0];

    /// <summary>The first place.</summary>
    public GeoPoint Place => ((PointGround)Ground).Places[0].Position;

    public RoutePlan Refused(params IReadOnlyList<Feasibility.Problem> problems) =>
        RoutePlan.Refused(Template.Id, problems);
}
