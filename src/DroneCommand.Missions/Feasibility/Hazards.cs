using System.Globalization;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace DroneCommand.Missions.Feasibility;

/// <summary>Something of a site that a vehicle must keep away from, over a range of altitudes above home.</summary>
/// <param name="Feature">The site's feature.</param>
/// <param name="Code">What running into it is called.</param>
/// <param name="Floor">Lowest altitude that it takes.</param>
/// <param name="Ceiling">Lowest altitude above it that is free again.</param>
internal sealed record Hazard(SiteFeature Feature, ProblemCode Code, double Floor, double Ceiling)
{
    public bool Meets(AltitudeBand band) => Floor <= band.Highest && band.Lowest < Ceiling;
}

/// <summary>The hazards of a site for one family of vehicles, and the test of a shape against them and the boundary.</summary>
internal sealed class Hazards
{
    /// <summary>A keep-out that begins higher than this does not concern what drives.</summary>
    private const double RoverHeightMetres = 3;

    /// <summary>Metres beyond the margin, so that neither rounding nor places left out of a track lead into it.</summary>
    private const double Spare = 0.5;

    /// <summary>
    /// So far beside its plan a plane comes: ArduPlane's of SITL by 24 m in turns at 18 m/s, and its circles were 7 to 10 m
    /// wider than they were told.
    /// </summary>
    private const double PlaneBesideMetres = 25;

    private readonly Site site;
    private readonly VehicleFamily family;
    private readonly List<Hazard> all;

    public Hazards(Site site, VehicleFamily family)
    {
        this.site = site;
        this.family = family;
        all = [.. family == VehicleFamily.Rover ? OnGround(site) : InAir(site)];
    }

    /// <summary>Metres beside a hazard or the boundary that stay free.</summary>
    public double SideMargin =>
        family switch
        {
            VehicleFamily.Rover => Math.Min(1, site.SideMarginMetres),
            VehicleFamily.Plane => Math.Max(PlaneBesideMetres, site.SideMarginMetres),
            _ => site.SideMarginMetres,
        };

    /// <summary>What a vehicle that moves anywhere on the shape, within the band, would meet.</summary>
    /// <param name="shape">In the site's frame.</param>
    /// <param name="band">Altitudes above home.</param>
    /// <param name="from">Where the movement begins: places named are the nearest to it.</param>
    public IEnumerable<Problem> Meeting(Geometry shape, AltitudeBand band, Coordinate from)
    {
        if (Outside(shape, from) is { } outside)
        {
            yield return outside;
        }

        foreach (var hazard in all)
        {
            if (hazard.Meets(band) && shape.IsWithinDistance(hazard.Feature.Local, SideMargin))
            {
                yield return Describe(hazard, shape, band, from);
            }
        }
    }

    /// <summary>What a return would fly over too low, when its height depends on the distance from home.</summary>
    /// <param name="shape">All ways home, home included.</param>
    /// <param name="from">Where the movement begins.</param>
    /// <param name="home">Where they end.</param>
    /// <param name="lowestAt">The lowest altitude above home at so many metres from it.</param>
    public IEnumerable<Problem> MeetingLow(Geometry shape, Coordinate from, Point home, Func<double, double> lowestAt)
    {
        foreach (var hazard in all.Where(hazard => hazard.Code == ProblemCode.TooLow))
        {
            if (shape.IsWithinDistance(hazard.Feature.Local, SideMargin))
            {
                var lowest = lowestAt(Math.Max(0, home.Distance(hazard.Feature.Local) - SideMargin));
                if (lowest < hazard.Ceiling)
                {
                    yield return Describe(hazard, shape, AltitudeBand.At(lowest), from);
                }
            }
        }
    }

    /// <summary>
    /// The part of a shape where a vehicle may be at an altitude and from where the straight way home is clear: without the
    /// hazards, a side margin around them, and their shadows as seen from home.
    /// </summary>
    /// <param name="shape">In the site's frame.</param>
    /// <param name="altitude">Of the vehicle, metres above home.</param>
    /// <param name="returnAltitude">Of its way home, unless it is higher itself.</param>
    /// <param name="home">Where it returns to.</param>
    public Geometry Free(Geometry shape, double altitude, double returnAltitude, Coordinate home)
    {
        var margin = SideMargin + Spare;
        var free = PlanarShapes.Common(shape, PlanarShapes.Widened(site.Boundary.Local, -margin));
        var band = AltitudeBand.At(altitude);
        var onWayHome = new AltitudeBand(Math.Max(altitude, returnAltitude), Math.Max(altitude, returnAltitude));
        foreach (var hazard in all)
        {
            if (hazard.Meets(band))
            {
                free = PlanarShapes.Without(free, PlanarShapes.Widened(hazard.Feature.Local, margin));
            }

            if (hazard.Meets(onWayHome))
            {
                free = PlanarShapes.Without(
                    free,
                    PlanarShapes.Shadow(PlanarShapes.Widened(hazard.Feature.Local, margin), home)
                );
            }
        }

        return free;
    }

    /// <summary>The ground of the site where such a vehicle may be: within the boundary and clear of what stands or lies there.</summary>
    public Geometry FreeOnGround()
    {
        var margin = SideMargin + Spare;
        return all.Where(hazard => hazard.Meets(AltitudeBand.Ground))
            .Aggregate(
                PlanarShapes.Widened(site.Boundary.Local, -margin),
                (free, hazard) => free.Difference(PlanarShapes.Widened(hazard.Feature.Local, margin))
            );
    }

