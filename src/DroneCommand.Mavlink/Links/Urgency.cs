using System.Buffers.Binary;
using System.Collections.Frozen;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Links;

/// <summary>
/// Knows the commands that stop a vehicle or call it back, by the frame alone, so that they go first also when a station
/// behind this server sent them. A change of mode is one of them whatever the mode: hold, return and land are modes.
/// </summary>
internal static class Urgency
{
    /// <summary>In COMMAND_LONG and COMMAND_INT alike seven values of four bytes lie before the command.</summary>
    private const int CommandOffset = 28;

    private static readonly FrozenSet<MavCmd> Commands = FrozenSet.Create(
        MavCmd.DoSetMode,
        MavCmd.NavReturnToLaunch,
        MavCmd.NavLand,
        MavCmd.NavLoiterUnlim,
        MavCmd.DoPauseContinue,
        MavCmd.DoFlighttermination,
        MavCmd.ComponentArmDisarm
    );

    /// <summary>Judges a whole frame.</summary>
    public static bool Includes(ReadOnlySpan<byte> frame)
    {
        if (frame.Length <= FrameFormat.HeaderV2)
            return false;
        var second = frame[0] == FrameFormat.StartV2;
        var header = second ? FrameFormat.HeaderV2 : FrameFormat.HeaderV1;
        var id = second ? FrameFormat.MessageIdV2(frame) : frame[5];
        if (id is MessageIds.SetMode)
            return true;
        if (id is not (MessageIds.CommandLong or MessageIds.CommandInt))
            return false;
        // In version 2 zeros at the end are not sent: of the command that may be its high byte.
        var payload = frame.Slice(header, Math.Min(frame[1], frame.Length - header));
        if (payload.Length <= CommandOffset)
            return false;
        var command = (MavCmd)(
            payload[CommandOffset] | (payload.Length > CommandOffset + 1 ? payload[CommandOffset + 1] << 8 : 0)
        );
        // To disarm is urgent, to arm is not: the first parameter is 0 or 1.
        return Commands.Contains(command)
            && (command != MavCmd.ComponentArmDisarm || BinaryPrimitives.ReadSingleLittleEndian(payload) < 0.5f);
    }
}
