using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Files;

/// <summary>The ends that work on a vehicle's files can have.</summary>
public enum FileEnd
{
    Done,

    /// <summary>The vehicle said no.</summary>
    Refused,

    /// <summary>It fell silent, or never answered: with writes it is not known what it did.</summary>
    NoAnswer,

    /// <summary>All bytes came over, but the vehicle's checksum is another: the file changed meanwhile, or is damaged.</summary>
    Damaged,

    Cancelled,
}

/// <summary>What became of work on a vehicle's files.</summary>
/// <param name="End">Which of the ends.</param>
/// <param name="Reason">For people; empty when done.</param>
/// <param name="Error">The vehicle's own answer where it refused.</param>
public record FileResult(FileEnd End, string Reason, MavFtpErr Error = MavFtpErr.None)
{
    public bool IsDone => End == FileEnd.Done;
}

/// <summary>What became of a reading.</summary>
/// <param name="End">Which of the ends.</param>
/// <param name="Bytes">The whole file when done, else nothing.</param>
/// <param name="Reason">For people; empty when done.</param>
/// <param name="Checked">The vehicle's checksum was compared and is the same.</param>
/// <param name="Error">The vehicle's own answer where it refused.</param>
public sealed record FileReadResult(
    FileEnd End,
    byte[] Bytes,
    string Reason,
    bool Checked = false,
    MavFtpErr Error = MavFtpErr.None
) : FileResult(End, Reason, Error);

/// <summary>What became of a listing.</summary>
public sealed record FileListResult(
    FileEnd End,
    IReadOnlyList<FileEntry> Entries,
    string Reason,
    MavFtpErr Error = MavFtpErr.None
) : FileResult(End, Reason, Error);

/// <summary>One entry of a folder.</summary>
/// <param name="Name">Without the path.</param>
/// <param name="Folder">True for a folder.</param>
/// <param name="Size">Bytes; 0 for a folder.</param>
public readonly record struct FileEntry(string Name, bool Folder, long Size);

/// <summary>Times of work on files.</summary>
public sealed record FileTransferOptions
{
    /// <summary>
    /// A vehicle that answers nothing for longer ends it. Links have holes of many seconds: one that gives up after a few
    /// repetitions gives up too early.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>False for routers that drop bursts: every piece is asked for.</summary>
    public bool Bursts { get; init; } = true;

    /// <summary>Bytes that are there, of those that the vehicle announced (0: it does not know).</summary>
    public IProgress<Missions.TransferProgress>? Progress { get; init; }

    /// <summary>What is known of the link from elsewhere; null for what this client learned.</summary>
    internal Missions.ResendPace? Pace { get; init; }

    public static FileTransferOptions Default { get; } = new();
}

internal static class FileWords
{
    public static string Of(FilePacket refusal) =>
        refusal.Error switch
        {
            MavFtpErr.Failerrno => refusal.Data.Length > 1
                ? $"the vehicle's file system answered error {refusal.Data.Span[1]}"
                : "the vehicle's file system failed",
            MavFtpErr.Invaliddatasize => "the vehicle says that the request is malformed",
            MavFtpErr.Invalidsession => "another station is working on the vehicle's files",
            MavFtpErr.Nosessionsavailable => "the vehicle has no session left",
            MavFtpErr.Eof => "the file ends before",
            MavFtpErr.Unknowncommand => "the vehicle does not know the request",
            MavFtpErr.Fileexists => "it exists already",
            MavFtpErr.Fileprotected => "it is write-protected",
            MavFtpErr.Filenotfound => "there is no such file",
            _ => "the vehicle failed",
        };
}
