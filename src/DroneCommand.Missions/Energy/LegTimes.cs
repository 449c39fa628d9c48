namespace DroneCommand.Missions.Energy;

/// <summary>How long straight ways take with a stop at each turn.</summary>
public static class LegTimes
{
    /// <summary>A change of heading below this is flown without slowing down.</summary>
    public const double TurnDegrees = 15;

    /// <summary>Seconds from standstill to standstill: d/v + v/a, or 2 √(d/a) when there is no room to reach v.</summary>
    /// <param name="metres">Length of the way.</param>
    /// <param name="speedMps">Wanted speed.</param>
    /// <param name="accelerationMps2">Of speeding up and braking.</param>
    public static double StopToStop(double metres, double speedMps, double accelerationMps2) =>
        metres >= speedMps * speedMps / accelerationMps2
            ? metres / speedMps + speedMps / accelerationMps2
            : 2 * Math.Sqrt(metres / accelerationMps2);

    /// <summary>Seconds for each of the consecutive legs of a route.</summary>
    /// <param name="metres">Lengths of the legs.</param>
    /// <param name="turns">Change of heading in degrees at the end of each leg; the last stops anyway.</param>
    /// <param name="speedMps">Wanted speed.</param>
    /// <param name="accelerationMps2">Of speeding up and braking.</param>
    public static double[] Along(
        IReadOnlyList<double> metres,
        IReadOnlyList<double> turns,
        double speedMps,
        double accelerationMps2
    )
    {
        var seconds = new double[metres.Count];
        var first = 0;
        for (var i = 0; i < metres.Count; i++)
        {
            if (i < metres.Count - 1 && turns[i] < TurnDegrees)
            {
                continue;
            }

            var length = metres.Skip(first).Take(i - first + 1).Sum();
            var time = StopToStop(length, speedMps, accelerationMps2);
            for (var j = first; j <= i; j++)
            {
                seconds[j] = length > 0 ? time * metres[j] / length : 0;
            }

            first = i + 1;
        }

        return seconds;
    }
}
