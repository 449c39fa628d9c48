using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fuzz.Services;

/// <summary>
/// Makes sound frames of an input: any message of the dialect with any values. So that they reach into transactions and do
/// not all miss, a field may repeat, or be the next after, what the other end said under that name; it may be small, or an
/// entry of its enum.
/// </summary>
/// <param name="likely">The messages that the other end listens to; the others come seldom.</param>
/// <param name="target">Whom it is for: system and component.</param>
/// <param name="asks">Of files: it is the one that asks, not the one that answers.</param>
internal sealed class ScriptedFrames(
    IReadOnlyList<uint> likely,
    (byte System, byte Component) target,
    bool asks = false
)
{
    private static readonly string[] Paths =
    [
        "/",
        "a",
        "a/b",
        "@PARAM/param.pck?withdefaults=1",
        "@MISSION/mission.dat",
        "@MISSION/fence.dat",
        "@MISSION/rally.dat",
        "a\0b",
    ];

    /// <summary>What is said to what: with these a dialogue gets on.</summary>
    private static readonly Dictionary<uint, uint> Replies = new()
    {
        [MessageIds.CommandLong] = MessageIds.CommandAck,
        [MessageIds.CommandInt] = MessageIds.CommandAck,
        [MessageIds.MissionCount] = MessageIds.MissionRequest,
        [MessageIds.MissionWritePartialList] = MessageIds.MissionRequestInt,
        [MessageIds.MissionItemInt] = MessageIds.MissionRequest,
        [MessageIds.MissionRequest] = MessageIds.MissionItemInt,
        [MessageIds.MissionRequestInt] = MessageIds.MissionItemInt,
        [MessageIds.MissionRequestList] = MessageIds.MissionCount,
        [MessageIds.MissionClearAll] = MessageIds.MissionAck,
        [MessageIds.ParamRequestRead] = MessageIds.ParamValue,
        [MessageIds.ParamRequestList] = MessageIds.ParamValue,
        [MessageIds.ParamSet] = MessageIds.ParamValue,
        [MessageIds.FileTransferProtocol] = MessageIds.FileTransferProtocol,
    };

    private readonly Dictionary<string, byte[]> _said = [];
    private readonly Dictionary<(byte, byte), FrameWriter> _writers = [];
    private readonly FrameReader _reader = new();
    private FilePacket? _asked;
    private ushort _sequence;
    private uint _heard;

    /// <summary>Takes note of what the other end said.</summary>
    public void Hear(ReadOnlySpan<byte> bytes)
    {
        while (_reader.TryReadDatagram(ref bytes, out var frame))
            if (frame.Info is { } info)
                Hear(frame, info);
    }

    /// <summary>One frame of the sender.</summary>
    public byte[] Make(FuzzInput input, byte system, byte component)
    {
        var info = Choose(input);
        var payload = new byte[info.MaxLength];
        if (info.Id == MessageIds.FileTransferProtocol && asks && input.Below(4) > 0)
            Request(input).Write(target.System, target.Component).Write(payload);
        else if (info.Id == MessageIds.FileTransferProtocol && _asked is { } asked && input.Below(4) > 0)
            Answer(asked, input).Write(target.System, target.Component).Write(payload);
        else
            foreach (var field in info.Fields)
                Fill(field, payload.AsSpan(field.Offset, field.ElementSize * Math.Max(1, field.Length)), input);
        if (!_writers.TryGetValue((system, component), out var writer))
            writer = _writers[(system, component)] = new FrameWriter(system, component);
        Span<byte> frame = stackalloc byte[FrameWriter.MaxFrameLength];
        return frame[..writer.Write(info, payload, frame)].ToArray();
    }

    private void Hear(in FrameView frame, MessageInfo info)
    {
        Span<byte> whole = stackalloc byte[byte.MaxValue];
        whole.Clear();
        frame.Payload.CopyTo(whole);
        if (Replies.ContainsKey(info.Id))
            _heard = info.Id;
        foreach (var field in info.Fields)
            _said[field.Name] = whole.Slice(field.Offset, field.ElementSize * Math.Max(1, field.Length)).ToArray();
        if (frame.TryRead<FileTransferProtocol>(out var files))
            _asked = FilePacket.Read(files);
    }

    private MessageInfo Choose(FuzzInput input)
    {
        var choice = input.Next();
        if (choice < 100 && Replies.TryGetValue(_heard, out var reply) && MessageTable.TryGet(reply, out var answer))
            return answer;
        if (choice < 220 && MessageTable.TryGet(likely[choice % likely.Count], out var info))
            return info;
        return MessageTable.All[input.Below(MessageTable.All.Count)];
    }

    private void Fill(MessageField field, Span<byte> room, FuzzInput input)
    {
        if (field.Name is "target_system" or "target_component")
        {
            var own = field.Name == "target_system" ? target.System : target.Component;
            room[0] = input.Below(16) == 0 ? input.Next() : own;
            return;
        }
        switch (input.Below(8))
        {
            case 0 or 1 or 2:
                Repeat(field, room, more: 0);
                break;
            case 3:
                Repeat(field, room, more: 1);
                break;
            case 4:
                Number(field, room, input.Below(16));
                break;
            case 5:
                Entry(field, room, input);
                break;
            case 6:
                input.Fill(room);
                break;
        }
    }

    /// <summary>What was said under this name, or the number after it.</summary>
    private void Repeat(MessageField field, Span<byte> room, int more)
    {
        if (!_said.TryGetValue(field.Name, out var said))
            return;
        said.AsSpan(0, Math.Min(said.Length, room.Length)).CopyTo(room);
        if (field.Type is not (FieldType.Float or FieldType.Double or FieldType.Char))
            room[0] += (byte)more;
    }

    private static void Entry(MessageField field, Span<byte> room, FuzzInput input)
    {
        if (field.Enum is { } name && EnumTable.TryGet(name, out var entries) && entries.Entries.Count > 0)
            Number(field, room, (long)entries.Entries[input.Below(entries.Entries.Count)].Value);
        else
            Number(field, room, input.Next());
    }

    private static void Number(MessageField field, Span<byte> room, long value)
    {
        switch (field.Type)
        {
            case FieldType.Float:
                BitConverter.TryWriteBytes(room, (float)value);
                break;
            case FieldType.Double:
                BitConverter.TryWriteBytes(room, (double)value);
                break;
            default:
                Span<byte> bytes = stackalloc byte[sizeof(long)];
                BitConverter.TryWriteBytes(bytes, value);
                bytes[..Math.Min(field.ElementSize, room.Length)].CopyTo(room);
                break;
        }
    }

    /// <summary>An answer to the newest request about files, as far as the input wants it to fit.</summary>
    private static FilePacket Answer(FilePacket asked, FuzzInput input)
    {
        var refuses = input.Below(4) == 0;
        var data = new byte[
            refuses ? 2
            : input.Below(2) == 0 ? FilePacket.MaxData
            : 1 + input.Below(FilePacket.MaxData)
        ];
        if (input.Below(2) == 0)
            input.Fill(data);
        else
            data[0] = input.Next();
        return new FilePacket
        {
            Sequence = (ushort)(asked.Sequence + 1 + (input.Below(4) == 0 ? input.Next() : 0)),
            Session = input.Below(8) == 0 ? input.Next() : asked.Session,
            Opcode = refuses ? MavFtpOpcode.Nak : MavFtpOpcode.Ack,
            RequestOpcode = input.Below(8) == 0 ? (MavFtpOpcode)input.Next() : asked.Opcode,
            BurstComplete = input.Below(4) == 0,
            Offset = asked.Offset + (uint)(input.Below(3) == 0 ? input.Below(1024) : 0),
            Size = (byte)data.Length,
            Data = data,
        };
    }

    /// <summary>A request about files that the vehicle may have, or a piece of one of its plans as a file.</summary>
    private FilePacket Request(FuzzInput input)
    {
        var opcode = (MavFtpOpcode)input.Below(16);
        var data =
            opcode == MavFtpOpcode.Writefile ? PlanFile(input) : FilePacket.Text(Paths[input.Below(Paths.Length)]);
        return new FilePacket
        {
            Sequence = _sequence++,
            Session = (byte)(input.Below(8) == 0 ? 1 : 0),
            Opcode = opcode,
            Offset = input.Below(3) == 0 ? (uint)(input.Next() << input.Below(24)) : 0,
            Size = (byte)data.Length,
            Data = data,
        };
    }

    private static ReadOnlyMemory<byte> PlanFile(FuzzInput input)
    {
        var items = input.Below(6);
        var file = new byte[Math.Min(FilePacket.MaxData, 10 + (items * 38))];
        byte[] head = [0x3d, 0x76, (byte)input.Below(4), 0, (byte)(input.Below(8) / 7), 0, 0, 0, (byte)items, 0];
        head.CopyTo(file, 0);
        for (var at = head.Length; at < file.Length; at++)
            file[at] = input.Below(4) == 0 ? input.Next() : (byte)0;
        return file;
    }
}
