using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Missions.Geodesy;

namespace DroneCommand.FlightCards.Records;

/// <summary>The route that a mission's items mean.</summary>
internal static class MissionRoute
{
    private const int CirclePlaces = 48;

    /// <summary>In metres from the dock: home, each place in its order, orbits as circles, and home again.</summary>
    public static IReadOnlyList<LocalPoint> Of(IReadOnlyList<MissionItem> mission, LocalFrame frame)
    {
        var route = new List<LocalPoint> { new(0, 0) };
        foreach (var item in mission.Where(item => item.Position is not null && IsGoneTo(item)))
        {
            var place = frame.ToLocal(item.Position!.Value);
            if (item.Command == MavCmd.NavLoiterTurns)
            {
                route.AddRange(Circle(place, Math.Abs(item.Param3), route[^1]));
            }
            else
            {
                route.Add(place);
            }
        }

        if (mission.Any(item => item.Command == MavCmd.NavReturnToLaunch))
        {
            route.Add(new LocalPoint(0, 0));
        }

        return route;
    }

    /// <summary>A place that the camera is turned to is not gone to.</summary>
    private static bool IsGoneTo(MissionItem item) => item.Command != MavCmd.DoSetRoiLocation;

    /// <summary>From the place of the circle that is nearest to where it is come from, round, and back to it.</summary>
    private static IEnumerable<LocalPoint> Circle(LocalPoint middle, double radius, LocalPoint from)
    {
        var begin = Math.Atan2(from.EastMetres - middle.EastMetres, from.NorthMetres - middle.NorthMetres);
        return Enumerable
            .Range(0, CirclePlaces + 1)
            .Select(i => Math.SinCos(begin + i * Math.Tau / CirclePlaces))
            .Select(turn => new LocalPoint(
                middle.EastMetres + radius * turn.Sin,
                middle.NorthMetres + radius * turn.Cos
            ));
    }
}
