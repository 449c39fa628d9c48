using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Missions;

/// <summary>Whether a plan went up as a file.</summary>
internal enum FileUploadEnd
{
    /// <summary>It was read back and is there.</summary>
    Done,

    /// <summary>Nothing was written: the vehicle has no such file, or does not answer about files.</summary>
    NotOffered,

    /// <summary>Something was written, and what is there is not the plan, or could not be read.</summary>
    Failed,
}

/// <summary>
/// Reads and writes a plan as a file (<see cref="PlanDataFile"/>), a tenth of the frames of one item after the other. The
/// vehicle gives no reasons this way, and its yes to the closing says nothing: what was written is read back, and where that
/// is not the plan the caller sends it item by item.
/// </summary>
internal sealed class PlanFileTransfer(
    VehicleConnection connection,
    IAutopilot autopilot,
    FileClient files,
    MavMissionType type,
    TransferOptions options
) : IDisposable
{
    // Of the time that the transfer has, the rest is for the items.
    private const double Share = 0.8;

    // It is this transfer's turn, so what mission transfers learn of the link is its own to use.
    private readonly FileTransferOptions _fileOptions = new() { Pace = connection.MissionPace };
    private readonly CancellationTokenSource _late = new(options.Deadline * Share, connection.Time);

    /// <summary>The items of the wire; null where they do not come as a file.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<IReadOnlyList<MissionItem>?> Read(CancellationToken cancellation)
    {
        if (PlanDataFile.Path(type) is not { } path)
            return null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancellation);
        var read = await files.Read(path, _fileOptions, either.Token);
        cancellation.ThrowIfCancellationRequested();
        return read.IsDone ? Decoded(read.Bytes) : null;
    }

    /// <param name="items">The plan, to compare with.</param>
    /// <param name="wire">As it goes out, home in front where it belongs.</param>
    /// <param name="cancellation">The caller gives up; what the vehicle holds is then unknown.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<FileUploadEnd> Write(
        IReadOnlyList<MissionItem> items,
        IReadOnlyList<MissionItem> wire,
        CancellationToken cancellation
    )
    {
        if (PlanDataFile.Path(type) is not { } path)
            return FileUploadEnd.NotOffered;
        var file = PlanDataFile.Encode(
            [.. wire.Select((item, number) => WireItems.ToWire(item, number, type, connection))],
            type
        );
        var progress = new Written(options.Progress);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, cancellation);
        var written = await files.Write(path, file, _fileOptions with { Progress = progress }, either.Token);
        cancellation.ThrowIfCancellationRequested();
        if (!written.IsDone && !progress.Any)
            return FileUploadEnd.NotOffered;
        var held = await Read(cancellation);
        return
            held != null
            && MissionComparison.Difference(items, MissionDownload.WithoutHome(held, type, autopilot), type, autopilot)
                == null
            ? FileUploadEnd.Done
            : FileUploadEnd.Failed;
    }

    public void Dispose() => _late.Dispose();

    private IReadOnlyList<MissionItem>? Decoded(byte[] file)
    {
        try
        {
            return [.. PlanDataFile.Decode(file, type).Select(item => WireItems.FromWire(item))];
        }
        catch (FormatException)
        {
            // It changed while it was read: the items are asked for singly.
            return null;
        }
    }

    /// <summary>Passes progress on, and knows whether there was any.</summary>
    private sealed class Written(IProgress<TransferProgress>? next) : IProgress<TransferProgress>
    {
        public bool Any { get; private set; }

        public void Report(TransferProgress value)
        {
            Any = true;
            next?.Report(value);
        }
    }
}
