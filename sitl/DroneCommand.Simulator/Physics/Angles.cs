namespace DroneCommand.Simulator.Physics;

/// <summary>Angles in degrees and radians, and the ways to wrap them.</summary>
public static class Angles
{
    public static double Radians(double degrees) => degrees * Math.PI / 180;

    public static double Degrees(double radians) => radians * 180 / Math.PI;

    /// <summary>The same angle in 0 to 360 degrees (360 excluded).</summary>
    public static double Wrap360(double degrees)
    {
        var wrapped = degrees % 360;
        return wrapped < 0 ? wrapped + 360 : wrapped;
    }

    /// <summary>The same angle in −180 to 180 degrees.</summary>
    public static double Wrap180(double degrees)
    {
        var wrapped = Wrap360(degrees);
        return wrapped > 180 ? wrapped - 360 : wrapped;
    }

    /// <summary>The turn from one heading to another the short way, −180 to 180 degrees, clockwise positive.</summary>
    public static double Turn(double fromDeg, double toDeg) => Wrap180(toDeg - fromDeg);
}
