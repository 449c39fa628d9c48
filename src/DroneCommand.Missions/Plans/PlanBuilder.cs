using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>Turns a track into legs with times and energies, and into the steps that a vehicle is told.</summary>
internal sealed class PlanBuilder(VehicleClass vehicle, GeoPoint home, double speedMps, double windMps)
{
    /// <summary>A place nearer to the one before it than this is not told to the vehicle.</summary>
    private const double SamePlaceMetres = 0.5;

    private readonly List<PlanLeg> legs = [];

    public IReadOnlyList<PlanLeg> Legs => legs;

    /// <summary>From home (at the height after take-off) around and back to home.</summary>
    public IReadOnlyList<TrackPoint> Track { get; private set; } = [];

    /// <summary>The same as it is flown: an orbit is begun and ended where its circle is nearest to where it is come from.</summary>
    public IReadOnlyList<RoutePoint> Route { get; private set; } = [];

    public void Build(IReadOnlyList<TrackPoint> track)
    {
        var points = new List<TrackPoint> { new(home, track[0].Altitude) };
        points.AddRange(track);
        points.Add(new(home, track[^1].Altitude));
        // Home comes twice and stays; of places that coincide in between the first counts.
        Track = [.. points.Where((point, i) => i == 0 || i == points.Count - 1 || !Same(points[i - 1], point))];
        Route = [.. Track.Select((_, i) => PointAt(i))];
        if (vehicle.ClimbMps > 0)
        {
            var seconds = VerticalTimes.Climb(vehicle, Track[0].Altitude.Metres);
            legs.Add(Vertical(LegKind.TakeOff, 0, Track[0].Altitude, seconds, vehicle.ClimbMps));
        }

        AddGroundLegs();
        if (vehicle.DescentMps > 0)
        {
            var seconds = VerticalTimes.Landing(vehicle, Track[^1].Altitude.Metres);
            legs.Add(Vertical(LegKind.Landing, Track.Count - 1, Track[^1].Altitude, seconds, -vehicle.DescentMps));
        }
    }

    public IReadOnlyList<PlanStep> Steps()
    {
        var flies = vehicle.Family != VehicleFamily.Rover;
        var steps = new List<PlanStep>();
        if (flies)
        {
            steps.Add(new PlanStep(PlanStepKind.TakeOff, Track[0], 0));
        }

        var firstGround = flies ? 1 : 0;
        steps.Add(new PlanStep(PlanStepKind.Speed, Track[0], firstGround));
        for (var i = 1; i < Track.Count - 1; i++)
        {
            steps.AddRange(StepsAt(Track[i], firstGround + i - 1));
        }

        // A rover drives the way back as a waypoint: its dock is where the mission ends, whatever home it has set.
        var last = flies ? PlanStepKind.ReturnToLaunch : PlanStepKind.Waypoint;
        steps.Add(new PlanStep(last, Track[^1], firstGround + Track.Count - 2));
        return steps;
    }

    /// <summary>An orbit is flown to by itself, from its edge; everything else is done on arriving.</summary>
    private static IEnumerable<PlanStep> StepsAt(TrackPoint point, int leg)
    {
        if (point.Orbit is not { } orbit)
        {
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
                .Actions.SkipWhile(action => point.Orbit is not null && action is not Orbit)
                .Where(IsStep)
        )
        {
            yield return new PlanStep(PlanStepKind.Action, point, leg) { Action = action };
        }
    }

    /// <summary>A stay is part of its waypoint.</summary>
    private static bool IsStep(PlanAction action) => action is not (Dwell or Orbit);

    private void AddGroundLegs()
    {
        var lines = Route.Zip(Route.Skip(1), (from, to) => Geodesic.Inverse(from.Position, to.Position)).ToList();
        var turns = lines.Select((line, i) => i + 1 < lines.Count ? Turn(line, lines[i + 1]) : 180).ToList();
        var lengths = lines.Select(line => line.DistanceMetres).ToList();
        var seconds = LegTimes.Along(lengths, turns, speedMps, vehicle.AccelerationMps2);
        for (var i = 0; i < lines.Count; i++)
        {
            var kind =
                i == 0 ? LegKind.Approach
                : i == lines.Count - 1 ? LegKind.Return
                : LegKind.Route;
            legs.Add(GroundLeg(kind, i, lengths[i], seconds[i]));
        }
    }

    private PlanLeg GroundLeg(LegKind kind, int i, double metres, double seconds)
    {
        var (from, to) = (Track[i], Track[i + 1]);
        var rise = vehicle.ClimbMps > 0 ? to.Altitude.Metres - from.Altitude.Metres : 0;
        // A leg that climbs more than it has time for takes as long as the climb.
        var moving = Math.Max(seconds, rise > 0 ? rise / vehicle.ClimbMps : -rise / Math.Max(vehicle.DescentMps, 0.1));
        var turning = to.Orbit?.LengthMetres ?? 0;
        var circling = turning / speedMps;
        var energy =
            vehicle.Power.Watts(speedMps, windMps, moving > 0 ? rise / moving : 0) * moving
            + vehicle.Power.Watts(speedMps, windMps, 0) * circling
            + vehicle.Power.Watts(0, windMps, 0) * to.Dwell.TotalSeconds;
        return new PlanLeg(
            kind,
            i + 1,
            i + 1,
            Route[i],
            Route[i + 1],
            metres,
            speedMps,
            TimeSpan.FromSeconds(moving + circling) + to.Dwell,
            energy / 3600
        )
        {
            TurningMetres = turning,
        };
    }

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

    private PlanLeg Vertical(LegKind kind, int index, AltitudeAboveHome altitude, double seconds, double climb)
    {
        var (ground, top) = (new RoutePoint(home, default), new RoutePoint(home, altitude));
        var (from, to) = kind == LegKind.TakeOff ? (ground, top) : (top, ground);
        var energy = vehicle.Power.Watts(0, windMps, climb) * seconds / 3600;
        return new PlanLeg(kind, 0, index, from, to, 0, Math.Abs(climb), TimeSpan.FromSeconds(seconds), energy);
    }

    private static double Turn(GeodesicLine before, GeodesicLine after) =>
        Math.Abs(Math.IEEERemainder(after.InitialAzimuthDeg - before.FinalAzimuthDeg, 360));

    private static bool Same(TrackPoint one, TrackPoint other) =>
        other.Actions.Count == 0
        && one.Altitude == other.Altitude
        && Geodesic.Distance(one.Position, other.Position) < SamePlaceMetres;
}
