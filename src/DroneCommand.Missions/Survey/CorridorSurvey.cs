using System.Globalization;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Survey;

/// <summary>Lanes along lines, on both sides over a width, with overlapping pictures. Pure.</summary>
internal static class CorridorSurvey
{
    private const double MostMetres = 1_000_000;
    private const int MostLanes = 2000;
    private const int MostPhotos = 200_000;

    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var (setup, problem) = SurveySetup.Of(task, team);
        if (setup is null)
        {
            return task.Refused(problem!);
        }

        var drawn = ((LineGround)task.Ground).Lines;
        var map = FlatMap.Around([.. drawn.SelectMany(line => line)]);
        var lines = drawn.Select(line => CorridorLanes.LineOf(line.Select(map.ToPlane))).OfType<LineString>().ToList();
        var width = team.Values.Number(SurveyWords.Width);
        var offsets = CorridorLanes.Offsets(width, setup.Spacing);
        if (Refusal(lines, offsets.Count, setup.Trigger, drawn[0][0]) is { } refusal)
        {
            return task.Refused(refusal);
        }

        var lead = SurveySetup.OvershootOf(team) + setup.View.CentreAheadMetres;
        var room = SiteRoom.Of(task, team) is { } site ? SurveyGround.InPlane(site, map) : null;
        var lanes = Lanes(lines, offsets, room, lead);
        var strips = lines.ConvertAll(line => CorridorLanes.Strip(line, width));
        var ground = SurveyGround.Along(map, strips, room, width + lead);
        return Plan(task, team, setup, ground, lanes, lines.Sum(line => line.Length) * width);
    }

    private static RoutePlan Plan(
        KindTask task,
        RouteTeam team,
        SurveySetup setup,
        SurveyGround? ground,
        List<PhotoLine> lanes,
        double squareMetres
    )
    {
        var tour = ground is null
            ? null
            : PhotoTour.Of(lanes, ground.Ways, task.Seed, line => line.MovedBack(setup.View.CentreAheadMetres));
        if (tour is null)
        {
            var reason = "Nothing of the line lies where vehicles may fly; a line within the fence would do.";
            return task.Refused(new Problem(ProblemCode.OutsideBoundary, reason, task.Line[0]));
        }

        var acceleration = team.Members.Min(member => member.Vehicle.AccelerationMps2);
        var times = LaneTimes.Of(setup.SpeedMps, acceleration, 0, 0);
        return SurveyRoutes.Plan(team, setup, ground!, tour, times) with
        {
            LowerBoundMetres = squareMetres / setup.Spacing,
            Notes = setup.Notes,
        };
    }

    private static List<PhotoLine> Lanes(
        List<LineString> lines,
        IReadOnlyList<double> offsets,
        Geometry? room,
        double overshoot
    ) =>
        [
            .. lines.SelectMany(line =>
                offsets
                    .SelectMany(offset => CorridorLanes.Beside(line, offset, room))
                    .Select(piece => new PhotoLine(piece))
                    .Select(piece =>
                        piece with
                        {
                            LeadIn = Lead(piece.Points[1], piece.Points[0], overshoot, room),
                            LeadOut = Lead(piece.Points[^2], piece.Points[^1], overshoot, room),
                        }
                    )
            ),
        ];

    /// <summary>How much of the overshoot may be flown straight on from a place.</summary>
    private static double Lead(Vec from, Vec at, double overshoot, Geometry? room)
    {
        var end = at + (at - from) * (overshoot / Vec.Distance(from, at));
        return
            overshoot > 0
            && (
                room is null
                || room.Covers(PlanarShapes.Segment(new Coordinate(at.X, at.Y), new Coordinate(end.X, end.Y)))
            )
            ? overshoot
            : 0;
    }

    private static Problem? Refusal(List<LineString> lines, int lanes, double trigger, GeoPoint place)
    {
        if (lines.Count == 0)
        {
            return new(ProblemCode.BadInput, "A corridor's line has two different places or more.", place);
        }

        var metres = lines.Sum(line => line.Length) * lanes;
        return metres <= MostMetres && lanes * lines.Count <= MostLanes && metres / trigger <= MostPhotos
            ? null
            : new(
                ProblemCode.BadInput,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The way would be about {metres / 1000:0} km in {lanes} lanes with {metres / trigger:0} pictures; at most {MostMetres / 1000:0} km and {MostPhotos} pictures are planned. A narrower corridor, a greater altitude or less overlap would do."
                ),
                place
            );
    }
}
