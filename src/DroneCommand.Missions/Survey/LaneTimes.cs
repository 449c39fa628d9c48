using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Energy;

namespace DroneCommand.Missions.Survey;

/// <summary>
/// How long straight ways take in wind. At airspeed Va, with wind u that blows at an angle θ to the track, the speed over
/// ground is u cos θ + √(Va² − u² sin² θ): a lane flown both ways costs least across the wind.
/// </summary>
/// <param name="SpeedMps">Airspeed.</param>
/// <param name="AccelerationMps2">Of speeding up and braking.</param>
/// <param name="Wind">The way the wind moves in a second, metres; shorter than the speed.</param>
internal sealed record LaneTimes(double SpeedMps, double AccelerationMps2, Vec Wind)
{
    /// <param name="speedMps">Airspeed.</param>
    /// <param name="accelerationMps2">Of speeding up and braking.</param>
    /// <param name="windMps">Speed of the wind.</param>
    /// <param name="fromDeg">Where it blows from, degrees clockwise from north.</param>
    public static LaneTimes Of(double speedMps, double accelerationMps2, double windMps, double fromDeg)
    {
        var (sin, cos) = Math.SinCos(fromDeg * Math.PI / 180);
        return new(speedMps, accelerationMps2, new Vec(-sin, -cos) * windMps);
    }

    /// <summary>Speed over ground along a track, m/s.</summary>
    /// <param name="ahead">Its direction, of length 1.</param>
    public double GroundSpeed(Vec ahead)
    {
        var across = Vec.Cross(ahead, Wind);
        return Vec.Dot(ahead, Wind) + Math.Sqrt(Math.Max(0, SpeedMps * SpeedMps - across * across));
    }

    /// <summary>Seconds from standstill to standstill.</summary>
    public double Seconds(Vec from, Vec to)
    {
        var metres = Vec.Distance(from, to);
        return metres < 1e-6
            ? 0
            : LegTimes.StopToStop(metres, GroundSpeed((to - from) * (1 / metres)), AccelerationMps2);
    }

    /// <summary>Seconds along places, with a stop at each.</summary>
    public double Seconds(IReadOnlyList<Vec> path) => path.Zip(path.Skip(1), Seconds).Sum();

    /// <summary>Seconds of a straight lane of a direction, the mean of both ways.</summary>
    public double BothWays(double metres, Vec ahead) =>
        (
            LegTimes.StopToStop(metres, GroundSpeed(ahead), AccelerationMps2)
            + LegTimes.StopToStop(metres, GroundSpeed(ahead * -1), AccelerationMps2)
        ) / 2;
}
