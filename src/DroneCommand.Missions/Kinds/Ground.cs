using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Patrols;
using DroneCommand.Missions.Search;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Kinds;

/// <summary>What a mission is planned on, ready made: shapes on earth, a map or a graph.</summary>
public abstract record Ground;

/// <summary>One or more areas or closed lines; the largest comes first where an area was cut apart.</summary>
/// <param name="Areas">At least one.</param>
public sealed record AreaGround(IReadOnlyList<DrawnArea> Areas) : Ground;

/// <summary>One or more lines.</summary>
/// <param name="Lines">At least one, of at least two places each.</param>
public sealed record LineGround(IReadOnlyList<IReadOnlyList<GeoPoint>> Lines) : Ground;

/// <summary>Places, in the order in which they were given.</summary>
/// <param name="Places">At least one; unnamed ones have an empty name.</param>
public sealed record PointGround(IReadOnlyList<Checkpoint> Places) : Ground;

/// <summary>A map of the probability of containment.</summary>
/// <param name="Map">The map.</param>
public sealed record MapGround(ProbabilityMap Map) : Ground;

/// <summary>A graph without a place on earth.</summary>
/// <param name="Graph">The graph.</param>
public sealed record GraphGround(PatrolGraph Graph) : Ground;

/// <summary>The parameters by which templates name their ground on a site.</summary>
internal static class Grounds
{
    public static KnownParameter? ParameterOf(GroundNeed need) =>
        need switch
        {
            GroundNeed.Perimeter => KnownParameter.Feature(
                ParameterNames.Perimeter,
                "perimeter",
                "The closed line; 'auto' takes the one meant for the vehicle that is nearest to its dock."
            ),
            GroundNeed.Area or GroundNeed.Map => KnownParameter.Feature(
                ParameterNames.Area,
                "area",
                "The area; 'auto' takes the site's first, or else all within its boundary."
            ),
            GroundNeed.Line => KnownParameter.Feature(
                ParameterNames.Line,
                "line",
                "The line; 'auto' takes the site's first, or else its longest road."
            ),
            GroundNeed.Place => KnownParameter.Feature(
                ParameterNames.Place,
                "place",
                "The place; 'auto' takes the site's first place, or else its first checkpoint."
            ),
            GroundNeed.Structure => KnownParameter.Feature(
                ParameterNames.Structure,
                "building",
                "The building; 'auto' takes the site's highest."
            ),
            GroundNeed.Wall => KnownParameter.Feature(
                ParameterNames.Structure,
                "building",
                "The building; 'auto' takes the one with the largest wall."
            ),
            _ => null,
        };
}
