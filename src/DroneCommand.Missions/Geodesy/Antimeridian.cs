namespace DroneCommand.Missions.Geodesy;

/// <summary>
/// Where longitudes jump from 180 to −180. A shape across it is drawn and cut by every program in its own way, and taken
/// for the rest of the globe by most: nothing is planned across it.
/// </summary>
internal static class Antimeridian
{
    /// <summary>What is said of a shape that crosses it, with what would help.</summary>
    public const string Reason = "crosses the antimeridian; cut it at longitude 180 and plan both parts by themselves";

    /// <summary>True when the short way between two longitudes leads across.</summary>
    public static bool IsBetween(double fromDeg, double toDeg) => Math.Abs(toDeg - fromDeg) > 180;
}
