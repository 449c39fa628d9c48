using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;

namespace DroneCommand.Missions.Survey;

/// <summary>How low a line beside a structure may be flown on a site: above what else stands there, below its limit.</summary>
internal sealed class ScanClearance
{
    private const double Step = 0.5;

    /// <summary>Metres over what stands there, so that rounding leaves nothing within the margin.</summary>
    private const double Spare = 0.1;

    private readonly Site? site;
    private readonly FlatMap map;
    private readonly Hazards? hazards;
    private readonly double lowest;
    private readonly double highest;

    /// <param name="site">Null bounds nothing.</param>
    /// <param name="map">The plane of lines.</param>
    /// <param name="team">The vehicles.</param>
    /// <param name="lowest">The lowest that is ever flown, metres above home.</param>
    public ScanClearance(Site? site, FlatMap map, RouteTeam team, double lowest)
    {
        (this.site, this.map, this.lowest) = (site, map, lowest);
        hazards = site is null ? null : new Hazards(site, team.Members[0].Family);
        highest = site?.AltitudeLimit.Metres ?? double.PositiveInfinity;
    }

    /// <summary>The lowest height at or above a wanted one at which a line may be flown; null when there is none.</summary>
    public double? Above(IReadOnlyList<Vec> line, double wanted)
    {
        var height = Math.Max(wanted, lowest);
        if (site is null || hazards is null)
        {
            return height;
        }

        var local = PlanarShapes.Line(line.Select(place => site.Frame.ToCoordinate(map.ToGeo(place))));
        for (; height <= highest; height += Step)
        {
            var problems = hazards.Meeting(local, AltitudeBand.At(height), local.Coordinates[0]).ToList();
            if (problems.Count == 0)
            {
                return Math.Round(height, 2);
            }

            // What no height helps against ends the search.
            if (problems.Exists(problem => problem.Code == ProblemCode.OutsideBoundary))
            {
                return null;
            }

            if (hazards.HighestUnder(local) is { } under && under.Ceiling > height)
            {
                height = Math.Max(height, under.Ceiling + Spare - Step);
            }
        }

        return null;
    }
}
