using System.Buffers.Binary;
using System.Text;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// The vehicle's end of MAVFTP as ArduPilot does it: one open file, the client's session number, the newest answer kept for
/// repetitions, bursts of up to 500 pieces at a pace. Tests bend it through its hooks.
/// </summary>
internal sealed class ScriptedFiles : IDisposable
{
    private readonly ScriptedVehicle _vehicle;
    private readonly ITimer _pacing;
    private readonly Queue<FilePacket> _requests = new();
    private FilePacket? _burst;
    private FilePacket? _last;
    private string? _open;
    private bool _writing;
    private byte _session;

    public ScriptedFiles(ScriptedVehicle vehicle, TimeProvider time, int perStep = 2)
    {
        _vehicle = vehicle;
        vehicle.On<FileTransferProtocol>(m => Take(FilePacket.Read(m)));
        var step = TimeSpan.FromMilliseconds(10);
        _pacing = time.CreateTimer(_ => Continue(perStep), null, step, step);
    }

    public Dictionary<string, byte[]> Files { get; } = [];

    public List<FilePacket> Requests { get; } = [];

    public bool Bursts { get; set; } = true;

    public bool Checksums { get; set; } = true;

    /// <summary>PX4 gives its own session number, whatever it is asked with.</summary>
    public byte? OwnSession { get; set; }

    /// <summary>Another station's file: this session is in use.</summary>
    public bool OpenedByOther { get; set; }

    public bool IsOpen => _open != null;

    /// <summary>Looks at each answer before it goes; null drops it.</summary>
    public Func<FilePacket, FilePacket?>? Answering { get; set; }

    public void Dispose() => _pacing.Dispose();

    public void Answer(FilePacket answer)
    {
        if ((Answering == null ? answer : Answering(answer)) is { } changed)
            _vehicle.Say(changed.Write(ScriptedVehicle.Ground, ScriptedVehicle.GroundComponent));
    }

    private void Take(FilePacket request)
    {
        Requests.Add(request);
        if (_requests.Count < 5)
            _requests.Enqueue(request);
    }

    private void Continue(int most)
    {
        for (var i = 0; i < most && _burst != null; i++)
            SendPiece(_burst);
        while (_burst == null && _requests.TryDequeue(out var request))
            Handle(request);
    }

    private void SendPiece(FilePacket burst)
    {
        var file = Files[_open!];
        var at = Math.Min(burst.Offset, (uint)file.Length);
        var data = file.AsMemory((int)at, Math.Min(burst.Size, file.Length - (int)at));
        var answer = burst with { Offset = at, Data = data, Size = (byte)data.Length, Opcode = MavFtpOpcode.Ack };
        if (data.IsEmpty)
        {
            _burst = null;
            Reply(Refusal(answer, MavFtpErr.Eof));
            return;
        }
        Reply(answer with { BurstComplete = data.Length < burst.Size });
        _burst = burst with { Sequence = (ushort)(burst.Sequence + 1), Offset = at + (uint)data.Length };
    }

    private void Handle(FilePacket request)
    {
        var answer = request with
        {
            Sequence = (ushort)(request.Sequence + 1),
            RequestOpcode = request.Opcode,
            Opcode = MavFtpOpcode.Ack,
            Session = OwnSession ?? request.Session,
            Size = 0,
            Data = default,
        };
        if (_last is { } last && last.Sequence == answer.Sequence && last.Session == answer.Session)
        {
            Answer(last);
            return;
        }
        if (OpenedByOther)
            Reply(Refusal(answer, OwnSession == null ? MavFtpErr.Invalidsession : MavFtpErr.Nosessionsavailable));
        else if (Obey(request, answer) is { } reply)
            Reply(reply);
    }

