using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Vehicles;

/// <summary>A track for a plane: rounded, lanes interleaved where they lie too close to turn from one into the next.</summary>
/// <param name="Track">The places that a plane is told.</param>
/// <param name="Problems">Where it would have to turn or climb more than it can.</param>
/// <param name="Note">What was done to the order of lanes; null when nothing.</param>
internal sealed record PlaneTrack(IReadOnlyList<TrackPoint> Track, IReadOnlyList<Problem> Problems, string? Note)
{
    private const double Gravity = 9.80665;

    /// <summary>
    /// So long before a lane the turn onto it ends: ArduPlane comes out of a turn up to 22 m beside its way, and SITL's was
    /// within 5 m after 100 m at 18 m/s.
    /// </summary>
    private const double RunInSeconds = 5.5;

    /// <summary>How far before a lane, or before the beginning of a route, the turn onto it ends.</summary>
    public static double RunInOf(double airspeedMps) => RunInSeconds * airspeedMps;

    /// <summary>How often it turns: an arc is one turn, however many places it is told by.</summary>
    public int Turns { get; init; }

    /// <summary>Radius of a turn over ground at the class's bank with the wind behind: (V + w)² / (g tan φ).</summary>
    public static double RadiusOf(VehicleClass vehicle, double airspeedMps, double windMps)
    {
        if (vehicle.BankDeg <= 0)
        {
            return 0;
        }

        var ground = airspeedMps + windMps;
        return ground * ground / (Gravity * Math.Tan(vehicle.BankDeg * Math.PI / 180));
    }

    /// <summary>Makes a track flyable.</summary>
    /// <param name="track">As it was wanted: straight legs.</param>
    /// <param name="vehicle">A plane's class.</param>
    /// <param name="speedMps">Airspeed.</param>
    /// <param name="windMps">The wind with which turns must still do.</param>
    /// <param name="lanes">True when it is lanes by pairs of places; else they are found.</param>
    public static PlaneTrack Of(
        IReadOnlyList<TrackPoint> track,
        VehicleClass vehicle,
        double speedMps,
        double windMps,
        bool lanes = false
    )
    {
        var frame = new LocalFrame(track[0].Position);
        var points = Distinct(track, frame);
        if (points.Count < 2)
        {
            return new(track, [], null);
        }

        var radius = RadiusOf(vehicle, speedMps, windMps);
        var links = lanes ? [.. points.Select((_, i) => i % 2 == 1)] : PlanePath.LinksOf([.. points.Select(p => p.At)]);
        var (ordered, note) = Ordered(points, links, radius);
        // The order of lanes changes how long links are, not which legs are links.
        var path = PlanePath.Of([.. ordered.Select(point => point.At)], radius, links, RunInOf(speedMps));
        var told = Told(path, ordered, frame);
        var problems = path
            .Tight.Select(tight => TooTight(tight, ordered, vehicle, windMps, frame))
            .Concat(TooSteep(told, path, vehicle, speedMps, windMps));
        return new(told, [.. problems], note) { Turns = path.Turns };
    }

    private static List<(Vec At, TrackPoint Point)> Distinct(IReadOnlyList<TrackPoint> track, LocalFrame frame)
    {
        var points = new List<(Vec At, TrackPoint Point)>();
        foreach (var point in track)
        {
            var local = frame.ToLocal(point.Position);
            var at = new Vec(local.EastMetres, local.NorthMetres);
            if (points.Count == 0 || Vec.Distance(points[^1].At, at) > 0.5)
            {
                points.Add((at, point));
            }
            else
            {
                points[^1] = (
                    points[^1].At,
                    points[^1].Point with
                    {
                        Actions = [.. points[^1].Point.Actions, .. point.Actions],
                    }
                );
            }
        }

        return points;
    }

    /// <summary>Where the whole track is lanes side by side, in the order that takes the shortest turns.</summary>
    private static (List<(Vec At, TrackPoint Point)> Points, string? Note) Ordered(
        List<(Vec At, TrackPoint Point)> points,
        bool[] links,
        double radius
    )
    {
        var legs = points.Count - 1;
        var isLanes = legs >= 5 && legs % 2 == 1 && Enumerable.Range(0, legs).All(i => links[i] == (i % 2 == 1));
        if (!isLanes)
        {
            return (points, null);
        }

        var lanes = Enumerable
            .Range(0, (legs + 1) / 2)
            .Select(i => new StraightLane(i, points[2 * i].At, points[2 * i + 1].At))
            .ToList();
        var order = LaneOrder.Of(lanes, radius);
        var (before, after) = (LaneOrder.Length(lanes, radius), LaneOrder.Length(order, radius));
        if (after > before - 1)
        {
            return (points, null);
        }

        var flown = new List<(Vec At, TrackPoint Point)>();
        foreach (var lane in order)
        {
            var (begin, end) = (points[2 * lane.Index], points[2 * lane.Index + 1]);
            var turned = lane.From != begin.At;
            // What is done at a lane's beginning stays there, whichever end that comes to be.
            flown.Add((lane.From, (turned ? end : begin).Point with { Actions = begin.Point.Actions }));
            flown.Add((lane.To, (turned ? begin : end).Point with { Actions = end.Point.Actions }));
        }

        var note = FormattableString.Invariant(
            $"Lanes are flown in another order: turns of {radius:0} m radius into the next lane would be {before - after:0} m longer in all."
        );
        return (flown, note);
    }

