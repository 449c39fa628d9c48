using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies a ground-and-air template: rovers on the site's roads, one-way rules obeyed, copters everywhere. Checkpoints are
/// shared among them so that the one that is left alone longest is left alone for as short as can be.
/// </summary>
internal static class GroundAndAirMission
{
    private const int MostPlaces = 100;
    private const int Steps = 60_000;
    private const int Starts = 3;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var places = ((task.Ground as PointGround)?.Places ?? []).DistinctBy(place => place.Position).ToList();
        if (Refusal(task, team, places.Count) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var roads = team.Members.Any(member => member.Family == VehicleFamily.Rover)
            ? RoadStops.Of(task.Site!, team, places)
            : null;
        if (roads is null && team.Members.Any(member => member.Family == VehicleFamily.Rover))
        {
            return task.Refused(NoRoads(task.Site!));
        }

        var unreachable = Unreachable(team, places, roads).ToList();
        return unreachable.Count > 0 ? task.Refused(unreachable) : Best(task, team, places, roads);
    }

    private static Problem? Refusal(KindTask task, RouteTeam team, int places)
    {
        if (places is < 2 or > MostPlaces)
        {
            return new(
                ProblemCode.BadInput,
                $"A patrol on the ground and in the air takes 2 to {MostPlaces} different checkpoints with a place on earth, not {places}."
            );
        }

        var drives = team.Members.Any(member => member.Family == VehicleFamily.Rover);
        if (drives && task.Site is null)
        {
            return new(
                ProblemCode.FeatureMissing,
                "Rovers drive on a site's roads, and a bare file has none. A site with 'road' lines, or a team of copters only, would do."
            );
        }

        var pieces = task.Site?.Roads.Sum(road => road.Points.Count - 1) ?? 0;
        if (drives && pieces > RoadNetworkBuilder.MaxPieces / 2)
        {
            return new(
                ProblemCode.BadInput,
                $"The site's roads have {pieces} straight parts; at most {RoadNetworkBuilder.MaxPieces / 2} are made a network. Roads with fewer corners would do."
            );
        }

        return team.Count > GraphPatrol.MaxVehicles
            ? new(
                ProblemCode.VehicleUnfit,
                $"A patrol of checkpoints is planned for at most {GraphPatrol.MaxVehicles} vehicles."
            )
            : null;
    }

    private static Problem NoRoads(Site site) =>
        new(
            ProblemCode.FeatureMissing,
            $"{site.Name} has no road on which a rover may drive. A 'road' line within the boundary, clear of buildings, water and keep-outs, or a team of copters only, would do."
        );

    /// <summary>Checkpoints that nobody gets to, each with what would help.</summary>
    private static IEnumerable<Problem> Unreachable(RouteTeam team, List<Checkpoint> places, RoadStops? roads)
    {
        if (roads is null || team.Members.Any(member => member.Family != VehicleFamily.Rover))
        {
            yield break;
        }

        for (var i = 0; i < places.Count; i++)
        {
            if (!roads.Reaches(i))
            {
                yield return new Problem(
                    ProblemCode.HitsObstacle,
                    $"No rover gets to {NameOf(places[i], i)}: {roads.WhyNot(i)} A copter in the team would get there.",
                    places[i].Position
                );
            }
        }
    }

    private static string NameOf(Checkpoint place, int index) =>
        place.Name.Length > 0 ? $"checkpoint {place.Name}" : $"checkpoint {index + 1}";

    /// <summary>Rovers and copters each with rounds of their own or one that all of a kind share, whichever is better.</summary>
    private static RoutePlan Best(KindTask task, RouteTeam team, List<Checkpoint> places, RoadStops? roads)
    {
        var random = new SplitMix((ulong)task.Seed);
        var ways = MixedWays.Of(team, places, roads);
        MixedRounds? best = null;
        foreach (var groups in ways.Sharings())
        {
            for (var start = 0; start < Starts; start++)
            {
                var (tours, worst) = MixedTours.Of([.. groups.Select(ways.GroupOf)], places.Count, Steps, random);
                best = best is null || worst < best.WorstS - 1e-9 ? new(groups, tours, worst) : best;
            }
        }

        return ways.Tell(task, best!);
    }
}

/// <summary>Rounds as they were found.</summary>
/// <param name="Groups">The vehicles of each round, indices in the team; all of one kind.</param>
/// <param name="Tours">The stops of each.</param>
/// <param name="WorstS">The longest time that any stop is left alone.</param>
internal sealed record MixedRounds(
    IReadOnlyList<IReadOnlyList<int>> Groups,
    IReadOnlyList<IReadOnlyList<int>> Tours,
    double WorstS
);
