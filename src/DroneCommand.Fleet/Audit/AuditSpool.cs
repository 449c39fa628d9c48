using System.Text;
using System.Text.Json;
using DroneCommand.Fleet.Persistence;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Fleet.Audit;

/// <summary>A record on its way to the database, with the identity that makes storing it twice harmless.</summary>
internal sealed record SpooledRecord(Guid EntryId, AuditRecord Record);

/// <summary>
/// The file in which records wait for the database: one JSON object a line. A line survives the process from the moment
/// that <see cref="Append"/> returns, and a power cut from <see cref="Flush"/> on. Thread-safe.
/// </summary>
internal sealed class AuditSpool(DataFolder folder, ILogger<AuditSpool> log) : IDisposable
{
    private readonly Lock _gate = new();
    private FileStream? _file;

    private string FilePath => Path.Combine(folder.Spool, "audit.jsonl");

    /// <summary>What cannot be read or stored is kept here for people, never dropped.</summary>
    private string RejectedPath => Path.Combine(folder.Spool, "audit.rejected.jsonl");

    /// <summary>The records that an earlier run left, in the order in which they were written.</summary>
    public IReadOnlyList<SpooledRecord> Open()
    {
        lock (_gate)
        {
            _file = DataFolder.OpenOwnerOnly(FilePath, FileMode.OpenOrCreate, FileShare.Read);
            var records = new List<SpooledRecord>();
            using (var lines = new StreamReader(_file, Encoding.UTF8, leaveOpen: true))
            {
                while (lines.ReadLine() is { } line)
                {
                    if (Parse(line) is { } record)
                        records.Add(record);
                }
            }

            EndTornLine(_file);
            return records;
        }
    }

    /// <exception cref="IOException">The disk is full or refuses; the file is as it was before.</exception>
    public void Append(SpooledRecord record)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(record);
        lock (_gate)
        {
            var file = Opened();
            var end = file.Length;
            file.Position = end;
            try
            {
                file.Write([.. line, (byte)'\n']);
            }
            catch (IOException)
            {
                file.SetLength(end);
                throw;
            }
        }
    }

    /// <summary>Returns when every line appended so far is on the disk itself.</summary>
    public void Flush() => RandomAccess.FlushToDisk(Opened().SafeFileHandle);

    /// <summary>Empties the file. The caller knows that the database has every line, and appends none meanwhile.</summary>
    public void Clear()
    {
        lock (_gate)
            Opened().SetLength(0);
    }

    /// <summary>Puts a record aside that the database will never take.</summary>
    public void Reject(SpooledRecord record, Exception reason)
    {
        log.LogCritical(
            reason,
            "The database refuses audit record {EntryId}; it is kept in {File}",
            record.EntryId,
            RejectedPath
        );
        lock (_gate)
            KeepRejected(JsonSerializer.Serialize(record));
    }

    public void Dispose() => _file?.Dispose();

    private FileStream Opened() => _file ?? throw new InvalidOperationException("The spool is not open yet.");

    private SpooledRecord? Parse(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return null;
        try
        {
            if (JsonSerializer.Deserialize<SpooledRecord>(line) is { Record: not null } record)
                return record;
        }
        catch (JsonException fault)
        {
            log.LogError(fault, "A line of the audit spool cannot be read; it is kept in {File}", RejectedPath);
        }

        KeepRejected(line);
        return null;
    }

    private void KeepRejected(string line)
    {
        using var rejected = DataFolder.OpenOwnerOnly(RejectedPath, FileMode.OpenOrCreate);
        rejected.Position = rejected.Length;
        rejected.Write(Encoding.UTF8.GetBytes(line + '\n'));
        rejected.Flush(flushToDisk: true);
    }

    // A power cut may leave half a line; the next record must not continue it.
    private static void EndTornLine(FileStream file)
    {
        if (file.Length == 0)
            return;
        file.Position = file.Length - 1;
        if (file.ReadByte() != '\n')
            file.WriteByte((byte)'\n');
    }
}
