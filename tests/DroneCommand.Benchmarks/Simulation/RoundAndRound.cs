using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Autopilots.Modes;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Benchmarks.Simulation;

/// <summary>A patrol that does not end by itself: take-off, a square, and back to its first corner.</summary>
internal static class RoundAndRound
{
    private const double SideM = 60;
    private const double AltitudeM = 20;
    private const int FirstCorner = 2;
    private const int Forever = -1;

    public static IReadOnlyList<MissionItem> Items(GeoPoint home) =>
        [
            MissionItem.TakeOff(new AltitudeAboveHome(AltitudeM)),
            .. Corners(home).Select(c => MissionItem.Waypoint(c, new AltitudeAboveHome(AltitudeM))),
            new()
            {
                Command = MavCmd.DoJump,
                Param1 = FirstCorner,
                Param2 = Forever,
            },
        ];

    /// <summary>Puts the patrol into a vehicle's memory, past the protocol.</summary>
    public static void Load(SimulatedVehicle vehicle)
    {
        var store = vehicle.Autopilot.Memory.Mission;
        var seq = store.Count;
        store.Put(seq++, new StoredItem(MavCmd.NavTakeoff, 0, 0, 0, 0, null, AltitudeM, AboveHome: true));
        foreach (var corner in Corners(vehicle.Spec.Home))
        {
            store.Put(seq++, new StoredItem(MavCmd.NavWaypoint, 0, 0, 0, 0, corner, AltitudeM, AboveHome: true));
        }

        store.Put(seq, new StoredItem(MavCmd.DoJump, FirstCorner, Forever, 0, 0, null, 0, AboveHome: true));
    }

    public static void Launch(SimulatedVehicle vehicle)
    {
        var copter = (Copter)vehicle.Autopilot;
        copter.SetMode(CopterGuided.Id, ModeReason.GcsCommand);
        copter.Arm(checks: true);
        copter.AutoArmed = true;
        copter.SetMode(CopterAuto.Id, ModeReason.GcsCommand);
    }

    private static IEnumerable<GeoPoint> Corners(GeoPoint home)
    {
        var corner = home;
        for (var bearing = 0; bearing < 360; bearing += 90)
        {
            corner = Geodesic.Direct(corner, bearing, SideM);
            yield return corner;
        }
    }
}
