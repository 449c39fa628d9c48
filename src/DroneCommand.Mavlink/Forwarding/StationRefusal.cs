using System.Text;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Forwarding;

/// <summary>
/// Answers a station's frame that did not reach the vehicle, in the vehicle's place and in the words of the protocol, so
/// that the station shows a refusal instead of waiting for an answer that cannot come.
/// </summary>
public static class StationRefusal
{
    private const int TextLength = 50;

    /// <summary>Sends what the protocol has for a refusal; nothing where it has none.</summary>
    /// <param name="frame">What the station sent.</param>
    /// <param name="asVehicle">Writes with the ids of the component that was spoken to.</param>
    /// <param name="passing">True when the same may be taken a moment later.</param>
    /// <param name="sink">To the station.</param>
    public static void Answer(in FrameView frame, FrameWriter asVehicle, bool passing, FrameSink sink)
    {
        var (system, component) = (frame.SystemId, frame.ComponentId);
        switch (frame.MessageId)
        {
            case MessageIds.CommandLong:
                asVehicle.Send(Ack(frame.Read<CommandLong>().Command, passing, system, component), sink);
                break;
            case MessageIds.CommandInt:
                asVehicle.Send(Ack(frame.Read<CommandInt>().Command, passing, system, component), sink);
                break;
            case MessageIds.SetMode:
                // As ArduPilot answers it: by the message's own number.
                asVehicle.Send(Ack((MavCmd)MessageIds.SetMode, passing, system, component), sink);
                break;
            case MessageIds.ParamSet:
                asVehicle.Send(
                    new ParamError
                    {
                        TargetSystem = system,
                        TargetComponent = component,
                        ParamId = frame.Read<ParamSet>().ParamId.ToString(),
                        ParamIndex = -1,
                        Error = MavParamError.PermissionDenied,
                    },
                    sink
                );
                break;
            case MessageIds.FileTransferProtocol:
                var asked = FilePacket.Read(frame.Read<FileTransferProtocol>());
                asVehicle.Send(Nak(asked).Write(system, component), sink);
                break;
            default:
                if (PlanOf(frame) is { } plan)
                    asVehicle.Send(
                        new MissionAck
                        {
                            TargetSystem = system,
                            TargetComponent = component,
                            Type = MavMissionResult.Denied,
                            MissionType = plan,
                        },
                        sink
                    );
                break;
        }
    }

    /// <summary>Says the reason as a text of the vehicle, in as many pieces as it needs.</summary>
    /// <param name="text">For people.</param>
    /// <param name="id">Of this text: not 0, and another than that of the text before.</param>
    /// <param name="asVehicle">Writes with the ids under which the station shows texts.</param>
    /// <param name="sink">To the station.</param>
    public static void Tell(string text, ushort id, FrameWriter asVehicle, FrameSink sink)
    {
        var rest = Encoding.UTF8.GetBytes(text).AsSpan();
        var whole = rest.Length <= TextLength;
        byte piece = 0;
        while (true)
        {
            var length = LengthOfPiece(rest);
            var chunk = Encoding.UTF8.GetString(rest[..length]);
            var isLast = length == rest.Length && length < TextLength;
            asVehicle.Send(
                new Statustext
                {
                    Severity = MavSeverity.Warning,
                    // One that is not full is taken for the last.
                    Text = isLast ? chunk : chunk + new string(' ', TextLength - length),
                    Id = whole ? (ushort)0 : id,
                    ChunkSeq = piece++,
                },
                sink
            );
            rest = rest[length..];
            if (whole || isLast)
                return;
        }
    }

    /// <summary>As much as fits, without cutting through a letter.</summary>
    private static int LengthOfPiece(ReadOnlySpan<byte> rest)
    {
        const int FollowsMask = 0xC0;
        const int Follows = 0x80;
        var length = Math.Min(TextLength, rest.Length);
        while (length < rest.Length && (rest[length] & FollowsMask) == Follows)
            length--;
        return length;
    }

    private static CommandAck Ack(MavCmd command, bool passing, byte system, byte component) =>
        new()
        {
            Command = command,
            Result = passing ? MavResult.TemporarilyRejected : MavResult.Denied,
            TargetSystem = system,
            TargetComponent = component,
        };

    private static FilePacket Nak(FilePacket asked) =>
        new()
        {
            Sequence = (ushort)(asked.Sequence + 1),
            Session = asked.Session,
            Opcode = MavFtpOpcode.Nak,
            RequestOpcode = asked.Opcode,
            Size = 1,
            Offset = asked.Offset,
            Data = new[] { (byte)MavFtpErr.Fileprotected },
        };

    /// <summary>Which plan an acknowledgement would be about; null where none is due.</summary>
    private static MavMissionType? PlanOf(in FrameView frame) =>
        frame.MessageId switch
        {
            MessageIds.MissionCount => frame.Read<MissionCount>().MissionType,
            MessageIds.MissionItemMessage => frame.Read<MissionItemMessage>().MissionType,
            MessageIds.MissionItemInt => frame.Read<MissionItemInt>().MissionType,
            MessageIds.MissionClearAll => frame.Read<MissionClearAll>().MissionType,
            MessageIds.MissionWritePartialList => frame.Read<MissionWritePartialList>().MissionType,
            MessageIds.MissionRequestList => frame.Read<MissionRequestList>().MissionType,
            _ => null,
        };
}
