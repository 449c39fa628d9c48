using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Feasibility;

/// <summary>
/// Whether a vehicle may go a way: every leg stays within the boundary, out of keep-outs and clear of obstacles, and so
/// does the straight way home from every point of it. A copter's way home is flown at the return altitude, or at its own
/// when that is higher, which is what Return to Launch does; a rover's is driven on the ground.
/// </summary>
public static class FeasibilityCheck
{
    /// <summary>Checks the whole route of a plan.</summary>
    /// <param name="site">The site.</param>
    /// <param name="plan">The plan; of its route only positions and altitudes are used.</param>
    /// <param name="home">Where Return to Launch goes; null when it is not known, and then the plan is refused.</param>
    /// <param name="returnAltitude">
    /// The vehicle's return altitude as read from it; null takes what <see cref="FailsafeRequirements"/> asks for.
    /// </param>
    /// <returns>Empty when the plan may be flown.</returns>
    public static IReadOnlyList<Problem> CheckPlan(
        Site site,
        Plan plan,
        GeoPoint? home,
        AltitudeAboveHome? returnAltitude = null
    )
    {
        if (home is not { IsValid: true } known)
        {
            return [HomeUnknown()];
        }

        var altitude = returnAltitude ?? FailsafeRequirements.For(site, plan.Family).ReturnAltitude;
        var check = new WayCheck(site, plan.Family, known, altitude);
        var problems = new ProblemList();
        problems.AddRange(check.Home());
        for (var i = 1; i < plan.Route.Count; i++)
        {
            var what = plan.Legs.FirstOrDefault(leg => leg.RouteIndex == i) is { } leg ? leg.Title : $"leg {i}";
            problems.AddRange(check.Leg(plan.Route[i - 1], plan.Route[i], what));
        }

        return problems.Distinct;
    }

    /// <summary>Checks an order to go to a point and stay there.</summary>
    /// <param name="site">The site.</param>
    /// <param name="family">How the vehicle moves.</param>
    /// <param name="from">Where it is.</param>
    /// <param name="fromAltitude">Its height; ignored for rovers.</param>
    /// <param name="to">Where it shall go, in a straight line.</param>
    /// <param name="toAltitude">The height it shall have there; ignored for rovers.</param>
    /// <param name="home">Where Return to Launch goes; null when it is not known, and then the order is refused.</param>
    /// <param name="returnAltitude">The vehicle's return altitude; ignored for rovers.</param>
    /// <returns>Empty when it may go.</returns>
    public static IReadOnlyList<Problem> CheckGoTo(
        Site site,
        VehicleFamily family,
        GeoPoint from,
        AltitudeAboveHome fromAltitude,
        GeoPoint to,
        AltitudeAboveHome toAltitude,
        GeoPoint? home,
        AltitudeAboveHome returnAltitude
    )
    {
        if (home is not { IsValid: true } known)
        {
            return [HomeUnknown()];
        }

        double[] altitudes = [fromAltitude.Metres, toAltitude.Metres, returnAltitude.Metres];
        if (!from.IsValid || !to.IsValid || !Array.TrueForAll(altitudes, double.IsFinite))
        {
            return [new Problem(ProblemCode.BadInput, "A position or altitude is not a number that can be flown to.")];
        }

        var check = new WayCheck(site, family, known, returnAltitude);
        var problems = new ProblemList();
        problems.AddRange(check.Leg(new RoutePoint(from, fromAltitude), new RoutePoint(to, toAltitude), "the way"));
        return problems.Distinct;
    }

    private static Problem HomeUnknown() =>
        new(ProblemCode.HomeUnknown, "The vehicle's home is not known, so its way back cannot be checked.");
}

/// <summary>Problems without repeats: one zone is named once for the ways and once for the ways home.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> list = [];
    private readonly HashSet<(ProblemCode Code, string? Zone, bool OnWayHome)> seen = [];

    public IReadOnlyList<Problem> Distinct => list;

    public void AddRange(IEnumerable<Problem> problems)
    {
        foreach (var problem in problems)
        {
            var sameOnWay = (problem.Code, problem.Zone, false);
            if (problem.OnWayHome && seen.Contains(sameOnWay))
            {
                continue;
            }

            if (seen.Add((problem.Code, problem.Zone, problem.OnWayHome)))
            {
                list.Add(problem);
            }
        }
    }
}

/// <summary>One vehicle's movements over one site.</summary>
internal sealed class WayCheck(Site site, VehicleFamily family, GeoPoint home, AltitudeAboveHome returnAltitude)
{
    private readonly Hazards hazards = new(site, family);
    private readonly Coordinate homeAt = site.Frame.ToCoordinate(home);

    private bool Flies => family != VehicleFamily.Rover;

    /// <summary>Take-off and landing straight over home.</summary>
    public IEnumerable<Problem> Home()
    {
        var column = Flies ? new AltitudeBand(0, returnAltitude.Metres) : AltitudeBand.Ground;
        // Beside a dock things may stand that are higher than a vehicle about to land: only what covers it counts.
        return hazards
            .Meeting(PlanarShapes.Point(homeAt), column, homeAt)
            .Where(problem => problem.Code is ProblemCode.OutsideBoundary or ProblemCode.InKeepOut)
            .Select(problem => problem with { Reason = $"Home {problem.Reason}." });
    }

    /// <summary>A straight movement, and the straight ways home from all of its points.</summary>
    public IEnumerable<Problem> Leg(RoutePoint from, RoutePoint to, string what)
    {
        var (start, end) = (site.Frame.ToCoordinate(from.Position), site.Frame.ToCoordinate(to.Position));
        var band = Flies ? AltitudeBand.Between(from.Altitude.Metres, to.Altitude.Metres) : AltitudeBand.Ground;
        if (Flies && band.Highest > site.AltitudeLimit.Metres)
        {
            yield return AboveLimit(what, to.Position, band.Highest);
        }

        Geometry way = start.Equals2D(end) ? PlanarShapes.Point(start) : PlanarShapes.Segment(start, end);
        foreach (var problem in hazards.Meeting(way, band, start))
        {
            yield return problem with
            {
                Reason = Sentence($"{what} {problem.Reason}"),
            };
        }

        foreach (var problem in WaysHome(start, end, band))
        {
            yield return problem with
            {
                Reason = Sentence($"the straight way home from {what} {problem.Reason}"),
                OnWayHome = true,
            };
        }
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
        return hazards.Meeting(fan, new AltitudeBand(lowest, highest), start).Concat(TooHighHome(highest));
    }

    private IEnumerable<Problem> TooHighHome(double highest)
    {
        if (highest > site.AltitudeLimit.Metres)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"is flown at {highest:0.#} m above home; the site's limit is {site.AltitudeLimit.Metres:0.#} m"
            );
            yield return new Problem(ProblemCode.AboveAltitudeLimit, text);
        }
    }

    private Problem AboveLimit(string what, GeoPoint place, double altitude) =>
        new(
            ProblemCode.AboveAltitudeLimit,
            Sentence(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} is flown at {altitude:0.#} m above home; the site's limit is {site.AltitudeLimit.Metres:0.#} m"
                )
            ),
            place
        );

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
