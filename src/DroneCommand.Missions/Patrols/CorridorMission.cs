using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Patrols;

/// <summary>
/// Applies a corridor-patrol template to a road, a pipeline, a shore or a river: there and back in its middle or at a
/// distance on one side, or there on its right and back on its left. Several vehicles share it.
/// </summary>
internal static class CorridorMission
{
    public static RoutePlan Plan(KindTask task, RouteTeam team)
    {
        var lines = ((LineGround)task.Ground).Lines;
        if (team.Count > FencePatrol.MaxVehicles || lines.Count > LineShares.MaxLines)
        {
            return task.Refused(
                new Problem(
                    ProblemCode.VehicleUnfit,
                    $"At most {LineShares.MaxLines} corridors are planned for at most {FencePatrol.MaxVehicles} vehicles."
                )
            );
        }

        var moved = lines.Select(line => Moved(line, team.Values)).ToList();
        var unusable = moved.Select(each => each.Problem).OfType<Problem>().ToList();
        return unusable.Count > 0
            ? task.Refused(unusable)
            : SharedLinesPlan.Of(
                task,
                team,
                [.. moved.Select(each => each.Line!)],
                [.. lines.Select((_, i) => lines.Count == 1 ? "The corridor" : $"Corridor {i + 1}")],
                line => LineStops.Of(task.Site, line, team.Values)
            );
    }

    /// <summary>The line that is gone along; closed when both sides are.</summary>
    internal static (FenceLine? Line, Problem? Problem) Moved(IReadOnlyList<GeoPoint> line, PlanParameters values)
    {
        var places = line.Where((place, i) => i == 0 || line[i - 1] != place).ToList();
        if (places.Count < 2)
        {
            return (null, new(ProblemCode.BadInput, "The line has fewer than two different places."));
        }

        var (side, offset) = (values.Word(PatrolWords.Side), values.Number(ParameterNames.Offset));
        if (side == "middle" || offset <= 0)
        {
            return (new(places, false), null);
        }

        var frame = new LocalFrame(places[0]);
        var drawn = PlanarShapes.Line(places.Select(frame.ToCoordinate));
        bool IsPossible(double metres) =>
            (side == "right" || LineOffset.Beside(drawn, metres) is not null)
            && (side == "left" || LineOffset.Beside(drawn, -metres) is not null);
        if (!IsPossible(offset))
        {
            return (null, TooLarge(offset, LineOffset.PossibleBelow(IsPossible, offset)));
        }

        List<GeoPoint> Beside(double metres) => [.. LineOffset.Beside(drawn, metres)!.Select(frame.ToGeo)];
        return side switch
        {
            "left" => (new(Beside(offset), false), null),
            "right" => (new(Beside(-offset), false), null),
            _ => (new([.. Beside(-offset), .. Enumerable.Reverse(Beside(offset))]), null),
        };
    }

    private static Problem TooLarge(double offset, double possible) =>
        new(
            ProblemCode.OffsetTooLarge,
            FormattableString.Invariant(
                $"An offset of {offset:0.#} m leaves no single line beside the corridor; {possible:0.0} m does."
            )
        );
}
