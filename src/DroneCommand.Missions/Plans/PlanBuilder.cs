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

    public IReadOnlyList<RoutePoint> Route { get; private set; } = [];

    public void Build(IReadOnlyList<GeoPoint> track, AltitudeAboveHome altitude)
    {
        var points = new List<GeoPoint> { home };
        points.AddRange(track);
        points.Add(home);
        // Home comes twice and stays; of places that coincide in between the first counts.
        var distinct = points.Where((point, i) => i == 0 || i == points.Count - 1 || !Same(points[i - 1], point));
        Route = [.. distinct.Select(point => new RoutePoint(point, altitude))];
        if (vehicle.ClimbMps > 0)
        {
            var seconds = VerticalTimes.Climb(vehicle, altitude.Metres);
            legs.Add(Vertical(LegKind.TakeOff, 0, altitude, seconds, vehicle.ClimbMps));
        }

        AddGroundLegs();
        if (vehicle.DescentMps > 0)
        {
            var seconds = VerticalTimes.Landing(vehicle, altitude.Metres);
            legs.Add(Vertical(LegKind.Landing, Route.Count - 1, altitude, seconds, -vehicle.DescentMps));
        }
    }

    public IReadOnlyList<PlanStep> Steps()
    {
        var flies = vehicle.Family != VehicleFamily.Rover;
        var steps = new List<PlanStep>();
        if (flies)
        {
            steps.Add(new PlanStep(PlanStepKind.TakeOff, Route[0], 0));
        }

        var firstGround = flies ? 1 : 0;
        steps.Add(new PlanStep(PlanStepKind.Speed, Route[0], firstGround));
        for (var i = 1; i < Route.Count - 1; i++)
        {
            steps.Add(new PlanStep(PlanStepKind.Waypoint, Route[i], firstGround + i - 1));
        }

        // A rover drives the way back as a waypoint: its dock is where the mission ends, whatever home it has set.
        var last = flies ? PlanStepKind.ReturnToLaunch : PlanStepKind.Waypoint;
        steps.Add(new PlanStep(last, Route[^1], firstGround + Route.Count - 2));
        return steps;
    }

    private void AddGroundLegs()
    {
        var lines = Route.Zip(Route.Skip(1), (from, to) => Geodesic.Inverse(from.Position, to.Position)).ToList();
        var turns = lines.Select((line, i) => i + 1 < lines.Count ? Turn(line, lines[i + 1]) : 180).ToList();
        var lengths = lines.Select(line => line.DistanceMetres).ToList();
        var seconds = LegTimes.Along(lengths, turns, speedMps, vehicle.AccelerationMps2);
        var watts = vehicle.Power.Watts(speedMps, windMps, 0);
        for (var i = 0; i < lines.Count; i++)
        {
            var kind =
                i == 0 ? LegKind.Approach
                : i == lines.Count - 1 ? LegKind.Return
                : LegKind.Route;
            legs.Add(
                new PlanLeg(
                    kind,
                    i + 1,
                    i + 1,
                    Route[i],
                    Route[i + 1],
                    lengths[i],
                    speedMps,
                    TimeSpan.FromSeconds(seconds[i]),
                    watts * seconds[i] / 3600
                )
            );
        }
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

    private static bool Same(GeoPoint one, GeoPoint other) => Geodesic.Distance(one, other) < SamePlaceMetres;
}
