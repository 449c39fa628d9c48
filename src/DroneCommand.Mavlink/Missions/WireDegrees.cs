namespace DroneCommand.Mavlink.Missions;

/// <summary>Degrees as the wire carries them: integers of 1e-7 degrees, about a centimetre.</summary>
internal static class WireDegrees
{
    public static int ToWire(double degrees) => (int)Math.Round(degrees * 1e7);

    public static double FromWire(int value) => value / 1e7;
}
