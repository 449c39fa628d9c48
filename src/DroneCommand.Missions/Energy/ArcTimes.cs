namespace DroneCommand.Missions.Energy;

/// <summary>How long a way takes when its arcs, drawn as chains of small turns, are flown no faster than they allow.</summary>
internal static class ArcTimes
{
    /// <summary>Seconds from standstill to standstill.</summary>
    /// <param name="metres">Lengths of the legs.</param>
    /// <param name="turns">Change of heading in degrees at the end of each leg.</param>
    /// <param name="speedMps">Wanted speed.</param>
    /// <param name="accelerationMps2">Of speeding up and braking, and the most sideways.</param>
    public static double Along(
        IReadOnlyList<double> metres,
        IReadOnlyList<double> turns,
        double speedMps,
        double accelerationMps2
    )
    {
        var n = metres.Count;
        var limits = new double[n + 1];
        for (var i = 1; i < n; i++)
        {
            limits[i] = Math.Min(speedMps, Passing(metres[i - 1], metres[i], turns[i - 1], accelerationMps2));
        }

        for (var i = 1; i <= n; i++)
        {
            limits[i] = Math.Min(limits[i], Reached(limits[i - 1], metres[i - 1], accelerationMps2));
        }

        for (var i = n - 1; i >= 0; i--)
        {
            limits[i] = Math.Min(limits[i], Reached(limits[i + 1], metres[i], accelerationMps2));
        }

        double seconds = 0;
        for (var i = 0; i < n; i++)
        {
            seconds += Leg(limits[i], limits[i + 1], metres[i], speedMps, accelerationMps2);
        }

        return seconds;
    }

    /// <summary>Speed at a corner: that of the circle which the two legs are chords of; none at a sharp turn.</summary>
    private static double Passing(double before, double after, double turn, double acceleration)
    {
        if (turn >= LegTimes.TurnDegrees)
        {
            return 0;
        }

        var radians = Math.Max(turn, 1e-6) * Math.PI / 180;
        // Long legs are no chords of an arc: between them is a short blend of the shorter one's length.
        var radius = Math.Min(before, after) / radians;
        return Math.Sqrt(acceleration * radius);
    }

    private static double Reached(double speed, double metres, double acceleration) =>
        Math.Sqrt(speed * speed + 2 * acceleration * metres);

    private static double Leg(double begin, double end, double metres, double speed, double acceleration)
    {
        var top = Math.Min(speed, Math.Sqrt(acceleration * metres + (begin * begin + end * end) / 2));
        var changing = (2 * top * top - begin * begin - end * end) / (2 * acceleration);
        return (2 * top - begin - end) / acceleration + Math.Max(0, metres - changing) / top;
    }
}