    private static List<TrackPoint> Told(PlanePath path, List<(Vec At, TrackPoint Point)> ordered, LocalFrame frame)
    {
        var told = new List<TrackPoint>();
        var places = path.Points;
        var sources = Enumerable.Range(0, places.Count).Where(i => places[i].Source >= 0).ToList();
        foreach (var (place, i) in places.Select((place, i) => (place, i)))
        {
            var position = frame.ToGeo(new LocalPoint(place.Position.X, place.Position.Y));
            if (place.Source >= 0)
            {
                told.Add(ordered[place.Source].Point with { Position = position });
                continue;
            }

            var before = sources.FindLast(source => source < i);
            var after = sources.Find(source => source > i);
            var (low, high) = (places[before], places[after]);
            var share = high.Metres > low.Metres ? (place.Metres - low.Metres) / (high.Metres - low.Metres) : 0;
            var (from, to) = (ordered[low.Source].Point.Altitude, ordered[high.Source].Point.Altitude);
            told.Add(new TrackPoint(position, new(from.Metres + share * (to.Metres - from.Metres))));
        }

        return told;
    }

    private static Problem TooTight(
        TightTurn tight,
        List<(Vec At, TrackPoint Point)> ordered,
        VehicleClass vehicle,
        double windMps,
        LocalFrame frame
    )
    {
        var at = ordered[tight.Leg].At;
        var slow = Math.Sqrt(tight.RadiusThatDoes * Gravity * Math.Tan(vehicle.BankDeg * Math.PI / 180)) - windMps;
        var speed =
            slow >= vehicle.MinAirspeedMps
                ? FormattableString.Invariant($"A speed of {Math.Floor(slow * 10) / 10:0.#} m/s would do, or a leg")
                : "A leg";
        var remedy = FormattableString.Invariant(
            $"{speed} of {Math.Ceiling(tight.NeedsMetres):0} m or more (a wider spacing), or a copter."
        );
        remedy = speed == "A leg" ? remedy.Replace("), or", ") would do, or", StringComparison.Ordinal) : remedy;
        return new Problem(
            ProblemCode.TurnTooTight,
            FormattableString.Invariant(
                $"Leg {tight.Leg + 1} of the route is {tight.Metres:0} m long; a {vehicle.Name} needs {Math.Ceiling(tight.NeedsMetres):0} m for the turns at its ends. {remedy}"
            ),
            frame.ToGeo(new LocalPoint(at.X, at.Y))
        )
        {
            Leg = tight.Leg + 1,
            Remedy = remedy,
        };
    }

    private static IEnumerable<Problem> TooSteep(
        List<TrackPoint> told,
        PlanePath path,
        VehicleClass vehicle,
        double speedMps,
        double windMps
    )
    {
        for (var i = 1; i < told.Count; i++)
        {
            var rise = told[i].Altitude.Metres - told[i - 1].Altitude.Metres;
            var rate = rise > 0 ? vehicle.ClimbMps : vehicle.DescentMps;
            var has = path.Points[i].Metres - path.Points[i - 1].Metres;
            // With the wind behind there is the least time for it.
            var needs = Math.Abs(rise) / rate * (speedMps + windMps);
            if (needs <= has + 0.01)
            {
                continue;
            }

            var remedy = FormattableString.Invariant(
                $"A leg of {Math.Ceiling(needs):0} m would do, or a change of {Math.Floor(Math.Abs(rise) * has / needs):0} m."
            );
            yield return new Problem(
                ProblemCode.TooSteep,
                FormattableString.Invariant(
                    $"The route {(rise > 0 ? "climbs" : "sinks")} by {Math.Abs(rise):0} m within {has:0} m; a {vehicle.Name} takes {Math.Ceiling(needs):0} m for it. {remedy}"
                ),
                told[i].Position
            )
            {
                Remedy = remedy,
            };
            yield break;
        }
    }
}
