using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

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
        problems.AddRange(check.Home(plan.Route.Count > 0 ? plan.Route[0].Altitude : default));
        if (plan.Family == VehicleFamily.Plane && plan.Route.Count > 0)
        {
            var over = new RoutePoint(known, plan.Route[^1].Altitude);
            problems.AddRange(check.Circle(over, plan.Vehicle.LoiterRadiusMetres, "circling over home"));
        }

        for (var i = 1; i < plan.Route.Count; i++)
        {
            var what = plan.Legs.FirstOrDefault(leg => leg.RouteIndex == i) is { } leg ? leg.Title : $"leg {i}";
            // What climbs on its way may still be low anywhere on it.
            var from = i == 1 && plan.ClimbsOut ? plan.Route[0] with { Altitude = default } : plan.Route[i - 1];
            var found = check.Leg(from, plan.Route[i], what);
            problems.AddRange(
                found
                    .Where(problem => !(plan.HoldsOnFailsafe && problem.OnWayHome))
                    .Select(problem => problem with { Leg = i })
            );
            if (plan.Track[i].Orbit is { } orbit)
            {
                problems.AddRange(check.Circle(plan.Track[i], orbit, $"the orbit after {what}"));
            }
        }

        return problems.Distinct.Any(IsOnWayHome)
            ? [.. problems.Distinct.Select(problem => WithRemedy(problem, site, plan, altitude))]
            : problems.Distinct;
    }

    private static bool IsOnWayHome(Problem problem) =>
        problem is { OnWayHome: true, Remedy: null, Code: not ProblemCode.AboveAltitudeLimit };

    /// <summary>A way home that flying higher does not clear may be clear from elsewhere.</summary>
    private static Problem WithRemedy(Problem problem, Site site, Plan plan, AltitudeAboveHome returnAltitude)
    {
        if (!IsOnWayHome(problem))
        {
            return problem;
        }

        var dock = site.Docks.FirstOrDefault(each => each.Fits(plan.Family) && IsClearFrom(each));
        var remedy =
            dock is not null ? $"From {dock.Name} all of the route would be clear."
            : plan.Family == VehicleFamily.Rover ? "Another dock would do."
            : $"A rally point on the far side of {problem.Zone} would do, or another dock.";
        return problem with { Reason = $"{problem.Reason} {remedy}", Remedy = remedy };

        bool IsClearFrom(Dock other)
        {
            var check = new WayCheck(site, plan.Family, other.Position, returnAltitude);
            return plan
                .Legs.Where(leg => leg.Kind == LegKind.Route)
                .All(leg => !check.Leg(plan.Route[leg.RouteIndex - 1], plan.Route[leg.RouteIndex], leg.Title).Any());
        }
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
        var there = new RoutePoint(to, toAltitude);
        problems.AddRange(check.Leg(new RoutePoint(from, fromAltitude), there, "the way"));
        if (family == VehicleFamily.Plane)
        {
            // A plane that is sent somewhere circles there.
            problems.AddRange(check.Circle(there, VehicleClass.Plane.LoiterRadiusMetres, "circling there"));
        }

        return problems.Distinct;
    }

    private static Problem HomeUnknown() =>
        new(ProblemCode.HomeUnknown, "The vehicle's home is not known, so its way back cannot be checked.");
}
