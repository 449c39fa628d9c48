using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace DroneCommand.Missions.Plans;

/// <summary>Turns a track into legs with times and energies, and into the steps that a vehicle is told.</summary>
internal sealed class PlanBuilder(VehicleClass vehicle, GeoPoint home, double speedMps, FlightModel model)
{
    /// <summary>A place nearer to the one before it than this is not told to the vehicle.</summary>
    private const double SamePlaceMetres = 0.5;

    /// <summary>
    /// Unless the way would move by more than this: a small arc is a chain of near places, and without them its corner would
    /// be cut, out of the margin that was kept.
    /// </summary>
    private const double MovedMetres = 0.05;

    private readonly List<PlanLeg> legs = [];
    private IReadOnlyList<LegKind> kinds = [];

    public IReadOnlyList<PlanLeg> Legs => legs;

    /// <summary>What is done over home before the way to the route.</summary>
    public IReadOnlyList<PlanAction> AtTakeOff { get; init; } = [];

    /// <summary>What is done at the end of the route.</summary>
    public RouteEnd End { get; init; }

    /// <summary>It climbs on the way to the first place of its approach, not straight up over home.</summary>
    public bool ClimbsOut { get; init; }

    /// <summary>From home (at the height after take-off) around and back to home.</summary>
    public IReadOnlyList<TrackPoint> Track { get; private set; } = [];

    /// <summary>The same as it is flown: an orbit is begun and ended where its circle is nearest to where it is come from.</summary>
    public IReadOnlyList<RoutePoint> Route { get; private set; } = [];

    /// <summary>Builds the plan of a route.</summary>
    /// <param name="track">The route.</param>
    /// <param name="approach">Places of the way from home to it; the first one's height is taken off to.</param>
    /// <param name="back">Corners of the way from it home.</param>
    public void Build(
        IReadOnlyList<TrackPoint> track,
        IReadOnlyList<TrackPoint>? approach = null,
        IReadOnlyList<GeoPoint>? back = null
    )
    {
        var (first, last) = ((approach is [var begin, ..] ? begin : track[0]).Altitude, track[^1].Altitude);
        var points = new List<(TrackPoint Point, LegKind To)> { (new(home, first), LegKind.Approach) };
        points.AddRange((approach ?? []).Select(point => (point, LegKind.Approach)));
        points.AddRange(track.Select((point, i) => (point, i == 0 ? LegKind.Approach : LegKind.Route)));
        if (End != RouteEnd.Land)
        {
            // What holds there goes home later: its battery must last for that.
            points.AddRange((back ?? []).Select(place => (new TrackPoint(place, last), LegKind.Return)));
            points.Add((new(home, last), LegKind.Return));
        }

        // Home comes twice and stays.
        points = Distinct(points, at => at.Point, lastStays: true);
        Track = [.. points.Select(at => at.Point)];
        kinds = [.. points.Skip(1).Select(at => at.To)];
        Route = [.. Track.Select((_, i) => PointAt(i))];
        if (vehicle.ClimbMps > 0)
        {
            var seconds = ClimbsOut ? 0 : VerticalTimes.Climb(vehicle, Track[0].Altitude.Metres);
            legs.Add(Vertical(LegKind.TakeOff, 0, home, Track[0].Altitude, seconds, vehicle.ClimbMps));
        }

        AddGroundLegs();
        if (vehicle.DescentMps > 0)
        {
            var seconds = VerticalTimes.Landing(vehicle, Track[^1].Altitude.Metres);
            var (index, place) = (Track.Count - 1, Route[^1].Position);
            legs.Add(Vertical(LegKind.Landing, index, place, Track[^1].Altitude, seconds, -vehicle.DescentMps));
        }
    }

    /// <summary>A track without places that would not be told to a vehicle.</summary>
    public static IReadOnlyList<TrackPoint> Distinct(IReadOnlyList<TrackPoint> track) =>
        Distinct(track, point => point, lastStays: false);

