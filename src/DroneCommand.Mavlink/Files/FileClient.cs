using System.Buffers.Binary;
using System.Text;
using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Files;

/// <summary>
/// Works on the files of one vehicle (MAVFTP), one piece of work at a time, others in the order of their coming.
/// Thread-safe. Paths are the vehicle's: it judges where they lead.
/// </summary>
public sealed class FileClient(VehicleConnection connection)
{
    /// <summary>Bytes of a path: ArduPilot needs the last of the packet for itself.</summary>
    private const int MaxPath = FilePacket.MaxData - 1;

    private const int MostEntries = 100_000;

    // A folder that never ends is none.
    private static readonly TimeSpan ListLimit = TimeSpan.FromMinutes(5);

    private readonly OneAtATime _turn = new();
    private readonly FileNumbers _numbers = new(connection.Time);
    private readonly Missions.ResendPace _pace = new(connection.Time);

    /// <summary>The entries of a folder, without '.' and '..'.</summary>
    public Task<FileListResult> List(
        string path,
        FileTransferOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        Work(
            options,
            channel => ListAll(channel, path, cancellation),
            (end, reason, error) => new FileListResult(end, [], reason, error),
            cancellation,
            path
        );

    /// <summary>Reads a file whole; one that is not made on the fly is compared with the vehicle's checksum.</summary>
    public Task<FileReadResult> Read(
        string path,
        FileTransferOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        Work(
            options,
            channel => ReadWhole(channel, path, options ?? FileTransferOptions.Default, cancellation),
            (end, reason, error) => new FileReadResult(end, [], reason, Error: error),
            cancellation,
            path
        );

    /// <summary>Writes a file, in place of one that is there, and compares the vehicle's checksum.</summary>
    public Task<FileResult> Write(
        string path,
        ReadOnlyMemory<byte> bytes,
        FileTransferOptions? options = null,
        CancellationToken cancellation = default
    ) =>
        Work(
            options,
            channel => WriteWhole(channel, path, bytes, options ?? FileTransferOptions.Default, cancellation),
            Plain,
            cancellation,
            path
        );

    public Task<FileResult> Remove(string path, CancellationToken cancellation = default) =>
        Do(MavFtpOpcode.Removefile, cancellation, path);

    public Task<FileResult> RemoveFolder(string path, CancellationToken cancellation = default) =>
        Do(MavFtpOpcode.Removedirectory, cancellation, path);

    public Task<FileResult> MakeFolder(string path, CancellationToken cancellation = default) =>
        Do(MavFtpOpcode.Createdirectory, cancellation, path);

    public Task<FileResult> Rename(string from, string to, CancellationToken cancellation = default) =>
        Do(MavFtpOpcode.Rename, cancellation, from, to);

    private Task<FileResult> Do(MavFtpOpcode opcode, CancellationToken cancellation, params string[] paths) =>
        Work(
            null,
            async channel => Judge(await channel.Ask(Request(opcode, paths), cancellation)),
            Plain,
            cancellation,
            paths
        );

    /// <summary>Waits for its turn, does the work, and turns what ended it into a result.</summary>
    private async Task<T> Work<T>(
        FileTransferOptions? options,
        Func<FileChannel, Task<T>> work,
        Func<FileEnd, string, MavFtpErr, T> failed,
        CancellationToken cancellation,
        params string[] paths
    )
        where T : FileResult
    {
        if (paths.Any(p => p.Length == 0 || p.Contains('\0')))
            return failed(FileEnd.Refused, "the path is empty or holds a NUL", MavFtpErr.None);
        if (paths.Sum(p => Encoding.UTF8.GetByteCount(p) + 1) - 1 > MaxPath)
            return failed(FileEnd.Refused, $"the path is longer than {MaxPath} bytes", MavFtpErr.None);
        try
        {
            using var turn = await _turn.Enter(cancellation);
            using var channel = new FileChannel(
                connection,
                _numbers,
                options?.Pace ?? _pace,
                options ?? FileTransferOptions.Default
            );
            try
            {
                return await work(channel);
            }
            catch (RefusedException refused)
            {
                var result = Judge(refused.Answer);
                return failed(result.End, result.Reason, result.Error);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return failed(FileEnd.Cancelled, "given up", MavFtpErr.None);
        }
    }

    private async Task<FileListResult> ListAll(FileChannel channel, string path, CancellationToken cancellation)
    {
        var entries = new List<FileEntry>();
        var offset = 0;
        var begun = connection.Time.GetTimestamp();
        while (offset < MostEntries)
        {
            if (connection.Time.GetElapsedTime(begun) >= ListLimit)
                return new FileListResult(FileEnd.NoAnswer, [], "the folder does not come to its end");
            var request = Request(MavFtpOpcode.Listdirectory, path) with { Offset = (uint)offset };
            var answer = await channel.Ask(request, cancellation);
            if (answer?.Error == MavFtpErr.Eof)
                break;
            if (answer is not { IsAck: true })
                throw new RefusedException(answer);
            var (some, count) = FileListing.Read(answer.Data.Span);
            if (count == 0)
                break;
            entries.AddRange(some.Where(e => e.Name is not ("." or "..")));
            offset += count;
        }
        return new FileListResult(FileEnd.Done, entries, "");
    }

    private async Task<FileReadResult> ReadWhole(
        FileChannel channel,
        string path,
        FileTransferOptions options,
        CancellationToken cancellation
    )
    {
        var download = new FileDownload(channel, options, connection.Time);
        await InSession(
            channel,
            MavFtpOpcode.Openfilero,
            path,
            opened => download.Run(Announced(opened), cancellation),
            cancellation
        );
        var bytes = download.Pieces.ToArray();
        return await Check(channel, path, bytes, cancellation) switch
        {
            false => new FileReadResult(FileEnd.Damaged, [], "the vehicle's checksum of the file is another"),
            var same => new FileReadResult(FileEnd.Done, bytes, "", Checked: same == true),
        };
    }

    private async Task<FileResult> WriteWhole(
        FileChannel channel,
        string path,
        ReadOnlyMemory<byte> bytes,
        FileTransferOptions options,
        CancellationToken cancellation
    )
    {
        var upload = new FileUpload(channel, options);
        await InSession(channel, MavFtpOpcode.Createfile, path, _ => upload.Run(bytes, cancellation), cancellation);
        return await Check(channel, path, bytes, cancellation) == false
            ? new FileResult(FileEnd.Damaged, "the vehicle's checksum of the file is another")
            : new FileResult(FileEnd.Done, "");
    }

    private async Task InSession(
        FileChannel channel,
        MavFtpOpcode how,
        string path,
        Func<FilePacket, Task<FilePacket?>> work,
        CancellationToken cancellation
    )
    {
        var session = new FileSession(channel, connection.Time);
        var opened = await session.Open(how, path, cancellation);
        if (opened is not { IsAck: true })
            throw new RefusedException(opened);
        FilePacket? problem;
        try
        {
            problem = await work(opened);
        }
        catch (OperationCanceledException)
        {
            session.Abandon();
            throw;
        }
        if (problem != null)
        {
            session.Abandon();
            throw new RefusedException(problem);
        }
        if (await session.Close(cancellation) == null && how == MavFtpOpcode.Createfile)
            throw new RefusedException(null);
    }

    /// <summary>Null where the vehicle has no checksum, or none that would say anything: of what it makes on the fly.</summary>
    private static async Task<bool?> Check(
        FileChannel channel,
        string path,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellation
    )
    {
        if (path.StartsWith('@'))
            return null;
        var answer = await channel.Ask(Request(MavFtpOpcode.Calcfilecrc, path), cancellation);
        if (answer is not { IsAck: true, Data.Length: >= 4 })
            return null;
        return BinaryPrimitives.ReadUInt32LittleEndian(answer.Data.Span) == FileChecksum.Of(bytes.Span);
    }

    private static int Announced(FilePacket opened) =>
        opened.Data.Length >= 4
            ? (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(opened.Data.Span))
            : 0;

    private static FilePacket Request(MavFtpOpcode opcode, params string[] paths)
    {
        var data = FilePacket.Text(string.Join('\0', paths));
        return new FilePacket
        {
            Opcode = opcode,
            Session = FileSession.Ours,
            Size = (byte)data.Length,
            Data = data,
        };
    }

    private static FileResult Judge(FilePacket? answer) =>
        answer switch
        {
            { IsAck: true } => new FileResult(FileEnd.Done, ""),
            { Opcode: MavFtpOpcode.Nak } => new FileResult(FileEnd.Refused, FileWords.Of(answer), answer.Error),
            _ => new FileResult(FileEnd.NoAnswer, "the vehicle does not answer"),
        };

    private static FileResult Plain(FileEnd end, string reason, MavFtpErr error) => new(end, reason, error);

    /// <summary>Ends a piece of work inside this class; null, or a packet that is no refusal, for silence.</summary>
    private sealed class RefusedException(FilePacket? answer) : Exception
    {
        public FilePacket? Answer => answer;
    }
}
