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
                or MavCmd.NavSplineWaypoint
                or MavCmd.NavLoiterUnlim
                or MavCmd.NavLoiterTurns
                or MavCmd.NavLoiterTime
                or MavCmd.NavLoiterToAlt
                or MavCmd.NavTakeoff
                or MavCmd.NavVtolTakeoff
                or MavCmd.NavLand
                or MavCmd.NavVtolLand
                or MavCmd.NavContinueAndChangeAlt
                or MavCmd.NavGuidedEnable
                or MavCmd.NavPayloadPlace
                or MavCmd.DoSetHome
                or MavCmd.DoReturnPathStart
                or MavCmd.DoLandStart
                or MavCmd.DoGoAround
                or MavCmd.DoSetRoiLocation
                or MavCmd.DoSetRoi;

    /// <summary>Takes an item as it came, or says what is wrong with it.</summary>
    public static MavMissionResult TryStore(VehicleKind kind, in MissionItemInt item, out StoredItem stored)
    {
        stored = new StoredItem(item.Command, 0, 0, 0, 0, null, 0, false);
        var wrong = CheckNumbers(item);
        if (wrong != MavMissionResult.Accepted)
        {
            return wrong;
        }

        if ((uint)item.Command <= 1)
        {
            return MavMissionResult.Invalid;
        }

        if (MissionShapes.Of(kind, item) is not { } kept)
        {
            return MavMissionResult.Unsupported;
        }

        stored = stored with { Param1 = kept.P1, Param2 = kept.P2, Param3 = kept.P3, Param4 = kept.P4 };
        if (!HasPlace(item.Command))
        {
            stored = MissionShapes.WithNumbers(stored, item);
            return MavMissionResult.Accepted;
        }

        return CheckPlace(item, stored, out stored);
    }

    /// <summary>True for "above home", false for "above sea level", null for a frame the autopilot does not fly in.</summary>
    public static bool? AboveHome(MavFrame frame) =>
        frame switch
        {
            MavFrame.GlobalRelativeAlt or MavFrame.GlobalRelativeAltInt => true,
            MavFrame.Global or MavFrame.GlobalInt or MavFrame.Mission => false,
            _ => null,
        };

    /// <summary>True for "above terrain".</summary>
    public static bool AboveTerrain(MavFrame frame) =>
        frame is MavFrame.GlobalTerrainAlt or MavFrame.GlobalTerrainAltInt;

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

        if (!float.IsFinite(item.Z) || Math.Abs(item.Z) >= 83_000)
        {
            return MavMissionResult.InvalidParam7;
        }

        var terrain = AboveTerrain(item.Frame);
        if (!terrain && AboveHome(item.Frame) is null)
        {
            return MavMissionResult.UnsupportedFrame;
        }

        stored = shaped with
        {
            Place = item.X == 0 && item.Y == 0 ? null : place,
            AltitudeM = Math.Truncate(item.Z * 100.0) / 100,
            AboveHome = !terrain && AboveHome(item.Frame) == true,
            AboveTerrain = terrain,
        };
        return MavMissionResult.Accepted;
    }

    // Not a number means "as you like" in the fourth parameter of these commands, and is wrong anywhere else.
    private static MavMissionResult CheckNumbers(in MissionItemInt item)
    {
        var yawFree =
            item.Command
            is MavCmd.NavWaypoint
                or MavCmd.NavLoiterUnlim
                or MavCmd.NavLand
                or MavCmd.NavTakeoff
                or MavCmd.NavVtolTakeoff
                or MavCmd.NavVtolLand;
        var widthFree = item.Command == MavCmd.NavVtolLand;
        return (
            float.IsFinite(item.Param1),
            float.IsFinite(item.Param2),
            float.IsFinite(item.Param3) || (widthFree && float.IsNaN(item.Param3)),
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
}
