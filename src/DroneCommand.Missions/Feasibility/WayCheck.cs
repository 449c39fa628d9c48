using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace DroneCommand.Missions.Feasibility;

/// <summary>One vehicle's movements over one site.</summary>
internal sealed class WayCheck(Site site, VehicleFamily family, GeoPoint home, AltitudeAboveHome returnAltitude)
{
    /// <summary>
    /// Autopilots lower a return that begins near home: to so many metres of height per metre of distance, never below
    /// the height it began at (ArduPilot's RTL_CONE_SLOPE, by default 3).
    /// </summary>
    private const double ReturnConeSlope = 3;

    private readonly Hazards hazards = new(site, family);
    private readonly Coordinate homeAt = site.Frame.ToCoordinate(home);

    private bool Flies => family != VehicleFamily.Rover;

    /// <summary>Take-off and landing straight over home, up to a height.</summary>
    public IEnumerable<Problem> Home(AltitudeAboveHome highest)
    {
        var top = Math.Max(highest.Metres, returnAltitude.Metres);
        var column = Flies ? new AltitudeBand(0, top) : AltitudeBand.Ground;
        // Beside a dock things may stand that are higher than a vehicle about to land: only what covers it counts.
        return hazards
            .Meeting(PlanarShapes.Point(homeAt), column, homeAt)
            .Where(problem => problem.Code is ProblemCode.OutsideBoundary or ProblemCode.InKeepOut)
            .Select(problem => problem with { Reason = Sentence($"home {problem.Reason}") });
    }

    /// <summary>The circles in which a plane waits about a place.</summary>
    public IEnumerable<Problem> Circle(RoutePoint at, double radius, string what)
    {
        var middle = site.Frame.ToCoordinate(at.Position);
        var disc = PlanarShapes.Point(middle).Buffer(radius, new BufferParameters(16));
        var height = Math.Max(at.Altitude.Metres, returnAltitude.Metres);
        return hazards
            .Meeting(disc, AltitudeBand.Between(at.Altitude.Metres, height), middle)
            .Select(problem => problem with { Reason = Sentence($"{what} {problem.Reason}") });
    }

    /// <summary>A straight movement, and the straight ways home from all of its points.</summary>
    public IEnumerable<Problem> Leg(RoutePoint from, RoutePoint to, string what)
    {
        var (start, end) = (site.Frame.ToCoordinate(from.Position), site.Frame.ToCoordinate(to.Position));
        var band = Flies ? AltitudeBand.Between(from.Altitude.Metres, to.Altitude.Metres) : AltitudeBand.Ground;
        Geometry way = start.Equals2D(end) ? PlanarShapes.Point(start) : PlanarShapes.Segment(start, end);
        foreach (var problem in hazards.Meeting(way, band, start).Concat(TooHigh(band.Highest, to.Position)))
        {
            yield return problem with
            {
                Reason = Sentence($"{what} {problem.Reason}"),
            };
        }

        foreach (var problem in WaysHome(start, end, band))
        {
            var remedy = RemedyFor(start, end, problem);
            var reason = Sentence($"the straight way home from {what} {problem.Reason}");
            yield return problem with
            {
                Reason = remedy is null ? reason : $"{reason} {remedy}",
                Remedy = remedy,
                OnWayHome = true,
            };
        }
    }

    /// <summary>A circle about a place, checked as the polygon around it, so that it never comes out too small.</summary>
    public IEnumerable<Problem> Circle(TrackPoint middle, Orbit orbit, string what)
    {
        const int corners = 36;
        var centre = site.Frame.ToLocal(middle.Position);
        var outer = Math.Abs(orbit.RadiusMetres) / Math.Cos(Math.PI / corners);
        var ring = Enumerable
            .Range(0, corners + 1)
            .Select(i => Math.SinCos(2 * Math.PI * i / corners))
            .Select(turn => new LocalPoint(centre.EastMetres + outer * turn.Sin, centre.NorthMetres + outer * turn.Cos))
            .Select(place => new RoutePoint(site.Frame.ToGeo(place), middle.Altitude))
            .ToList();
        return ring.Zip(ring.Skip(1)).SelectMany(part => Leg(part.First, part.Second, what));
    }

    private IEnumerable<Problem> WaysHome(Coordinate start, Coordinate end, AltitudeBand band)
    {
        var fan = PlanarShapes.Fan(start, end, homeAt);
        if (!Flies)
        {
            return hazards.Meeting(fan, AltitudeBand.Ground, start);
        }

        var lowest = Math.Max(band.Lowest, returnAltitude.Metres);
        var highest = Math.Max(band.Highest, returnAltitude.Metres);
        return hazards
            .Meeting(fan, new AltitudeBand(lowest, highest), start)
            .Concat(TooHigh(highest, null))
            .Concat(
                hazards.MeetingLow(
                    fan,
                    start,
                    PlanarShapes.Point(homeAt),
                    distance => LowestNearHome(band.Lowest, distance)
                )
            );
    }

    /// <summary>What makes the straight ways home clear when they are flown higher; null when that does not help.</summary>
    private string? RemedyFor(Coordinate start, Coordinate end, Problem problem)
    {
        if (!Flies || problem.Code is ProblemCode.AboveAltitudeLimit or ProblemCode.OutsideBoundary)
        {
            return null;
        }

        var higher = hazards.FreeAbove(PlanarShapes.Fan(start, end, homeAt));
        return higher > returnAltitude.Metres && higher <= site.AltitudeLimit.Metres
            ? string.Create(CultureInfo.InvariantCulture, $"A return altitude of {higher:0.#} m would do.")
            : null;
    }

    /// <summary>How low a return may be flown at a distance from home: it began there or further out.</summary>
    private double LowestNearHome(double began, double distance) =>
        Math.Max(began, Math.Min(returnAltitude.Metres, ReturnConeSlope * distance));

    private IEnumerable<Problem> TooHigh(double altitude, GeoPoint? place)
    {
        if (Flies && altitude > site.AltitudeLimit.Metres)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"is flown at {altitude:0.#} m above home; the site's limit is {site.AltitudeLimit.Metres:0.#} m"
            );
            yield return new Problem(ProblemCode.AboveAltitudeLimit, text, place);
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