    private FilePacket? Obey(FilePacket request, FilePacket answer)
    {
        var path = Encoding.UTF8.GetString(request.Data.Span[..Math.Min(request.Size, request.Data.Length)]);
        switch (request.Opcode)
        {
            case MavFtpOpcode.Resetsession or MavFtpOpcode.Terminatesession:
                _open = request.Session == _session || OwnSession != null ? null : _open;
                return answer;
            case MavFtpOpcode.Openfilero when _open != null:
            case MavFtpOpcode.Createfile when _open != null:
                return Refusal(answer, OwnSession == null ? MavFtpErr.Fail : MavFtpErr.Nosessionsavailable);
            case MavFtpOpcode.Openfilero when Files.TryGetValue(path, out var file):
                (_open, _writing, _session) = (path, false, request.Session);
                return WithNumber(answer, (uint)file.Length);
            case MavFtpOpcode.Createfile:
                (_open, _writing, _session) = (path, true, request.Session);
                Files[path] = [];
                return answer;
            case MavFtpOpcode.Burstreadfile when Bursts && _open != null:
                _burst = answer with { Size = request.Size };
                return null;
            case MavFtpOpcode.Burstreadfile when !Bursts:
                return Refusal(answer, MavFtpErr.Unknowncommand);
            case MavFtpOpcode.Readfile when _open != null:
                return Piece(answer, Files[_open], request);
            case MavFtpOpcode.Writefile when _open != null && _writing:
                Write(request);
                return answer;
            case MavFtpOpcode.Calcfilecrc when !Checksums:
                return Refusal(answer, MavFtpErr.Unknowncommand);
            case MavFtpOpcode.Calcfilecrc when Files.TryGetValue(path, out var file):
                return WithNumber(answer, FileChecksum.Of(file));
            case MavFtpOpcode.Listdirectory:
                return List(answer, path, (int)request.Offset);
            case MavFtpOpcode.Removefile when Files.Remove(path):
                return answer;
            case MavFtpOpcode.Rename when path.Split('\0') is [var from, var to] && Files.Remove(from, out var moved):
                Files[to] = moved;
                return answer;
            default:
                return Refusal(answer, MavFtpErr.Filenotfound);
        }
    }

    private FilePacket List(FilePacket answer, string folder, int offset)
    {
        var names = Files.Where(f => f.Key.StartsWith(folder + "/", StringComparison.Ordinal)).Skip(offset).ToList();
        var text = new StringBuilder();
        foreach (var (path, file) in names)
        {
            var entry = $"F{path[(folder.Length + 1)..]}\t{file.Length}\0\0";
            if (text.Length + entry.Length > FilePacket.MaxData)
                break;
            text.Append(entry);
        }
        var data = FilePacket.Text(text.ToString());
        return data.IsEmpty ? Refusal(answer, MavFtpErr.Eof) : answer with { Data = data, Size = (byte)data.Length };
    }

    private void Write(FilePacket request)
    {
        var file = Files[_open!];
        var end = (int)request.Offset + request.Data.Length;
        Array.Resize(ref file, Math.Max(file.Length, end));
        request.Data.CopyTo(file.AsMemory((int)request.Offset));
        Files[_open!] = file;
    }

    private static FilePacket Piece(FilePacket answer, byte[] file, FilePacket request)
    {
        var length = Math.Min((int)request.Size, file.Length - (int)request.Offset);
        if (length <= 0)
            return Refusal(answer, MavFtpErr.Eof);
        return answer with
        {
            Data = file.AsMemory((int)request.Offset, length),
            Size = (byte)length,
            Offset = request.Offset,
        };
    }

    private static FilePacket WithNumber(FilePacket answer, uint number)
    {
        var data = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        return answer with { Data = data, Size = 4 };
    }

    private static FilePacket Refusal(FilePacket answer, MavFtpErr error) =>
        answer with
        {
            Opcode = MavFtpOpcode.Nak,
            Data = new[] { (byte)error },
            Size = 1,
        };

    private void Reply(FilePacket answer)
    {
        _last = answer;
        Answer(answer);
    }
}
