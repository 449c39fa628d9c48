using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Patrols;

/// <summary>The part of a site where ground robots may drive, and its roads within that part.</summary>
internal sealed class DrivableGround
{
    private const double UsualWidthMetres = 4;

    private readonly Site site;

    public DrivableGround(Site site)
    {
        this.site = site;
        Free = new Hazards(site, VehicleFamily.Rover).FreeOnGround();
        Roads =
        [
            .. site.Roads.Select(road => new RoadLine(
                [.. road.Points.Select(site.Frame.ToLocal)],
                road.WidthMetres ?? UsualWidthMetres,
                road.OneWay
            )),
        ];
    }

    /// <summary>Within the boundary, and clear of buildings, water and keep-outs, with the margins of what drives.</summary>
    public Geometry Free { get; }

    public IReadOnlyList<RoadLine> Roads { get; }

    public bool IsFree(LocalPoint from, LocalPoint to) =>
        Free.Covers(
            from == to
                ? PlanarShapes.Point(from.ToCoordinate())
                : PlanarShapes.Segment(from.ToCoordinate(), to.ToCoordinate())
        );

    /// <summary>The network with a node near each place.</summary>
    public (RoadNetwork Network, IReadOnlyList<RoadAccess?> Places) Network(IReadOnlyList<LocalPoint> places) =>
        RoadNetworkBuilder.Build(Roads, Free, places);
}
