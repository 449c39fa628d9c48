using System.Buffers.Binary;
using System.Text;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// The file service as the real autopilot has it: one open file for all stations, which an idle time of three seconds
/// frees; the number of the session is the client's; the newest answer is kept and given again to the repetition of its
/// request; a burst holds up all other requests, of which five wait and the rest is lost.
/// </summary>
public sealed class FileService(
    ParameterTable parameters,
    Dictionary<string, byte[]> files,
    IReadOnlyList<IItemStore> plans,
    Sender sender
)
{
    private const double SessionSeconds = 3;
    private const int MostWaiting = 5;
    private const int MostPieces = 500;
    private const int PiecesPerStep = 4;

    private readonly FileStore _store = new(parameters, files, new PlanFiles(plans));
    private readonly Queue<(Peer From, FilePacket Request)> _waiting = new();
    private OpenFile? _open;
    private Burst? _burst;
    private (Peer To, FilePacket Packet)? _last;
    private double _now;
    private double _lastSent;

    private sealed record OpenFile(byte Session, string Path, bool Writing)
    {
        public byte[] Bytes { get; set; } = [];
    }

    private sealed record Burst(Peer To, FilePacket Answer, int Length)
    {
        public int Sent { get; init; }
    }

    public void Take(Peer from, in FileTransferProtocol message)
    {
        if (_waiting.Count < MostWaiting)
        {
            _waiting.Enqueue((from, FilePacket.Read(message)));
        }
    }

    /// <summary>Sends what is due; <paramref name="now"/> is the uptime in seconds.</summary>
    public void Update(double now)
    {
        _now = now;
        for (var i = 0; i < PiecesPerStep && _burst is { } burst; i++)
        {
            SendPiece(burst);
        }

        while (_burst is null && _waiting.TryDequeue(out var next))
        {
            Handle(next.From, next.Request);
        }
    }

    private void Handle(Peer from, FilePacket request)
    {
        var answer = new FilePacket
        {
            Sequence = (ushort)(request.Sequence + 1),
            Session = request.Session,
            Opcode = MavFtpOpcode.Ack,
            RequestOpcode = request.Opcode,
        };
        if (
            _last is { } last
            && last.To == from
            && last.Packet.Session == answer.Session
            && last.Packet.Sequence == answer.Sequence
        )
        {
            Reply(from, last.Packet);
            return;
        }

        if (Obey(from, request, answer) is { } reply)
        {
            Reply(from, reply);
        }
    }

    private FilePacket? Obey(Peer from, FilePacket request, FilePacket answer)
    {
        var closes = request.Opcode is MavFtpOpcode.Terminatesession or MavFtpOpcode.Resetsession;
        if (_open is { } open && open.Session != request.Session)
        {
            if (closes)
            {
                return answer;
            }

            if (_now - _lastSent < SessionSeconds)
            {
                return Refusal(answer, MavFtpErr.Invalidsession);
            }

            Close();
        }

        return request.Opcode switch
        {
            MavFtpOpcode.None => answer,
            MavFtpOpcode.Terminatesession or MavFtpOpcode.Resetsession => Closed(answer),
            MavFtpOpcode.Openfilero or MavFtpOpcode.Openfilewo or MavFtpOpcode.Createfile => Open(request, answer),
            MavFtpOpcode.Readfile or MavFtpOpcode.Burstreadfile or MavFtpOpcode.Writefile => Transfer(
                from,
                request,
                answer
            ),
            _ => OnNames(request, answer),
        };
    }

    private FilePacket Closed(FilePacket answer)
    {
        Close();
        return answer;
    }

    private void Close()
    {
        if (_open is { Writing: true } open)
        {
            _store.Save(open.Path, open.Bytes);
        }

        _open = null;
    }

    private FilePacket Open(FilePacket request, FilePacket answer)
    {
        if (_open is not null && request.Opcode == MavFtpOpcode.Openfilero && _now - _lastSent > SessionSeconds)
        {
            Close();
        }

        if (_open is not null)
        {
            return Refusal(answer, MavFtpErr.Fail);
        }

        if (TextOf(request) is not { } path)
        {
            return Refusal(answer, MavFtpErr.Invaliddatasize);
        }

        var creates = request.Opcode == MavFtpOpcode.Createfile;
        if (_store.Open(path, creates) is not { } bytes)
        {
            return Refusal(answer, MavFtpErr.Filenotfound);
        }

        _open = new OpenFile(request.Session, path, request.Opcode != MavFtpOpcode.Openfilero) { Bytes = bytes };
        return request.Opcode == MavFtpOpcode.Openfilero
            ? WithNumber(answer, (uint)_store.AnnouncedSize(path, bytes))
            : answer;
    }

    private FilePacket? Transfer(Peer from, FilePacket request, FilePacket answer)
    {
        var writes = request.Opcode == MavFtpOpcode.Writefile;
        if (_open is not { } open)
        {
            return Refusal(answer, MavFtpErr.Filenotfound);
        }

        if (open.Writing != writes)
        {
            return Refusal(answer, MavFtpErr.Fail);
        }

        if (writes)
        {
            return Write(open, request) ? answer with { Offset = request.Offset } : Refusal(answer, MavFtpErr.Fail);
        }

        var length = request.Size == 0 ? FilePacket.MaxData : Math.Min((int)request.Size, FilePacket.MaxData);
        if (request.Opcode == MavFtpOpcode.Readfile)
        {
            return Piece(open, answer, request.Offset, length) ?? Refusal(answer, MavFtpErr.Eof);
        }

        _burst = new Burst(from, answer with { Offset = request.Offset }, length);
        return null;
    }

    private void SendPiece(Burst burst)
    {
        if (_open is not { } open || Piece(open, burst.Answer, burst.Answer.Offset, burst.Length) is not { } piece)
        {
            _burst = null;
            Reply(burst.To, Refusal(burst.Answer, MavFtpErr.Eof));
            return;
        }

        var last = burst.Sent == MostPieces - 1;
        Reply(burst.To, piece with { BurstComplete = last || piece.Size < burst.Length });
        _burst = last
            ? null
            : burst with
            {
                Sent = burst.Sent + 1,
                Answer = burst.Answer with
                {
                    Sequence = (ushort)(burst.Answer.Sequence + 1),
                    Offset = burst.Answer.Offset + piece.Size,
                },
            };
    }

    private FilePacket OnNames(FilePacket request, FilePacket answer)
    {
        if (TextOf(request) is not { } text)
        {
            return Refusal(answer, MavFtpErr.Invaliddatasize);
        }

        switch (request.Opcode)
        {
            case MavFtpOpcode.Listdirectory:
                return List(answer, text, (int)Math.Min(request.Offset, int.MaxValue));
            case MavFtpOpcode.Calcfilecrc:
                return _store.Open(text, creates: false) is { } bytes
                    ? WithNumber(answer, FileChecksum.Of(bytes))
                    : Refusal(answer, MavFtpErr.Filenotfound);
            case MavFtpOpcode.Createdirectory:
                return _store.MakeFolder(text) ? answer : Refusal(answer, MavFtpErr.Fileexists);
            case MavFtpOpcode.Removefile or MavFtpOpcode.Removedirectory:
                return _store.Remove(text) ? answer : Refusal(answer, MavFtpErr.Filenotfound);
            case MavFtpOpcode.Rename:
                var names = text.Split('\0');
                return names.Length != 2 ? Refusal(answer, MavFtpErr.Invaliddatasize)
                    : _store.Rename(names[0], names[1]) ? answer
                    : Refusal(answer, MavFtpErr.Filenotfound);
            default:
                return Refusal(answer, MavFtpErr.Fail);
        }
    }

    private FilePacket List(FilePacket answer, string folder, int offset)
    {
        if (_store.Entries(folder) is not { } entries)
        {
            return Refusal(answer with { Offset = (uint)offset }, MavFtpErr.Filenotfound);
        }

        var text = new StringBuilder();
        foreach (var entry in entries.Skip(offset))
        {
            // The real one ends an entry with NUL and goes on behind another.
            var line = (entry.Folder ? $"D{entry.Name}" : $"F{entry.Name}\t{entry.Size}") + "\0\0";
            if (text.Length + line.Length > FilePacket.MaxData)
            {
                break;
            }

            text.Append(line);
        }

        var data = FilePacket.Text(text.ToString());
        return data.IsEmpty
            ? Refusal(answer with { Offset = (uint)offset }, MavFtpErr.Eof)
            : answer with
            {
                Offset = (uint)offset,
                Data = data,
                Size = (byte)data.Length,
            };
    }

    private static FilePacket? Piece(OpenFile open, FilePacket answer, uint offset, int most)
    {
        var length = (int)Math.Min(most, open.Bytes.Length - (long)offset);
        return length <= 0
            ? null
            : answer with
            {
                Offset = offset,
                Size = (byte)length,
                Data = open.Bytes.AsMemory((int)offset, length),
            };
    }

    private static bool Write(OpenFile open, FilePacket request)
    {
        var end = request.Offset + (long)request.Data.Length;
        if (end > FileStore.MostBytes)
        {
            return false;
        }

        var bytes = open.Bytes;
        Array.Resize(ref bytes, (int)Math.Max(bytes.Length, end));
        request.Data.CopyTo(bytes.AsMemory((int)request.Offset));
        open.Bytes = bytes;
        return true;
    }

    private static string? TextOf(FilePacket request)
    {
        var text = Encoding.UTF8.GetString(request.Data.Span);
        var plain = request.Opcode == MavFtpOpcode.Rename || !text.Contains('\0', StringComparison.Ordinal);
        return text.Length > 0 && plain ? text : null;
    }

    private static FilePacket WithNumber(FilePacket answer, uint number)
    {
        var data = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        return answer with { Data = data, Size = sizeof(uint) };
    }

    private static FilePacket Refusal(FilePacket answer, MavFtpErr error) =>
        answer with
        {
            Opcode = MavFtpOpcode.Nak,
            Data = new[] { (byte)error },
            Size = 1,
        };

    private void Reply(Peer to, FilePacket packet)
    {
        _last = (to, packet);
        // Ending a session frees it for others at once.
        _lastSent = packet.RequestOpcode == MavFtpOpcode.Terminatesession ? double.NegativeInfinity : _now;
        sender.Send(packet.Write(to.SystemId, to.ComponentId));
    }
}