    private static List<T> Distinct<T>(IReadOnlyList<T> places, Func<T, TrackPoint> pointOf, bool lastStays)
    {
        var frame = new LocalFrame(pointOf(places[0]).Position);
        Coordinate At(T place) => frame.ToCoordinate(pointOf(place).Position);
        var kept = new List<T> { places[0] };
        var left = new List<T>();
        foreach (var place in places.Skip(1))
        {
            if (left.Exists(each => DistanceComputer.PointToSegment(At(each), At(kept[^1]), At(place)) > MovedMetres))
            {
                kept.Add(left[^1]);
                left.Clear();
            }

            if (Same(pointOf(kept[^1]), pointOf(place)))
            {
                left.Add(place);
            }
            else
            {
                kept.Add(place);
                left.Clear();
            }
        }

        if (lastStays && left.Count > 0)
        {
            kept.Add(left[^1]);
        }

        return kept;
    }

    public IReadOnlyList<PlanStep> Steps()
    {
        var flies = vehicle.Family != VehicleFamily.Rover;
        var steps = new List<PlanStep>();
        if (flies)
        {
            steps.Add(new PlanStep(PlanStepKind.TakeOff, Track[ClimbsOut ? 1 : 0], 0));
        }

        var firstGround = flies ? 1 : 0;
        steps.Add(new PlanStep(PlanStepKind.Speed, Track[0], firstGround));
        steps.AddRange(
            AtTakeOff.Select(action => new PlanStep(PlanStepKind.Action, Track[0], firstGround) { Action = action })
        );
        var ends = End == RouteEnd.Return ? Track.Count - 1 : RouteEnds();
        foreach (var i in Enumerable.Range(1, ends - 1).Where(i => !Track[i].IsUntold))
        {
            steps.AddRange(StepsAt(Track[i], firstGround + i - 1));
        }

        if (End != RouteEnd.Return)
        {
            // Who lands has the route behind it; who holds is at its end as long as it is left there.
            var (stays, leg) =
                End == RouteEnd.Land
                    ? (PlanStepKind.Land, legs.Count - 1)
                    : (PlanStepKind.Hold, firstGround + ends - 2);
            steps.Add(new PlanStep(stays, Track[ends - 1], leg));
            return steps;
        }

        // A rover drives the way back as a waypoint: its dock is where the mission ends, whatever home it has set.
        var last = flies ? PlanStepKind.ReturnToLaunch : PlanStepKind.Waypoint;
        steps.Add(new PlanStep(last, Track[^1], firstGround + Track.Count - 2));
        return steps;
    }

    /// <summary>How many places there are before the way back.</summary>
    private int RouteEnds() => 1 + kinds.TakeWhile(kind => kind != LegKind.Return).Count();

    /// <summary>An orbit is flown to by itself, from its edge; everything else is done on arriving.</summary>
    internal static IEnumerable<PlanStep> StepsAt(TrackPoint point, int leg)
    {
        if (point.Orbit is not { } orbit)
        {
            // An autopilot stays at a waypoint before it does what follows: what is to be done before takes one without.
            var before = point.Actions.TakeWhile(action => action is not Dwell).Where(IsStep).ToList();
            if (before.Count > 0 && point.Dwell > TimeSpan.Zero)
            {
                yield return new PlanStep(PlanStepKind.Waypoint, point with { Actions = [] }, leg);
                foreach (var action in before)
                {
                    yield return new PlanStep(PlanStepKind.Action, point, leg) { Action = action };
                }
            }

            yield return new PlanStep(PlanStepKind.Waypoint, point, leg);
        }
        else
        {
            foreach (var before in point.Actions.TakeWhile(action => action is not Orbit).Where(IsStep))
            {
                yield return new PlanStep(PlanStepKind.Action, point, leg) { Action = before };
            }

            yield return new PlanStep(PlanStepKind.Orbit, point, leg) { Action = orbit };
        }

        foreach (
            var action in point
                .Actions.SkipWhile(action =>
                    point.Orbit is not null ? action is not Orbit : IsBeforeStay(point, action)
                )
                .Where(IsStep)
        )
        {
            yield return new PlanStep(PlanStepKind.Action, point, leg) { Action = action };
        }
    }

    private static bool IsBeforeStay(TrackPoint point, PlanAction action) =>
        point.Dwell > TimeSpan.Zero && action is not Dwell;

    /// <summary>A stay is part of its waypoint.</summary>
    private static bool IsStep(PlanAction action) => action is not (Dwell or Orbit);

