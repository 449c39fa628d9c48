using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
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

    /// <summary>Where it goes.</summary>
    public IReadOnlyList<GeoPoint> Places => [.. Track.Select(point => point.Position)];

    /// <summary>
    /// The duration when arcs are flown so slowly that the acceleration sideways is no more than the one for braking: a
    /// chain of small turns needs no stop, but it is not flown at full speed either.
    /// </summary>
    public required TimeSpan DurationInArcs { get; init; }

    internal static VehicleRoute Of(
        string name,
        int index,
        int sortie,
        IReadOnlyList<TrackPoint> track,
        VehicleClass vehicle,
        double speedMps,
        double windMps
    )
    {
        var lines = track
            .Zip(track.Skip(1), (from, to) => Geodesic.Inverse(from.Position, to.Position))
            .Where(line => line.DistanceMetres > 0.001)
            .ToList();
        var metres = lines.ConvertAll(line => line.DistanceMetres);
        var turns = lines.Select((line, i) => i + 1 < lines.Count ? Turn(line, lines[i + 1]) : 180).ToList();
        var acceleration = vehicle.AccelerationMps2;
        var orbits = track.Sum(point => point.Orbit?.LengthMetres ?? 0);
        var stays = track.Sum(point => point.Dwell.TotalSeconds) + orbits / speedMps;
        var seconds = LegTimes.Along(metres, turns, speedMps, acceleration).Sum() + stays;
        var slowly = ArcTimes.Along(metres, turns, speedMps, acceleration) + stays;
        var energy = vehicle.Power.Watts(speedMps, windMps, 0) * slowly / 3600;
        var stops = turns.SkipLast(1).Count(turn => turn >= LegTimes.TurnDegrees);
        return new(name, sortie, track, metres.Sum() + orbits, TimeSpan.FromSeconds(seconds), energy, stops)
        {
            Index = index,
            DurationInArcs = TimeSpan.FromSeconds(slowly),
        };
    }

    private static double Turn(GeodesicLine before, GeodesicLine after) =>
        Math.Abs(Math.IEEERemainder(after.InitialAzimuthDeg - before.FinalAzimuthDeg, 360));
}
