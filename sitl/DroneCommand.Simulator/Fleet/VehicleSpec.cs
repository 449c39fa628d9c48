using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Fleet;

/// <summary>One vehicle of a simulated fleet.</summary>
/// <param name="Name">For people.</param>
/// <param name="Kind">Copter or rover.</param>
/// <param name="SystemId">MAVLink system id, 1 to 250.</param>
/// <param name="Home">Where it is switched on: its dock.</param>
/// <param name="AmslM">Altitude of that place above sea level, metres.</param>
/// <param name="HeadingDeg">Heading at that place, degrees.</param>
/// <param name="Uid">Hardware id, at most 17 characters.</param>
public sealed record VehicleSpec(
    string Name,
    VehicleKind Kind,
    byte SystemId,
    GeoPoint Home,
    double AmslM,
    double HeadingDeg,
    string Uid
)
{
    /// <summary>The hardware id of a system id for which none is given: always the same one.</summary>
    public static string DefaultUid(byte systemId) => UidOf(systemId, "hardware id");

    internal static string UidOf(byte systemId, string use)
    {
        var random = SeededRandom.For(0, systemId, use);
        return $"{random.Next():x16}"[..16];
    }
}
