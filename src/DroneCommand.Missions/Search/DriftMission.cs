using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Search;

/// <summary>
/// Applies a drift-search template: the datum from the last known position by current and leeway, the radius R = fs × E,
/// and about the datum the pattern that suits.
/// </summary>
internal static class DriftMission
{
    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var values = team.Values;
        var datum = DriftDatum.Of(Drifting(values), Errors(values));
        var radius = SearchTheory.SearchRadius(datum.TotalErrorMetres, values.Integer(SearchWords.Search));
        var spacing = values.Number(ParameterNames.Spacing);
        var pattern = PatternOf(values.Word(SearchWords.Pattern)) ?? DriftPatterns.Choose(radius, spacing);
        if (SearchRoutes.TooLong(4 * radius * radius / spacing) is { } tooLong)
        {
            return task.Refused(tooLong);
        }

        var ways = DriftPatterns.Plan(pattern, datum.Place, radius, spacing, datum.Drift.TowardsDeg, team.Speeds);
        if (ways is null || Outrun(team, datum) is not null)
        {
            return task.Refused(ways is null ? TooMany(team) : Outrun(team, datum)!);
        }

        if (values.Word(SearchWords.FollowDrift) == "yes")
        {
            ways = [.. ways.Select((way, i) => DriftPatterns.Following(way, datum.Drift, team.Speeds[i]))];
        }

        return Finish(task, team, datum, radius, pattern, ways);
    }

    private static RoutePlan Finish(
        KindTask task,
        RouteTeam team,
        DriftDatum datum,
        double radius,
        DatumPattern pattern,
        IReadOnlyList<IReadOnlyList<LocalPoint>> ways
    )
    {
        var frame = new LocalFrame(task.Place);
        var place = frame.ToGeo(datum.Place);
        var figures =
            pattern == DatumPattern.Sector
                ? []
                : PatternMission.Pod(
                    team.Values.Number(ParameterNames.SweepWidth),
                    team.Values.Number(ParameterNames.Spacing)
                );
        figures["driftM"] = new LocalPoint(0, 0).DistanceTo(datum.Place);
        figures["driftErrorM"] = datum.DriftErrorMetres;
        figures["totalErrorM"] = datum.TotalErrorMetres;
        figures["searchRadiusM"] = radius;
        figures["datumLat"] = place.LatitudeDeg;
        figures["datumLon"] = place.LongitudeDeg;
        return SearchRoutes.Plan(
            task,
            team,
            new(frame.ToGeo, ways) { Figures = figures, Notes = [Said(datum, radius, pattern)] }
        );
    }

    private static DriftingObject Drifting(PlanParameters values) =>
        new(
            new(0, 0),
            TimeSpan.FromMinutes(values.Number(SearchWords.Elapsed)),
            new(values.Number(SearchWords.CurrentTowards), values.Number(SearchWords.CurrentSpeed)),
            (values.Number(SearchWords.WindFrom) + 180) % 360,
            values.Number(SearchWords.WindSpeed) * values.Number(SearchWords.Leeway) / 100,
            values.Number(SearchWords.Divergence)
        );

    private static DriftErrors Errors(PlanParameters values) =>
        new(
            values.Number(SearchWords.PositionError),
            values.Number(SearchWords.NavigationError),
            values.Number(SearchWords.DriftError) / 100
        );

    private static DatumPattern? PatternOf(string word) =>
        word switch
        {
            "sector" => DatumPattern.Sector,
            "expanding-square" => DatumPattern.ExpandingSquare,
            "parallel-track" => DatumPattern.ParallelTrack,
            _ => null,
        };

    private static Problem? Outrun(RouteTeam team, DriftDatum datum) =>
        team.Values.Word(SearchWords.FollowDrift) == "yes" && team.Speeds.Min() <= datum.Drift.SpeedMps
            ? new(
                ProblemCode.Parameter,
                FormattableString.Invariant(
                    $"The object drifts at {datum.Drift.SpeedMps:0.#} m/s; a vehicle that follows it must be faster."
                )
            )
            : null;

    private static Problem TooMany(RouteTeam team) =>
        new(
            ProblemCode.VehicleUnfit,
            $"A sector search has six triangles to share, and {team.Count} vehicles were given. Set 'pattern' to expanding-square or parallel-track, or take fewer vehicles."
        );

    private static string Said(DriftDatum datum, double radius, DatumPattern pattern)
    {
        var name = pattern switch
        {
            DatumPattern.Sector => "a sector search",
            DatumPattern.ExpandingSquare => "an expanding square",
            _ => "parallel tracks over the square about it",
        };
        return FormattableString.Invariant(
            $"The datum lies {new LocalPoint(0, 0).DistanceTo(datum.Place):0} m from the last known position towards {datum.Drift.TowardsDeg:0}°; E is {datum.TotalErrorMetres:0} m, the radius {radius:0} m: {name}."
        );
    }
}
