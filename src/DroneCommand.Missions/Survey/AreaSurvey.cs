using System.Globalization;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Survey;

/// <summary>
/// Lanes over areas with overlapping pictures: around their holes, in the direction that takes least time, once or crosswise,
/// by one vehicle or several. What the pictures show is counted afterwards, photo by photo. Pure.
/// </summary>
internal static class AreaSurvey
{
    /// <summary>More is planned in pieces: lanes, and what all of them are long.</summary>
    private const int MostLanes = 3000;
    private const double MostMetres = 1_000_000;
    private const int MostPhotos = 200_000;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var (setup, problem) = SurveySetup.Of(task, team);
        if (setup is null)
        {
            return task.Refused(problem!);
        }

        var lead = SurveySetup.OvershootOf(team) + setup.View.CentreAheadMetres;
        var (ground, fault) = SurveyGround.Prepare(
            ((AreaGround)task.Ground).Areas,
            lead,
            setup.Spacing,
            SiteRoom.Of(task, team)
        );
        fault ??= Refusal(team, setup, ground!);
        return fault is not null ? task.Refused(fault) : Plan(task, team, setup, ground!, lead);
    }

    private static RoutePlan Plan(KindTask task, RouteTeam team, SurveySetup setup, SurveyGround ground, double lead)
    {
        var measures = new LaneMeasures(setup.Spacing, setup.View.AlongMetres, setup.Trigger, lead);
        var asks = new TourAsks(
            TimesOf(team, setup),
            team.Values.Word(SurveyWords.Pattern) == SurveyWords.CrossHatch,
            line => line.MovedBack(setup.View.CentreAheadMetres),
            task.Seed
        );
        if (LaneDirections.Best(ground, measures, AngleOf(team.Values), asks) is not { } best)
        {
            return task.Refused(new Problem(ProblemCode.BadInput, "No way between the lanes stays within the area."));
        }

        var passes = asks.CrossHatch ? 2 : 1;
        var swath = setup.Spacing;
        var heading = ((90 - best.Angle * 180 / Math.PI) % 180 + 180) % 180;
        return SurveyRoutes.Plan(team, setup, ground, best.Tour, asks.Times) with
        {
            LowerBoundMetres = Math.Max(0, passes * (ground.SquareMetres / swath - Math.PI * swath / 4)),
            Notes =
            [
                .. setup.Notes,
                string.Create(CultureInfo.InvariantCulture, $"Lanes run at {heading:0}°, {setup.Spacing:0.0} m apart."),
            ],
        };
    }

    private static LaneTimes TimesOf(RouteTeam team, SurveySetup setup) =>
        LaneTimes.Of(
            setup.SpeedMps,
            team.Members.Min(member => member.Vehicle.AccelerationMps2),
            Math.Min(team.Values.Number(SurveyWords.WindSpeed), 0.9 * setup.SpeedMps),
            team.Values.Number(SurveyWords.WindFrom)
        );

    private static double? AngleOf(PlanParameters values) =>
        values.Word(SurveyWords.Lanes) == SurveyWords.ByHeading
            ? (90 - values.Number(ParameterNames.Heading)) * Math.PI / 180
            : null;

    private static Problem? Refusal(RouteTeam team, SurveySetup setup, SurveyGround ground)
    {
        var metres = ground.SquareMetres / setup.Spacing;
        var lanes = ground.Areas.Sum(area => Vec.Distance(area.Low, area.High)) / setup.Spacing;
        var photos = metres / setup.Trigger;
        if (metres <= MostMetres && lanes <= MostLanes && photos <= MostPhotos)
        {
            return null;
        }

        var spacing = setup.Spacing * Math.Max(metres / MostMetres, lanes / MostLanes);
        var remedy =
            spacing > setup.Spacing
                ? FormattableString.Invariant(
                    $"Lanes {Math.Ceiling(spacing):0} m apart would do, not {setup.Spacing:0.0}"
                )
                : FormattableString.Invariant(
                    $"Pictures {Math.Ceiling(setup.Trigger * photos / MostPhotos):0} m apart would do, not {setup.Trigger:0.0}"
                );
        var reason = FormattableString.Invariant(
            $"The way would be about {metres / 1000:0} km in {lanes:0} lanes with {photos:0} pictures; at most {MostMetres / 1000:0} km, {MostLanes} lanes and {MostPhotos} pictures are planned. {remedy}: a greater altitude or less overlap than {team.Values.Number(SurveyWords.Sidelap):0} % at the sides."
        );
        return new(ProblemCode.BadInput, reason);
    }
}
