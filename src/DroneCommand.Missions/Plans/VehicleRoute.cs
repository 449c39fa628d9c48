using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Plans;

/// <summary>The way of one vehicle in one sortie, without take-off and landing.</summary>
/// <param name="Vehicle">Its name within the plan: 'copter 1'.</param>
/// <param name="Sortie">From 1.</param>
/// <param name="Track">In flight order; at least one place.</param>
/// <param name="LengthMetres">Over ground, orbits included.</param>
/// <param name="Duration">At the planned speed, with a stop at each turn of 15° and more and what is stayed for.</param>
/// <param name="EnergyWh">In the wind that the class allows for, with arcs flown slowly.</param>
/// <param name="Turns">Changes of heading by 15° and more.</param>
public sealed record VehicleRoute(
    string Vehicle,
    int Sortie,
    IReadOnlyList<TrackPoint> Track,
    double LengthMetres,
    TimeSpan Duration,
    double EnergyWh,
    int Turns
)
{
    /// <summary>The vehicle's index in the team.</summary>
    public required int Index { get; init; }

    /// <summary>How the vehicle moves.</summary>
    public VehicleFamily Family { get; init; }

    /// <summary>Over ground between turns, m/s: what its template says, or less where a camera bears less.</summary>
    public required double SpeedMps { get; init; }

    /// <summary>Its failsafes stay where it is: straight ways home need not be clear.</summary>
    public bool HoldsOnFailsafe { get; init; }

    /// <summary>Where it goes.</summary>
    public IReadOnlyList<GeoPoint> Places => [.. Track.Select(point => point.Position)];

    /// <summary>
    /// The duration when arcs are flown so slowly that the acceleration sideways is no more than the one for braking: a
    /// chain of small turns needs no stop, but it is not flown at full speed either.
    /// </summary>
    public required TimeSpan DurationInArcs { get; init; }

    /// <summary>95 of 100 flights need no more, Wh.</summary>
    public double Energy95Wh { get; init; }

    /// <summary>When it is begun, from the beginning of the mission; later sorties wait for a battery swap.</summary>
    public TimeSpan Begins { get; init; }

    /// <summary>What is done once it is up, on a bare shape; on a site its plan says it.</summary>
    public IReadOnlyList<PlanAction> AtTakeOff { get; init; } = [];

    /// <summary>The track before it was made one that a vehicle of its kind can follow.</summary>
    internal IReadOnlyList<TrackPoint> Wanted { get; init; } = Track;

    /// <summary>What a vehicle of its kind cannot do of it.</summary>
    internal IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What was changed so that a vehicle of its kind can; null when nothing.</summary>
    internal string? Note { get; init; }

    internal static VehicleRoute Of(
        string name,
        int index,
        int sortie,
        IReadOnlyList<TrackPoint> track,
        VehicleClass vehicle,
        double speedMps,
        FlightModel model
    )
    {
        var lines = track
            .Zip(track.Skip(1), (from, to) => Geodesic.Inverse(from.Position, to.Position))
            .Where(line => line.DistanceMetres > 0.001)
            .ToList();
        var metres = lines.ConvertAll(line => line.DistanceMetres);
        var turns = lines.Select((line, i) => i + 1 < lines.Count ? Turn(line, lines[i + 1]) : 180).ToList();
        var orbits = track.Sum(point => point.Orbit?.LengthMetres ?? 0);
        var stays = model.Circling(orbits, speedMps) + model.Vertical(0, track.Sum(point => point.Dwell.TotalSeconds));
        var legs = model
            .Along([.. lines.Select((line, i) => new LegShape(metres[i], line.InitialAzimuthDeg, turns[i], speedMps))])
            .Aggregate(default(LegCost), (sum, leg) => sum + leg);
        // What turns on the spot flies arcs slowly; a plane flies them as fast as the rest.
        var slow =
            vehicle.MinAirspeedMps > 0
                ? 0
                : ArcTimes.Along(metres, turns, speedMps, vehicle.AccelerationMps2)
                    - LegTimes.Along(metres, turns, speedMps, vehicle.AccelerationMps2).Sum();
        var whole = legs + stays;
        var energy =
            whole.Energy
            + (whole.Seconds > 0 ? legs.Energy * (Math.Max(0, slow) / Math.Max(1e-9, legs.Seconds)) : default);
        var stops = turns.SkipLast(1).Count(turn => turn >= LegTimes.TurnDegrees);
        return new(
            name,
            sortie,
            track,
            metres.Sum() + orbits,
            TimeSpan.FromSeconds(whole.Seconds),
            energy.PlannedWh,
            stops
        )
        {
            Index = index,
            Family = vehicle.Family,
            SpeedMps = speedMps,
            DurationInArcs = TimeSpan.FromSeconds(whole.Seconds + slow),
            Energy95Wh = energy.At95Wh,
        };
    }

    private static double Turn(GeodesicLine before, GeodesicLine after) =>
        Math.Abs(Math.IEEERemainder(after.InitialAzimuthDeg - before.FinalAzimuthDeg, 360));
}
