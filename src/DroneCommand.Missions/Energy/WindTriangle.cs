namespace DroneCommand.Missions.Energy;

/// <summary>How speeds over ground, through the air and of the wind go together along a straight course.</summary>
public static class WindTriangle
{
    /// <summary>
    /// Speed over ground of what flies at an airspeed and heads so that its course comes out:
    /// u cos θ + √(Va² − u² sin² θ).
    /// </summary>
    /// <param name="airspeedMps">Va.</param>
    /// <param name="alongMps">The wind's part along the course, u cos θ; negative against it.</param>
    /// <param name="acrossMps">The wind's part across it, u sin θ.</param>
    /// <returns>Null when the wind across is more than the airspeed; 0 or less when there is no headway.</returns>
    public static double? GroundSpeed(double airspeedMps, double alongMps, double acrossMps)
    {
        var heading = airspeedMps * airspeedMps - acrossMps * acrossMps;
        return heading < 0 ? null : alongMps + Math.Sqrt(heading);
    }

    /// <summary>Speed through the air of what moves over ground along a course.</summary>
    public static double Airspeed(double groundMps, double alongMps, double acrossMps) =>
        Math.Sqrt((groundMps - alongMps) * (groundMps - alongMps) + acrossMps * acrossMps);

    /// <summary>The wind's parts along and across a course.</summary>
    /// <param name="wind">The wind; its mean speed is taken.</param>
    /// <param name="courseDeg">Degrees clockwise from true north.</param>
    public static (double Along, double Across) Parts(Wind wind, double courseDeg)
    {
        ArgumentNullException.ThrowIfNull(wind);
        var (sin, cos) = Math.SinCos((courseDeg - wind.FromDeg) * Math.PI / 180);
        return (-wind.SpeedMps * cos, -wind.SpeedMps * sin);
    }
}
