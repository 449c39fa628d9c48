using System.Globalization;
using System.Text;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Forwarding;

/// <summary>Says what a station's frame does, with its parameters, for records and for people. Never what is secret.</summary>
public static class StationWords
{
    /// <summary>From this MISSION_ITEM.current on an item is no part of a plan, but a place or height to go to at once.</summary>
    public const byte GuidedItem = 2;

    private const string CommandPrefix = "MAV_CMD_";

    /// <summary>True for a piece of a file, which has no meaning of its own.</summary>
    public static bool WritesBytes(in FrameView frame) =>
        frame.TryRead<FileTransferProtocol>(out var file) && FilePacket.Read(file).Opcode == MavFtpOpcode.Writefile;

    /// <summary>'DO_SET_SERVO 9 1500', 'PARAM_SET RTL_ALT = 3000', 'mission of 12 items'.</summary>
    public static string Describe(in FrameView frame) =>
        frame.MessageId switch
        {
            MessageIds.CommandLong when frame.Read<CommandLong>() is var c => Command(
                c.Command,
                c.Param1,
                c.Param2,
                c.Param3,
                c.Param4,
                c.Param5,
                c.Param6,
                c.Param7
            ),
            MessageIds.CommandInt when frame.Read<CommandInt>() is var c => Command(
                c.Command,
                c.Param1,
                c.Param2,
                c.Param3,
                c.Param4,
                c.X * 1e-7,
                c.Y * 1e-7,
                c.Z
            ),
            MessageIds.SetMode when frame.Read<SetMode>() is var m => Text($"SET_MODE {m.CustomMode}"),
            MessageIds.ParamSet when frame.Read<ParamSet>() is var p => Text(
                $"PARAM_SET {p.ParamId} = {Number(p.ParamValue)}"
            ),
            MessageIds.MissionCount when frame.Read<MissionCount>() is var m => Text(
                $"{PlanOf(m.MissionType)} of {m.Count} items"
            ),
            MessageIds.MissionItemInt when frame.Read<MissionItemInt>() is { Current: >= GuidedItem } i => Text(
                $"go to {Number(i.X * 1e-7)} {Number(i.Y * 1e-7)} {Number(i.Z)}"
            ),
            MessageIds.MissionItemMessage when frame.Read<MissionItemMessage>() is { Current: >= GuidedItem } i => Text(
                $"go to {Number(i.X)} {Number(i.Y)} {Number(i.Z)}"
            ),
            MessageIds.MissionItemMessage or MessageIds.MissionItemInt => "items of a plan",
            MessageIds.MissionClearAll when frame.Read<MissionClearAll>() is var m => Text(
                $"clears the {PlanOf(m.MissionType)}"
            ),
            MessageIds.MissionWritePartialList when frame.Read<MissionWritePartialList>() is var m => Text(
                $"items {m.StartIndex} to {m.EndIndex} of the {PlanOf(m.MissionType)}"
            ),
            MessageIds.MissionSetCurrent when frame.Read<MissionSetCurrent>() is var m => Text(
                $"MISSION_SET_CURRENT {m.Seq}"
            ),
            MessageIds.FileTransferProtocol => File(FilePacket.Read(frame.Read<FileTransferProtocol>())),
            // Their fields are a key, and bytes that mean nothing here.
            _ => MessageTable.NameOf(frame.MessageId),
        };

    internal static string NameOf(MavCmd command) =>
        CommandTable.TryGet(command, out var info)
            ? info.Name[CommandPrefix.Length..]
            : Text($"command {(int)command}");

    /// <summary>Zeros at the end say nothing.</summary>
    private static string Command(MavCmd command, params ReadOnlySpan<double> parameters)
    {
        const double Forced = 21196;
        if (command == MavCmd.ComponentArmDisarm)
            return $"{(parameters[0] == 0 ? "disarm" : "arm")}{(parameters[1] == Forced ? " by force" : "")}";
        var text = new StringBuilder(NameOf(command));
        foreach (var parameter in parameters.TrimEnd(0))
            text.Append(' ').Append(Number(parameter));
        return text.ToString();
    }

    private static string PlanOf(MavMissionType type) =>
        type switch
        {
            MavMissionType.Mission => "mission",
            MavMissionType.Fence => "fence",
            MavMissionType.Rally => "rally points",
            _ => "all plans",
        };

    private static string File(FilePacket packet)
    {
        var name = packet.Opcode.ToString().ToLowerInvariant();
        // What is written into a file has no name in it.
        if (packet.Opcode == MavFtpOpcode.Writefile)
            return Text($"{name} at {packet.Offset}");
        var path = Encoding.UTF8.GetString(packet.Data.Span).Replace("\0", " to ", StringComparison.Ordinal);
        return $"{name} {new string([.. path.Where(c => !char.IsControl(c))])}".TrimEnd();
    }

    private static string Number(double value) => value.ToString("0.#######", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
