using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Patrols;

/// <summary>The times between checkpoints for each vehicle of a mixed team, and rounds told as routes.</summary>
internal sealed class MixedWays
{
    private readonly RouteTeam team;
    private readonly IReadOnlyList<Checkpoint> places;
    private readonly RoadStops? roads;
    private readonly double stay;
    private readonly double[,] straight;

    private MixedWays(RouteTeam team, IReadOnlyList<Checkpoint> places, RoadStops? roads)
    {
        this.team = team;
        this.places = places;
        this.roads = roads;
        stay = team.Values.Number(PatrolWords.Dwell);
        straight = new double[places.Count, places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            for (var j = 0; j < places.Count; j++)
            {
                straight[i, j] = i == j ? 0 : Geodesic.Distance(places[i].Position, places[j].Position);
            }
        }
    }

    public static MixedWays Of(RouteTeam team, IReadOnlyList<Checkpoint> places, RoadStops? roads) =>
        new(team, places, roads);

    /// <summary>Ways to form groups: of each kind of vehicle all alone, or all together.</summary>
    public IEnumerable<IReadOnlyList<IReadOnlyList<int>>> Sharings()
    {
        IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> OfKind(bool drives)
        {
            var own = Enumerable.Range(0, team.Count).Where(i => Drives(i) == drives).ToList();
            IReadOnlyList<IReadOnlyList<int>> alone = [.. own.Select(i => (IReadOnlyList<int>)[i])];
            return own.Count > 1 ? [alone, [own]] : [alone];
        }

        return from rovers in OfKind(true)
            from others in OfKind(false)
            select (IReadOnlyList<IReadOnlyList<int>>)[.. rovers, .. others];
    }

    /// <summary>A group with its times; a round that several share is gone at the speed of the slowest.</summary>
    public TourGroup GroupOf(IReadOnlyList<int> vehicles)
    {
        var speed = vehicles.Min(i => team.Speeds[i]);
        var seconds = new double[places.Count, places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            for (var j = 0; j < places.Count; j++)
            {
                var metres = Drives(vehicles[0]) ? roads!.Metres(i, j) : straight[i, j];
                seconds[i, j] = metres / speed + stay;
            }
        }

        return new(seconds, vehicles.Count);
    }

    /// <summary>The routes of rounds, with what they come to.</summary>
    public RoutePlan Tell(KindTask task, MixedRounds rounds)
    {
        var heights = LinePatrol.HeightsOf(team, task, team.Count);
        var routes = new List<VehicleRoute>();
        var notes = new List<string>();
        var (worst, mean) = (0.0, 0.0);
        for (var g = 0; g < rounds.Groups.Count; g++)
        {
            var (vehicles, tour) = (rounds.Groups[g], rounds.Tours[g]);
            var group = GroupOf(vehicles);
            var spread = TourSpread.Of(group, tour);
            worst = Math.Max(worst, spread.WorstS);
            mean += spread.RoundS / vehicles.Count / 2 * tour.Count / places.Count;
            notes.Add(NoteOf(vehicles, tour, spread.WorstS));
            foreach (var (first, i) in spread.Starts.Select((first, i) => (first, i)))
            {
                routes.Add(RouteOf(vehicles[i], [.. tour.Skip(first), .. tour.Take(first)], heights[vehicles[i]]));
            }
        }

        return team.Plan([.. routes.OrderBy(route => route.Index)]) with
        {
            Figures = new Dictionary<string, double>
            {
                ["worstIdlenessS"] = worst,
                ["meanIdlenessS"] = mean,
                ["checkpoints"] = places.Count,
                ["checkpointsOnGround"] = rounds
                    .Groups.Zip(rounds.Tours)
                    .Where(p => Drives(p.First[0]))
                    .Sum(p => p.Second.Count),
            },
            Notes = [.. notes, .. Warnings()],
        };
    }

    private IEnumerable<string> Warnings() =>
        roads is { Holds: true }
            ?
            [
                "The rovers' straight ways home are not clear everywhere: their failsafes must hold (FS_ACTION and BATT_FS_LOW_ACT 2), and nobody may order them to return while they are on the road.",
            ]
            : [];

    private bool Drives(int vehicle) => team.Members[vehicle].Family == VehicleFamily.Rover;

    private string NoteOf(IReadOnlyList<int> vehicles, IReadOnlyList<int> tour, double worst)
    {
        var who = string.Join(", ", vehicles.Select(team.NameOf));
        var stops = string.Join(", ", tour.Select(i => places[i].Name.Length > 0 ? places[i].Name : $"{i + 1}"));
        return tour.Count == 0
            ? $"{who}: nothing is left to visit."
            : FormattableString.Invariant($"{who}: {stops}; each is left alone for {worst:0.0} s at most.");
    }

    private VehicleRoute RouteOf(int vehicle, IReadOnlyList<int> tour, double higher)
    {
        var laps = team.ValuesOf(vehicle).Integer(ParameterNames.Laps);
        IReadOnlyList<int> whole = [.. Enumerable.Repeat(tour, laps).SelectMany(stops => stops)];
        var altitude = LinePatrol.Above(team, vehicle, higher);
        return Drives(vehicle)
            ? team.Route(vehicle, Driven(vehicle, whole)) with
            {
                HoldsOnFailsafe = roads!.Holds,
            }
            : team.Route(vehicle, [.. whole.SelectMany(stop => At(places[stop].Position, altitude, stop))]);
    }

    /// <summary>From where the rover comes onto the roads, from stop to stop along them, and back.</summary>
    private List<TrackPoint> Driven(int vehicle, IReadOnlyList<int> stops)
    {
        var rover = Enumerable.Range(0, vehicle).Count(Drives);
        var home = roads!.HomeNode(rover);
        var at = home ?? roads.NodeOf(stops[0]);
        var track = new List<TrackPoint> { new(roads.PlaceOf(at), default) };
        foreach (var stop in stops)
        {
            var node = roads.NodeOf(stop);
            var way = roads.Way(at, node).Select(each => new TrackPoint(roads.PlaceOf(each), default));
            track.AddRange(way.SkipLast(1));
            track.AddRange(At(roads.PlaceOf(node), default, stop));
            at = node;
        }

        var back = home ?? roads.NodeOf(stops[0]);
        track.AddRange(roads.Way(at, back).Select(each => new TrackPoint(roads.PlaceOf(each), default)));
        return track;
    }

    private IEnumerable<TrackPoint> At(GeoPoint place, AltitudeAboveHome altitude, int stop) =>
        stay > 0
            ? StopActions.At(
                place,
                altitude,
                new FenceStop(0, stay) { Target = places[stop].Position, Name = places[stop].Name },
                team.Values.Word(PatrolWords.Camera)
            )
            : [new TrackPoint(place, altitude)];
}
