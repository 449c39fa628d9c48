using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Applies a last-known-point template: rings of lost persons about the point make a map of the POC, and the map is
/// searched.
/// </summary>
internal static class LastKnownPointMission
{
    private static readonly double[] Shares = [0.25, 0.5, 0.75, 0.95];
    private static readonly string[] Rings =
    [
        SearchWords.Ring25,
        SearchWords.Ring50,
        SearchWords.Ring75,
        SearchWords.Ring95,
    ];

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var values = team.Values;
        var (radius, range) = (values.Number(ParameterNames.Radius), values.Number(SearchWords.Range));
        var (person, fault) = PersonOf(values);
        if (person is null || Refusal(radius, range) is not null)
        {
            return task.Refused(fault ?? Refusal(radius, range)!);
        }

        var map = MadeMap.Rings(person, task.Place, radius, range);
        if (SearchRoutes.FreeAbout(task, team, task.Place) is not { } free)
        {
            return Finish(task, team, person, map, null);
        }

        map = MadeMap.Masked(map, [free]);
        var shape = SearchRoutes.ShapeOf(free, place => map.ToLocal(place)!.Value);
        return Finish(task, team, person, map, shape);
    }

    private static RoutePlan Finish(
        KindTask task,
        RouteTeam team,
        LostPerson person,
        ProbabilityMap map,
        AreaShape? within
    )
    {
        var plan = ProbabilityMission.Search(task, team, map, within, [Said(person)]);
        var figures = new Dictionary<string, double>(plan.Figures);
        for (var i = 0; i < Shares.Length; i++)
        {
            figures[FormattableString.Invariant($"ring{100 * Shares[i]:0}M")] = person.RingMetres(Shares[i]);
        }

        return plan with
        {
            Figures = figures,
        };
    }

    /// <summary>The distances that were given, or those of the terrain and climate.</summary>
    private static (LostPerson? Person, Problem? Fault) PersonOf(PlanParameters values)
    {
        var rings = Rings.Select(values.Number).ToList();
        if (rings.TrueForAll(metres => metres == 0))
        {
            var isDry = values.Word(SearchWords.Climate) == "dry";
            return values.Word(SearchWords.Terrain) == "mountain"
                ? (isDry ? LostPerson.HikerMountainDry : LostPerson.HikerMountainTemperate, null)
                : (isDry ? LostPerson.HikerFlatDry : LostPerson.HikerFlatTemperate, null);
        }

        var grows = rings[0] > 0 && rings.Zip(rings.Skip(1)).All(pair => pair.Second > pair.First);
        return grows
            ? (LostPerson.Fitted(Shares, rings), null)
            : (
                null,
                new Problem(
                    ProblemCode.Parameter,
                    $"'{string.Join("', '", Rings)}' must grow, or all be 0 for the table's distances."
                )
            );
    }

    private static Problem? Refusal(double radius, double range) =>
        4 * radius * radius / (4 * range * range) <= ProbabilitySearch.MaxSweeps
            ? null
            : new(
                ProblemCode.Parameter,
                FormattableString.Invariant(
                    $"A radius of {radius:0} m is too large for a sensor that sees {range:0} m; at most {range * Math.Sqrt(ProbabilitySearch.MaxSweeps):0} m are planned. A smaller radius or a greater range would do."
                )
            );

    private static string Said(LostPerson person) =>
        FormattableString.Invariant(
            $"Rings about the last known point: 25 % within {person.RingMetres(0.25):0} m, 50 % within {person.RingMetres(0.5):0} m, 75 % within {person.RingMetres(0.75):0} m, 95 % within {person.RingMetres(0.95):0} m."
        );
}
