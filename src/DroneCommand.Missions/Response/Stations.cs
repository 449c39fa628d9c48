using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Survey;

namespace DroneCommand.Missions.Response;

/// <summary>Places around a place, at equal angles and one distance, shared out among vehicles.</summary>
internal static class Stations
{
    /// <summary>Where a camera stands when nothing else says it: the sun of the northern half is behind it.</summary>
    private const double WithoutHomeDeg = 180;

    private const double TurnStepDeg = 5;

    private const double RoundStepDeg = 45;

    /// <summary>A station within this angle of where a vehicle arrives is gone to straight.</summary>
    private const double StraightDeg = 60;

    /// <summary>The azimuth from a place at which a vehicle arrives straight from home.</summary>
    public static double ArrivalDeg(GeoPoint place, GeoPoint? home) =>
        home is { } from && Geodesic.Inverse(place, from) is { DistanceMetres: > 0.5 } line
            ? (line.InitialAzimuthDeg + 360) % 360
            : WithoutHomeDeg;

    /// <summary>
    /// The stations of a team about its place. Seen from where the vehicles arrive, they may turn to where there is room;
    /// seen from a bearing that was asked for, they stand there.
    /// </summary>
    /// <param name="task">The place and the vehicles.</param>
    /// <param name="values">'view-from' and 'bearing'.</param>
    /// <param name="room">What bounds them; null when nothing does.</param>
    /// <param name="metres">From the place.</param>
    /// <returns>The azimuth of one of them that was aimed at, and a place for each vehicle.</returns>
    public static (double FirstDeg, IReadOnlyList<GeoPoint> Places) For(
        KindTask task,
        PlanParameters values,
        SiteRoom? room,
        double metres
    )
    {
        var arrives = values.Word(ResponseWords.ViewFrom) == ResponseWords.Arrival;
        var first = arrives ? ArrivalDeg(task.Place, task.Team[0].Home) : values.Number(ResponseWords.Bearing) % 360;
        return (first, Within(arrives ? room : null, task.Place, metres, first, task.Team));
    }

    /// <summary>
    /// One station for each vehicle, in the team's order: turned around the place so that the longest way there is shortest,
    /// then the sum of all. Ways do not cross for it, as they would if each took the next free one.
    /// </summary>
    /// <param name="place">The middle.</param>
    /// <param name="metres">From it.</param>
    /// <param name="firstDeg">Azimuth of one of the stations.</param>
    /// <param name="team">The vehicles.</param>
    public static IReadOnlyList<GeoPoint> Around(
        GeoPoint place,
        double metres,
        double firstDeg,
        IReadOnlyList<TeamMember> team
    )
    {
        var stations = Enumerable
            .Range(0, team.Count)
            .Select(i => Geodesic.Direct(place, firstDeg + 360.0 * i / team.Count, metres))
            .ToList();
        if (team.Any(member => member.Home is null))
        {
            return stations;
        }

        // Round the place in the order in which they come from all around it.
        var order = Enumerable
            .Range(0, team.Count)
            .OrderBy(i => (ArrivalDeg(place, team[i].Home) - firstDeg + 720 + 180.0 / team.Count) % 360)
            .ThenBy(i => i)
            .ToList();
        var turn = Enumerable.Range(0, team.Count).MinBy(turn => Cost(stations, order, turn, team));
        var taken = new GeoPoint[team.Count];
        for (var i = 0; i < team.Count; i++)
        {
            taken[order[i]] = stations[(i + turn) % team.Count];
        }

        return taken;
    }

    /// <summary>
    /// The same, turned as little as it takes for all stations to lie where may be flown; as asked where no turn helps.
    /// </summary>
    /// <param name="room">Where may be flown; null bounds nothing.</param>
    /// <param name="place">The middle.</param>
    /// <param name="metres">From it.</param>
    /// <param name="firstDeg">Azimuth of one of the stations.</param>
    /// <param name="team">The vehicles.</param>
    private static IReadOnlyList<GeoPoint> Within(
        SiteRoom? room,
        GeoPoint place,
        double metres,
        double firstDeg,
        IReadOnlyList<TeamMember> team
    )
    {
        for (var turn = 0.0; room is not null && turn <= 180.0 / team.Count; turn += TurnStepDeg)
        {
            foreach (var sense in (ReadOnlySpan<int>)[1, -1])
            {
                var stations = Around(place, metres, firstDeg + sense * turn, team);
                if (stations.All(room.Holds))
                {
                    return stations;
                }
            }
        }

        return Around(place, metres, firstDeg, team);
    }

    /// <summary>
    /// Places around the middle from where a vehicle arrives to its station, so that it never passes over what is looked at;
    /// none where it arrives near its station, or where they may not be flown.
    /// </summary>
    /// <param name="room">Where may be flown; null bounds nothing.</param>
    /// <param name="place">The middle.</param>
    /// <param name="home">Where the vehicle comes from.</param>
    /// <param name="station">Where it goes.</param>
    /// <param name="metres">From the middle.</param>
    public static IReadOnlyList<GeoPoint> WayRound(
        SiteRoom? room,
        GeoPoint place,
        GeoPoint? home,
        GeoPoint station,
        double metres
    )
    {
        var arrival = ArrivalDeg(place, home);
        var turn = Math.IEEERemainder(Geodesic.Inverse(place, station).InitialAzimuthDeg - arrival, 360);
        if (home is not { } from || Geodesic.Distance(from, place) < metres || Math.Abs(turn) <= StraightDeg)
        {
            return [];
        }

        var steps = (int)Math.Ceiling(Math.Abs(turn) / RoundStepDeg);
        var round = Enumerable
            .Range(0, steps)
            .Select(i => Geodesic.Direct(place, arrival + turn * i / steps, metres))
            .ToList();
        return room is null || round.TrueForAll(room.Holds) ? round : [];
    }

    private static (double Longest, double Sum) Cost(
        List<GeoPoint> stations,
        List<int> order,
        int turn,
        IReadOnlyList<TeamMember> team
    )
    {
        var ways = order
            .Select((vehicle, i) => Geodesic.Distance(team[vehicle].Home!.Value, stations[(i + turn) % team.Count]))
            .ToList();
        // To the centimetre, so that ways that are equal stay equal.
        return (Math.Round(ways.Max(), 2), Math.Round(ways.Sum(), 2));
    }
}
