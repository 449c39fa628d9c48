using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Commands;

/// <summary>
/// In which form a command without a place is sent. COMMAND_INT is preferred: ArduPilot may be built without COMMAND_LONG,
/// and turns each into the other form first anyway (handle_command_long in its GCS_Common.cpp, 4.5 and later); PX4 hands
/// both to one handler (mavlink_receiver.cpp). Before 4.5 ArduPilot knew few commands in this form and answers
/// UNSUPPORTED; then COMMAND_LONG is tried.
/// </summary>
internal static class CommandForm
{
    /// <summary>
    /// Sent as COMMAND_LONG although no place is given, with the reason. All of them bear an altitude, of which COMMAND_INT
    /// must say what it is measured from.
    /// </summary>
    private static readonly Dictionary<MavCmd, string> OnlyLong = new()
    {
        // Plane: as COMMAND_INT only in a local frame, metres down (convert_MAV_CMD_NAV_TAKEOFF_to_COMMAND_INT in
        // ArduPlane/GCS_MAVLink_Plane.cpp); Copter: only above home (handle_MAV_CMD_NAV_TAKEOFF).
        [MavCmd.NavTakeoff] = "the frame of its altitude differs from vehicle to vehicle",
        [MavCmd.NavVtolTakeoff] = "the frame of its altitude differs from vehicle to vehicle",
    };

    /// <summary>
    /// True when both forms say the same. Parameters 5 and 6 of COMMAND_INT are whole numbers, and PX4 takes all of them for
    /// degrees of 1e-7, so they must be zero; with them an altitude would be one of a place.
    /// </summary>
    public static bool IsInt(CommandLongRequest request) =>
        request.Param5 == 0
        && request.Param6 == 0
        && !(CommandTable.HasLocation(request.Command) && request.Param7 != 0)
        && !OnlyLong.ContainsKey(request.Command);
}
