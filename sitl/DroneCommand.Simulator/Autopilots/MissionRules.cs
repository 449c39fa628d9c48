using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>What the autopilot accepts as a mission item, and what it makes of it.</summary>
public static class MissionRules
{
    public const int MaxItems = 724;

    /// <summary>True for commands whose item carries a place.</summary>
    public static bool HasPlace(MavCmd command) =>
        command
            is MavCmd.NavWaypoint
                or MavCmd.NavLoiterUnlim
                or MavCmd.NavLoiterTime
                or MavCmd.NavTakeoff
                or MavCmd.NavLand
                or MavCmd.DoSetHome
                or MavCmd.DoSetRoiLocation;

    /// <summary>Takes an item as it came, or says what is wrong with it.</summary>
    public static MavMissionResult TryStore(VehicleKind kind, in MissionItemInt item, out StoredItem stored)
    {
        stored = Shape(kind, item) ?? new StoredItem(item.Command, 0, 0, 0, 0, null, 0, false);
        if (Shape(kind, item) is null)
        {
            return MavMissionResult.Unsupported;
        }

        var wrong = CheckNumbers(item);
        if (wrong != MavMissionResult.Accepted || !HasPlace(item.Command))
        {
            return wrong;
        }

        if (AboveHome(item.Frame) is not { } aboveHome)
        {
            return MavMissionResult.UnsupportedFrame;
        }

        return CheckPlace(item, stored with { AboveHome = aboveHome }, out stored);
    }

    /// <summary>True for "above home", false for "above sea level", null for a frame the simulator does not fly in.</summary>
    public static bool? AboveHome(MavFrame frame) =>
        frame switch
        {
            MavFrame.GlobalRelativeAlt or MavFrame.GlobalRelativeAltInt => true,
            MavFrame.Global or MavFrame.GlobalInt or MavFrame.Mission => false,
            _ => null,
        };

    private static MavMissionResult CheckPlace(in MissionItemInt item, StoredItem shaped, out StoredItem stored)
    {
        stored = shaped;
        var place = new GeoPoint(item.X / 1e7, item.Y / 1e7);
        if (Math.Abs(place.LatitudeDeg) > 90)
        {
            return MavMissionResult.InvalidParam5X;
        }

        if (Math.Abs(place.LongitudeDeg) > 180)
        {
            return MavMissionResult.InvalidParam6Y;
        }

        if (!float.IsFinite(item.Z) || Math.Abs(item.Z) > 83_000)
        {
            return MavMissionResult.InvalidParam7;
        }

        stored = shaped with
        {
            Place = item.X == 0 && item.Y == 0 ? null : place,
            AltitudeM = Math.Truncate(item.Z * 100.0) / 100,
        };
        return MavMissionResult.Accepted;
    }

    // Not a number means "as you like" in the fourth parameter of these commands, and is wrong anywhere else.
    private static MavMissionResult CheckNumbers(in MissionItemInt item)
    {
        var yawFree =
            item.Command is MavCmd.NavWaypoint or MavCmd.NavLoiterUnlim or MavCmd.NavLand or MavCmd.NavTakeoff;
        return (
            float.IsFinite(item.Param1),
            float.IsFinite(item.Param2),
            float.IsFinite(item.Param3),
            float.IsFinite(item.Param4) || (yawFree && float.IsNaN(item.Param4))
        ) switch
        {
            (false, _, _, _) => MavMissionResult.InvalidParam1,
            (_, false, _, _) => MavMissionResult.InvalidParam2,
            (_, _, false, _) => MavMissionResult.InvalidParam3,
            (_, _, _, false) => MavMissionResult.InvalidParam4,
            _ => MavMissionResult.Accepted,
        };
    }

    // Only what the storage has room for survives: a waypoint's acceptance radius and heading do not.
    private static StoredItem? Shape(VehicleKind kind, in MissionItemInt item)
    {
        var (p1, p2, p3, p4) = (item.Param1, item.Param2, item.Param3, item.Param4);
        (float, float, float, float)? kept = item.Command switch
        {
            MavCmd.NavWaypoint or MavCmd.NavLand or MavCmd.DoSetHome or MavCmd.DoSetRoiLocation => (Whole(p1), 0, 0, 0),
            MavCmd.NavTakeoff when kind == VehicleKind.Copter => (Whole(p1), 0, 0, 0),
            MavCmd.NavLoiterUnlim => (0, 0, p3 < 0 ? -Whole(-p3) : Whole(p3), 0),
            MavCmd.NavLoiterTime => (Whole(p1), 0, p3 < 0 ? -1 : 1, p4 > 0 ? 1 : 0),
            MavCmd.NavReturnToLaunch => (0, 0, 0, 0),
            MavCmd.NavDelay => (p1, p2, p3, p4),
            MavCmd.ConditionDelay => (p1, 0, 0, 0),
            MavCmd.ConditionYaw => (p1, p2, p3, p4),
            MavCmd.DoJump => (Whole(p1), p2, 0, 0),
            MavCmd.DoChangeSpeed => (p1, p2, p3, 0),
            MavCmd.DoSetCamTriggDist => (p1, 0, p3 > 0 ? 1 : 0, 0),
            MavCmd.DoSetRoiNone => (Whole(p1), 0, 0, 0),
            _ => null,
        };
        return kept is { } k ? new StoredItem(item.Command, k.Item1, k.Item2, k.Item3, k.Item4, null, 0, false) : null;
    }

    private static float Whole(float value) =>
        float.IsFinite(value) ? Math.Clamp(MathF.Truncate(value), 0, ushort.MaxValue) : 0;
}
