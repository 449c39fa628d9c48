using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Feasibility;

/// <summary>How near a plan comes to something.</summary>
/// <param name="Metres">Horizontally; 0 where it crosses it or lies beyond it.</param>
/// <param name="Place">The plan's nearest place.</param>
/// <param name="Leg">Number of the leg (<see cref="PlanLeg.Number"/>).</param>
/// <param name="Zone">Title of the site's feature.</param>
public sealed record Clearance(double Metres, GeoPoint Place, int Leg, string Zone);

/// <summary>
/// The least distances of a plan's legs, as they are told to the vehicle, from the boundary and from the keep-outs at its
/// height. Exact for straight legs in the site's frame (0.1 mm per kilometre at 5 km); a plane's arcs are told as chords,
/// and what an arc bulges beyond its chord is taken off.
/// </summary>
/// <param name="Fence">From the boundary; null when the plan covers no ground.</param>
/// <param name="KeepOut">From the nearest keep-out at the legs' heights; null when there is none.</param>
public sealed record PlanClearance(Clearance? Fence, Clearance? KeepOut)
{
    /// <summary>Measures a plan.</summary>
    public static PlanClearance Of(Site site, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(plan);
        var hazards = new Hazards(site, plan.Family);
        var boundary = (Polygon)site.Boundary.Local;
        Clearance? fence = null;
        Clearance? keepOut = null;
        foreach (var leg in plan.Legs.Where(leg => leg.Number > 0))
        {
            var way = WayOf(site, leg);
            fence = Nearer(fence, ToBoundary(site, boundary, way, leg, plan.ArcBulgeMetres));
            var band = AltitudeBand.Between(leg.From.Altitude.Metres, leg.To.Altitude.Metres);
            foreach (var zone in hazards.KeepOutsMeeting(band))
            {
                keepOut = Nearer(keepOut, To(site, zone.Local, zone.Title, way, leg, plan.ArcBulgeMetres));
            }
        }

        return new PlanClearance(fence, keepOut);
    }

    private static Geometry WayOf(Site site, PlanLeg leg)
    {
        var (from, to) = (site.Frame.ToCoordinate(leg.From.Position), site.Frame.ToCoordinate(leg.To.Position));
        return from.Equals2D(to) ? PlanarShapes.Point(from) : PlanarShapes.Segment(from, to);
    }

    private static Clearance ToBoundary(Site site, Polygon boundary, Geometry way, PlanLeg leg, double bulge)
    {
        if (boundary.Covers(way))
        {
            return To(site, boundary.Boundary, site.Boundary.Title, way, leg, bulge);
        }

        var beyond = way.Difference(boundary);
        var place = site.Frame.ToGeo((beyond.IsEmpty ? way : beyond).Coordinate);
        return new Clearance(0, place, leg.Number, site.Boundary.Title);
    }

    private static Clearance To(Site site, Geometry shape, string title, Geometry way, PlanLeg leg, double bulge) =>
        new(
            Math.Max(0, way.Distance(shape) - bulge),
            site.Frame.ToGeo(PlanarShapes.Nearest(way, shape)),
            leg.Number,
            title
        );

    private static Clearance Nearer(Clearance? one, Clearance other) =>
        one is null || other.Metres < one.Metres ? other : one;
}