    private void AddGroundLegs()
    {
        var lines = Route.Zip(Route.Skip(1), (from, to) => Geodesic.Inverse(from.Position, to.Position)).ToList();
        var speeds = SpeedsOf(Track, speedMps);
        var shapes = lines
            .Select(
                (line, i) =>
                    new LegShape(
                        line.DistanceMetres,
                        line.InitialAzimuthDeg,
                        IsStop(i, lines) ? 180 : Turn(line, lines[i + 1]),
                        speeds[i],
                        vehicle.ClimbMps > 0 ? Track[i + 1].Altitude.Metres - Begins(i) : 0
                    )
            )
            .ToList();
        var costs = model.Along(shapes);
        for (var i = 0; i < lines.Count; i++)
        {
            legs.Add(GroundLeg(i, shapes[i], costs[i]));
        }
    }

    /// <summary>The last leg ends at rest, and so does one to a place that is stayed at, or gone to a second time to stay.</summary>
    private bool IsStop(int leg, List<GeodesicLine> lines) =>
        leg + 1 == lines.Count
        || Track[leg + 1].Dwell > TimeSpan.Zero
        || lines[leg + 1].DistanceMetres < SamePlaceMetres;

    /// <summary>The height at which a leg begins: a plane's climb-out does on the ground.</summary>
    private double Begins(int leg) => leg == 0 && ClimbsOut ? 0 : Track[leg].Altitude.Metres;

    /// <summary>The speed of each leg: what was told last at the places before it.</summary>
    internal static IReadOnlyList<double> SpeedsOf(IReadOnlyList<TrackPoint> track, double speedMps)
    {
        var speeds = new List<double>();
        foreach (var point in track)
        {
            speedMps = point.Actions.OfType<ChangeSpeed>().LastOrDefault()?.MetresPerSecond ?? speedMps;
            speeds.Add(speedMps);
        }

        return speeds;
    }

    private PlanLeg GroundLeg(int i, LegShape shape, LegCost moving)
    {
        var to = Track[i + 1];
        var turning = to.Orbit is { } orbit ? orbit.LengthMetres + Leaving(orbit) : 0;
        var stay = to.Dwell > TimeSpan.Zero ? to.Dwell.TotalSeconds + vehicle.StopSeconds : 0;
        var whole = moving + model.Circling(turning, shape.SpeedMps) + model.Vertical(0, stay);
        return new PlanLeg(
            kinds[i],
            i + 1,
            i + 1,
            Route[i],
            Route[i + 1],
            shape.Metres,
            shape.SpeedMps,
            TimeSpan.FromSeconds(whole.Seconds),
            whole.Energy.PlannedWh
        )
        {
            TurningMetres = turning,
            CourseDeg = shape.CourseDeg,
            GroundMps = moving.GroundMps,
            Energy = whole.Energy,
        };
    }

    /// <summary>A plane leaves its circle where it heads for what comes next: half a turn later on the average.</summary>
    private double Leaving(Orbit orbit) => ClimbsOut ? Math.PI * Math.Abs(orbit.RadiusMetres) : 0;

    private RoutePoint PointAt(int i)
    {
        var point = Track[i];
        if (i == 0 || point.Orbit is not { } orbit)
        {
            return new(point.Position, point.Altitude);
        }

        var comes = Geodesic.Inverse(point.Position, Track[i - 1].Position);
        var edge = Geodesic.Direct(point.Position, comes.InitialAzimuthDeg, Math.Abs(orbit.RadiusMetres));
        return new(edge, point.Altitude);
    }

    private PlanLeg Vertical(
        LegKind kind,
        int index,
        GeoPoint place,
        AltitudeAboveHome altitude,
        double seconds,
        double climb
    )
    {
        var (ground, top) = (new RoutePoint(place, default), new RoutePoint(place, altitude));
        var (from, to) = kind == LegKind.TakeOff ? (ground, top) : (top, ground);
        var energy = model.Vertical(climb, seconds).Energy;
        return new PlanLeg(
            kind,
            0,
            index,
            from,
            to,
            0,
            Math.Abs(climb),
            TimeSpan.FromSeconds(seconds),
            energy.PlannedWh
        )
        {
            GroundMps = Math.Abs(climb),
            Energy = energy,
        };
    }

    private static double Turn(GeodesicLine before, GeodesicLine after) =>
        Math.Abs(Math.IEEERemainder(after.InitialAzimuthDeg - before.FinalAzimuthDeg, 360));

    private static bool Same(TrackPoint one, TrackPoint other) =>
        other.Actions.Count == 0
        && one.Altitude == other.Altitude
        && Geodesic.Distance(one.Position, other.Position) < SamePlaceMetres;
}
