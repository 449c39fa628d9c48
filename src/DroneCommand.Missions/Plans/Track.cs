using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.Missions.Plans;

/// <summary>The part of a route that the mission is for, in the site's frame; or why there is none.</summary>
/// <param name="Points">In order of movement; both ends included.</param>
/// <param name="Problem">Null when there are points.</param>
internal sealed record Track(IReadOnlyList<LocalPoint> Points, Problem? Problem)
{
    public static Track Refused(ProblemCode code, string reason, string? zone = null) =>
        new([], new Problem(code, reason, null, zone));
}
