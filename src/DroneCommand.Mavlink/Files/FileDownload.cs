using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Files;

/// <summary>
/// Reads one file: bursts from the first hole while the end is unknown or much is missing, single pieces for the rest. What
/// comes is taken by its offset, whichever request it answers. The end is where a piece is shorter than asked for, or where
/// the vehicle says so; word of the end that overtakes the data, or comes while some of it is lost, ends nothing.
/// </summary>
internal sealed class FileDownload(FileChannel channel, FileTransferOptions options, TimeProvider time)
{
    private const int PieceLength = FilePacket.MaxData;

    /// <summary>Holes of fewer pieces are cheaper to ask for singly; ArduPilot queues five requests.</summary>
    private const int FewPieces = 16;

    private const int AtOnce = 4;
    private const int FruitlessBursts = 3;

    private readonly FilePieces _pieces = new();
    private readonly Dictionary<ushort, long> _asked = [];
    private readonly Queue<ushort> _bursts = new();
    private bool _bursting = options.Bursts;
    private int _fruitless;
    private double _gapSeconds = 0.05;
    private int _announced;

    public FilePieces Pieces => _pieces;

    /// <summary>Null when the file is whole; else the refusal, or an empty packet when the vehicle is silent.</summary>
    public async Task<FilePacket?> Run(int announced, CancellationToken cancellation)
    {
        _announced = announced;
        while (!_pieces.IsWhole)
        {
            if (channel.IsSilent)
                return new FilePacket();
            var (start, end) = _pieces.FirstHole;
            var many = Math.Min(end, _pieces.End ?? long.MaxValue) - start > FewPieces * PieceLength;
            var refusal = _bursting && many ? await Burst(start, cancellation) : await ReadPieces(cancellation);
            if (refusal != null)
                return refusal;
        }
        return null;
    }

    private async Task<FilePacket?> Burst(long start, CancellationToken cancellation)
    {
        var sent = channel.Send(Reading(MavFtpOpcode.Burstreadfile, start), FileChannel.BurstNumbers);
        Remember(sent.Sequence);
        var before = _pieces.Count;
        var heard = time.GetTimestamp();
        while (true)
        {
            var wait =
                _pieces.Count == before ? channel.Wait : TimeSpan.FromSeconds(Math.Clamp(6 * _gapSeconds, 0.2, 3));
            var next = await channel.Answers.Next(wait, cancellation);
            if (!next.Came || channel.IsSilent)
                break;
            var answer = next.Value;
            if (!Take(answer) || !IsOfBurst(answer, sent))
                continue;
            if (_pieces.Count > before)
                _gapSeconds += (time.GetElapsedTime(heard).TotalSeconds - _gapSeconds) / 8;
            heard = time.GetTimestamp();
            if (answer.Opcode == MavFtpOpcode.Nak)
                return EndOfBurst(answer, sent, start);
            if (answer.BurstComplete)
                break;
        }
        _fruitless = _pieces.Count > before ? 0 : _fruitless + 1;
        // Some routers let everything pass but bursts.
        _bursting = _fruitless < FruitlessBursts;
        return null;
    }

    private FilePacket? EndOfBurst(FilePacket refusal, FilePacket sent, long start)
    {
        switch (refusal.Error)
        {
            case MavFtpErr.Eof:
                // So many pieces went before it, whether they came or are still on their way. The last of them may be
                // short: the end is then nearer, which that piece tells when it comes.
                _pieces.EndsAt(start + ((ushort)(refusal.Sequence - sent.Sequence - 1) * PieceLength));
                return null;
            case MavFtpErr.Unknowncommand:
                _bursting = false;
                return null;
            default:
                return refusal;
        }
    }

    /// <summary>Asks for the first few missing pieces and takes what comes until all are there or nothing comes any more.</summary>
    private async Task<FilePacket?> ReadPieces(CancellationToken cancellation)
    {
        _asked.Clear();
        foreach (var at in _pieces.Missing(AtOnce, PieceLength))
            _asked[channel.Send(Reading(MavFtpOpcode.Readfile, at)).Sequence] = at;
        while (_asked.Count > 0)
        {
            var next = await channel.Answers.Next(channel.Wait, cancellation);
            if (!next.Came || channel.IsSilent)
                break;
            var answer = next.Value;
            if (!Take(answer) || answer.RequestOpcode != MavFtpOpcode.Readfile)
                continue;
            if (!_asked.Remove((ushort)(answer.Sequence - 1), out var at) || answer.IsAck)
                continue;
            if (answer.Error != MavFtpErr.Eof)
                return answer;
            // Two of those that are asked for at once may lie behind the end: the lower one is it.
            _pieces.EndsAt(at);
        }
        return null;
    }

    /// <summary>False for what does not belong to this file's reading.</summary>
    private bool Take(FilePacket answer)
    {
        var burst = answer.RequestOpcode == MavFtpOpcode.Burstreadfile && _bursts.Any(b => IsOf(answer, b));
        var piece = answer.RequestOpcode == MavFtpOpcode.Readfile && _asked.ContainsKey((ushort)(answer.Sequence - 1));
        if (answer.Session != channel.Session || (!burst && !piece))
            return false;
        if (!answer.IsAck)
            return answer.Opcode == MavFtpOpcode.Nak;
        var end = _pieces.End;
        var grew = _pieces.Add(answer.Offset, answer.Data.Span);
        if (grew)
            options.Progress?.Report(new TransferProgress((int)_pieces.Count, _announced));
        if (answer.Data.Length < PieceLength)
            _pieces.EndsAt(answer.Offset + answer.Data.Length);
        // What is there already can come for ever: only what is new is an answer.
        if (grew || _pieces.End != end)
            channel.Heard();
        return true;
    }

    private void Remember(ushort burst)
    {
        _bursts.Enqueue(burst);
        // What is on its way longer than that comes from a time when the numbers meant something else.
        if (_bursts.Count > 20)
            _bursts.Dequeue();
    }

    private static bool IsOfBurst(FilePacket answer, FilePacket sent) =>
        answer.RequestOpcode == MavFtpOpcode.Burstreadfile && IsOf(answer, sent.Sequence);

    private static bool IsOf(FilePacket answer, ushort burst) =>
        (ushort)(answer.Sequence - burst - 1) < FileChannel.BurstNumbers;

    private FilePacket Reading(MavFtpOpcode opcode, long offset) =>
        new()
        {
            Opcode = opcode,
            Session = channel.Session,
            // Always the same: what ArduPilot makes on the fly depends on it.
            Size = PieceLength,
            Offset = (uint)offset,
        };
}
