using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Sorties;

/// <summary>A place of a plan's route at which it may be broken off and taken up again.</summary>
/// <param name="Index">Number of the route's leg on which it lies, from 0.</param>
/// <param name="Share">How much of that leg is done, 0 to 1.</param>
/// <param name="Place">Where and how high.</param>
/// <param name="RemainingMetres">Of the plan as it was, from there to home.</param>
/// <param name="Remaining">The planned time for it.</param>
/// <param name="RemainingWh">The planned energy for it.</param>
public sealed record Breakpoint(
    int Index,
    double Share,
    RoutePoint Place,
    double RemainingMetres,
    TimeSpan Remaining,
    double RemainingWh
);

/// <summary>Plans that were broken off, taken up again.</summary>
public static class Breakpoints
{
    /// <summary>The places of a plan's route, in order: each is one to resume from.</summary>
    public static IReadOnlyList<Breakpoint> BreakpointsOf(this Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var legs = RouteLegs(plan);
        return [.. legs.Select((_, i) => At(plan, legs, i, 0))];
    }

    /// <summary>Where a vehicle broke off.</summary>
    /// <param name="mission">The mission that the vehicle holds.</param>
    /// <param name="sequence">MISSION_CURRENT's seq, as its autopilot counts.</param>
    /// <param name="position">Null when not known: then the leg counts as not begun.</param>
    /// <returns>The route's beginning before it was reached, its end afterwards; null when there is no route.</returns>
    public static Breakpoint? BreakpointAt(this PlannedMission mission, int sequence, GeoPoint? position)
    {
        ArgumentNullException.ThrowIfNull(mission);
        var plan = mission.Plan;
        var legs = RouteLegs(plan);
        if (legs.Count == 0)
        {
            return null;
        }

        var (leg, share) = PlanProgress.Where(mission, sequence, position, null);
        var index = legs.IndexOf(leg);
        return index >= 0 ? At(plan, legs, index, share)
            : leg > legs[^1] ? At(plan, legs, legs.Count - 1, 1)
            : At(plan, legs, 0, 0);
    }

    /// <summary>
    /// A plan that goes from home to the place and does the rest, told again what still held there: speed, camera, pictures,
    /// recording. It is checked as a new one is, over the site's terrain too where that is known.
    /// </summary>
    /// <param name="plan">The plan that was broken off.</param>
    /// <param name="at">Where.</param>
    /// <param name="site">The plan's site.</param>
    /// <param name="returnAltitude">The vehicle's return altitude as read from it; null takes what the site asks for.</param>
    /// <param name="home">Where the vehicle stands now; null takes the plan's home.</param>
    public static Plan ResumeAt(
        this Plan plan,
        Breakpoint at,
        Site site,
        AltitudeAboveHome? returnAltitude = null,
        GeoPoint? home = null
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(site);
        var track = plan.RouteTrack;
        var cut = at.Share < 1 ? new RouteCut(at.Index, at.Share) : new RouteCut(at.Index + 1, 0);
        if (cut.Leg >= track.Count - 1)
        {
            var done = new Problem(
                ProblemCode.BadInput,
                "Nothing of the route is left to be resumed.",
                at.Place.Position
            );
            return plan with { Legs = [], Route = [], Track = [], Steps = [], Problems = [done] };
        }

        var resumed = Rest(
            plan,
            TrackSlice.Of(track, cut, new RouteCut(track.Count - 1, 0)),
            site,
            returnAltitude,
            home
        );
        return plan.Masking?.On(resumed) ?? resumed;
    }

    private static Plan Rest(
        Plan plan,
        IReadOnlyList<TrackPoint> rest,
        Site site,
        AltitudeAboveHome? returnAltitude,
        GeoPoint? home
    )
    {
        var from = home ?? plan.Home;
        var begun = plan with { Home = from, HomeAltitude = AltitudeOf(from, plan, site) };
        rest = Lowered(rest, begun.HomeAltitude.Metres - plan.HomeAltitude.Metres);
        if (site.Terrain is { } terrain)
        {
            return PlanMaker.Resumed(begun, rest, site, terrain, returnAltitude);
        }

        var resumed = PlanMaker.Rebuilt(begun, rest, site, new SiteWays(site, returnAltitude), from, returnAltitude);
        return plan.GroundClearanceMetres is null
            ? resumed
            : resumed with
            {
                GroundClearanceMetres = null,
                Problems = [.. resumed.Problems, Unproved(from)],
            };
    }

    /// <summary>Of the ground under home.</summary>
    private static AltitudeAmsl AltitudeOf(GeoPoint home, Plan plan, Site site) =>
        home == plan.Home ? plan.HomeAltitude : site.Terrain?.HeightAt(home) ?? site.GroundAltitude;

    /// <summary>The same heights over the sea as told from a home that lies so much higher.</summary>
    private static IReadOnlyList<TrackPoint> Lowered(IReadOnlyList<TrackPoint> track, double metres) =>
        metres == 0
            ? track
            :
            [
                .. track.Select(point =>
                    point with
                    {
                        Altitude = new AltitudeAboveHome(point.Altitude.Metres - metres),
                    }
                ),
            ];

    private static Problem Unproved(GeoPoint home) =>
        new(
            ProblemCode.TerrainUnknown,
            "The plan was proved over a terrain that is not at hand, so what is resumed of it cannot be. The site with its terrain would do.",
            home
        );

    private static List<int> RouteLegs(Plan plan) =>
        [.. Enumerable.Range(0, plan.Legs.Count).Where(i => plan.Legs[i].Kind == LegKind.Route)];

    private static Breakpoint At(Plan plan, List<int> legs, int index, double share)
    {
        var place = TrackSlice.At(plan.RouteTrack, new RouteCut(index, share));
        var (leg, after) = (plan.Legs[legs[index]], plan.Legs.Skip(legs[index] + 1).ToList());
        double Left(Func<PlanLeg, double> of) => of(leg) * (1 - share) + after.Sum(of);
        return new Breakpoint(
            index,
            share,
            new RoutePoint(place.Position, place.Altitude),
            Left(each => each.LengthMetres + each.TurningMetres),
            TimeSpan.FromSeconds(Left(each => each.Duration.TotalSeconds)),
            Left(each => each.EnergyWh)
        );
    }
}