    /// <summary>The highest thing that a shape comes near, or null.</summary>
    public Hazard? HighestUnder(Geometry shape) =>
        all.Where(hazard => hazard.Code == ProblemCode.TooLow)
            .Where(hazard => shape.IsWithinDistance(hazard.Feature.Local, SideMargin))
            .MaxBy(hazard => hazard.Ceiling);

    /// <summary>Keep-outs that take some of the altitudes.</summary>
    public IEnumerable<SiteFeature> KeepOutsMeeting(AltitudeBand band) =>
        all.Where(hazard => hazard.Code == ProblemCode.InKeepOut && hazard.Meets(band))
            .Select(hazard => hazard.Feature);

    /// <summary>The lowest altitude that is free above whatever meets a shape; null when something has no upper limit.</summary>
    public double? FreeAbove(Geometry shape)
    {
        var met = all.Where(hazard => shape.IsWithinDistance(hazard.Feature.Local, SideMargin)).ToList();
        var ceiling = met.Count == 0 ? 0 : met.Max(hazard => hazard.Ceiling);
        return double.IsPositiveInfinity(ceiling) ? null : Math.Max(0, ceiling);
    }

    /// <summary>Where a vehicle may move at these altitudes: the boundary's inside without the hazards, margins kept.</summary>
    /// <param name="band">Altitudes above home.</param>
    /// <param name="slack">Metres more than the margin.</param>
    public Geometry FreeGround(AltitudeBand band, double slack)
    {
        var inside = Widened(site.Boundary.Local, -(SideMargin + slack));
        var taken = all.Where(hazard => hazard.Meets(band))
            .Select(hazard => Widened(hazard.Feature.Local, SideMargin + slack))
            .ToList();
        return taken.Count == 0
            ? inside
            : OverlayNGRobust.Overlay(inside, OverlayNGRobust.Union(taken), SpatialFunction.Difference);
    }

    private static Geometry Widened(Geometry shape, double metres) =>
        shape.Buffer(metres, new BufferParameters(8, EndCapStyle.Round, JoinStyle.Mitre, 2) { SimplifyFactor = 1e-4 });

    private Problem? Outside(Geometry shape, Coordinate from)
    {
        var boundary = (Polygon)site.Boundary.Local;
        if (boundary.Covers(shape) && !boundary.Boundary.IsWithinDistance(shape, SideMargin))
        {
            return null;
        }

        var leaving = shape.Difference(boundary);
        var near = leaving.IsEmpty ? PlanarShapes.Nearest(shape, boundary.Boundary) : NearestTo(leaving, from);
        var place = site.Frame.ToGeo(near);
        var what = leaving.IsEmpty
            ? Invariant($"comes within {SideMargin:0.#} m of the site's boundary at {place}")
            : Invariant($"leaves the site's boundary at {place}");
        return new Problem(ProblemCode.OutsideBoundary, what, place, site.Boundary.Title);
    }

    private Problem Describe(Hazard hazard, Geometry shape, AltitudeBand band, Coordinate from)
    {
        var feature = hazard.Feature;
        var common = shape.Intersection(feature.Local);
        var near = common.IsEmpty ? PlanarShapes.Nearest(shape, feature.Local) : NearestTo(common, from);
        var place = site.Frame.ToGeo(near);
        var verb = common.IsEmpty ? Invariant($"comes within {SideMargin:0.#} m of") : "crosses";
        var reason = hazard.Code switch
        {
            ProblemCode.TooLow => Invariant(
                $"{verb} {feature.Title} at {band.Lowest:0.#} m above home; it is {feature.HeightMetres:0.#} m high and needs {hazard.Ceiling:0.#} m ({place})"
            ),
            ProblemCode.InKeepOut => Invariant($"{verb} {feature.Title}{Extent(feature)} at {place}"),
            _ => Invariant($"{verb} {feature.Title} at {place}"),
        };
        return new Problem(hazard.Code, reason, place, feature.Title);
    }

    private static string Extent(SiteFeature zone) =>
        (zone.FloorMetres, zone.CeilingMetres) switch
        {
            (null, null) => "",
            (null, { } ceiling) => Invariant($" (up to {ceiling:0.#} m above home)"),
            ({ } floor, null) => Invariant($" (from {floor:0.#} m above home)"),
            ({ } floor, { } ceiling) => Invariant($" ({floor:0.#} to {ceiling:0.#} m above home)"),
        };

    private static Coordinate NearestTo(Geometry shape, Coordinate from) =>
        PlanarShapes.Nearest(shape, PlanarShapes.Point(from));

    private static IEnumerable<Hazard> InAir(Site site) =>
        site
            .Obstacles.Select(feature => new Hazard(
                feature,
                ProblemCode.TooLow,
                double.NegativeInfinity,
                (feature.HeightMetres ?? 0) + site.ObstacleMarginMetres
            ))
            .Concat(
                site.KeepOuts.Select(zone => new Hazard(
                    zone,
                    ProblemCode.InKeepOut,
                    zone.FloorMetres ?? double.NegativeInfinity,
                    zone.CeilingMetres ?? double.PositiveInfinity
                ))
            );

    private static IEnumerable<Hazard> OnGround(Site site) =>
        site
            .Obstacles.Select(feature => Standing(feature, ProblemCode.HitsObstacle))
            .Concat(site.Water.Select(water => Standing(water, ProblemCode.InWater)))
            .Concat(
                site.KeepOuts.Where(zone => zone.FloorMetres is null or < RoverHeightMetres)
                    .Select(zone => Standing(zone, ProblemCode.InKeepOut))
            );

    private static Hazard Standing(SiteFeature feature, ProblemCode code) =>
        new(feature, code, double.NegativeInfinity, double.PositiveInfinity);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
