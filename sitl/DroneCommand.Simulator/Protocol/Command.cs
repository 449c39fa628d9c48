using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// A command however it came. A COMMAND_LONG names no frame, so only a few commands with a place can come that way; the
/// others are unsupported then.
/// </summary>
public readonly record struct Command(
    Peer From,
    MavCmd Id,
    bool WasLong,
    MavFrame Frame,
    float Param1,
    float Param2,
    float Param3,
    float Param4,
    int X,
    int Y,
    float Z
)
{
    public static Command Of(Peer from, in CommandInt message) =>
        new(
            from,
            message.Command,
            WasLong: false,
            message.Frame,
            message.Param1,
            message.Param2,
            message.Param3,
            message.Param4,
            message.X,
            message.Y,
            message.Z
        );

    /// <summary>The command of a COMMAND_LONG; null when it would need a frame that is not known.</summary>
    public static Command? Of(Peer from, in CommandLong message)
    {
        MavFrame? frame = message.Command switch
        {
            MavCmd.DoReposition => null,
            MavCmd.DoSetHome => MavFrame.Global,
            _ => MavFrame.GlobalRelativeAlt,
        };
        var place = message.Command is MavCmd.DoSetHome or MavCmd.DoSetRoiLocation or MavCmd.DoSetRoi;
        return frame is not { } known
            ? null
            : new Command(
                from,
                message.Command,
                WasLong: true,
                known,
                message.Param1,
                message.Param2,
                message.Param3,
                message.Param4,
                WholeOf(message.Param5, place),
                WholeOf(message.Param6, place),
                message.Param7
            );
    }

    private static int WholeOf(float value, bool degrees) =>
        float.IsFinite(value) ? (int)(degrees ? (double)value * 1e7 : value) : 0;
}
