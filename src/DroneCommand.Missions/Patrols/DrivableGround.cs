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

    /// <param name="site">The site.</param>
    /// <param name="homes">Places to which the straight way must be free as well, in the site's frame.</param>
    public DrivableGround(Site site, IEnumerable<LocalPoint> homes)
    {
        var hazards = new Hazards(site, VehicleFamily.Rover);
        Free = homes.Aggregate(
            hazards.FreeOnGround(),
            (free, home) => free.Intersection(hazards.Free(site.Boundary.Local, 0, 0, home.ToCoordinate()))
        );
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

    /// <summary>The roads as a graph.</summary>
    public RoadNetwork Network() => RoadNetworkBuilder.Build(Roads, Free);
}
