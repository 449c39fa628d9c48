namespace DroneCommand.Simulator.Protocol;

/// <summary>MAVLink's whole-number units, and nothing of them anywhere else.</summary>
internal static class WireUnits
{
    /// <summary>Degrees as 1e-7 degrees.</summary>
    public static int Degrees(double degrees) => (int)Math.Round(degrees * 1e7);

    /// <summary>Metres as millimetres.</summary>
    public static int Millimetres(double metres) => (int)Math.Round(metres * 1000);

    /// <summary>Metres per second as centimetres per second.</summary>
    public static short Centimetres(double metres) =>
        (short)Math.Clamp(Math.Round(metres * 100), short.MinValue, short.MaxValue);

    /// <summary>Amperes as centiamperes.</summary>
    public static short Centiamperes(double amperes) => (short)Math.Clamp(Math.Round(amperes * 100), 0, short.MaxValue);

    /// <summary>Volts as millivolts.</summary>
    public static ushort Millivolts(double volts) => (ushort)Math.Clamp(Math.Round(volts * 1000), 0, ushort.MaxValue);
}
