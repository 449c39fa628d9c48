using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// A mission item as the autopilot keeps it: what it has no use for is gone, times are whole seconds, altitudes whole
/// centimetres, and of all the frames only "above sea level" and "above home" remain. A download shows these, not what was sent.
/// </summary>
/// <param name="Command">What to do.</param>
/// <param name="Param1">As MAVLink defines it for the command.</param>
/// <param name="Param2">As MAVLink defines it for the command.</param>
/// <param name="Param3">As MAVLink defines it for the command.</param>
/// <param name="Param4">As MAVLink defines it for the command.</param>
/// <param name="Place">Where; null for a command that is not at a place, or is at the place it happens to be (0, 0).</param>
/// <param name="AltitudeM">Metres above home or above sea level.</param>
/// <param name="AboveHome">True when the altitude counts from home.</param>
public sealed record StoredItem(
    MavCmd Command,
    float Param1,
    float Param2,
    float Param3,
    float Param4,
    GeoPoint? Place,
    double AltitudeM,
    bool AboveHome
)
{
    /// <summary>True for commands that are flown or driven; the others are done on the way.</summary>
    public bool IsNavigation => (uint)Command <= 95;

    /// <summary>False for what the mission library does without asking the vehicle: nobody then says that it was reached.</summary>
    public bool IsToldWhenDone => Command is not MavCmd.DoSetCamTriggDist;

    /// <summary>The frame that a download names.</summary>
    public MavFrame Frame => MissionRules.HasPlace(Command) && AboveHome ? MavFrame.GlobalRelativeAlt : MavFrame.Global;

    /// <summary>How STATUSTEXT names the command.</summary>
    public string Label =>
        Command switch
        {
            MavCmd.NavWaypoint => "WP",
            MavCmd.NavReturnToLaunch => "RTL",
            MavCmd.NavLoiterUnlim => "LoitUnlim",
            MavCmd.NavLoiterTime => "LoitTime",
            MavCmd.NavTakeoff => "Takeoff",
            MavCmd.NavLand => "Land",
            MavCmd.NavDelay => "Delay",
            MavCmd.ConditionDelay => "CondDelay",
            MavCmd.ConditionYaw => "CondYaw",
            MavCmd.DoChangeSpeed => "ChangeSpeed",
            MavCmd.DoSetHome => "SetHome",
            MavCmd.DoSetRoiLocation => "SetROILocation",
            MavCmd.DoSetRoiNone => "SetROINone",
            MavCmd.DoJump => "Jump",
            MavCmd.DoSetCamTriggDist => "SetCamTrigDst",
            _ => "?",
        };
}
