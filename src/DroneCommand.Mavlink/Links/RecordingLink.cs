namespace DroneCommand.Mavlink.Links;

/// <summary>
/// A recording as a link: a <c>.tlog</c>, or a file of frames as they came. It ends with the file, and nothing can be sent.
/// </summary>
public sealed class RecordingLink : Link
{
    private const int ChunkLength = 1 << 16;

    /// <summary>A pause in a recording longer than this is not waited for to its end.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>What lies further back than this was recorded by a clock that was set back.</summary>
    private static readonly TimeSpan OutOfOrder = TimeSpan.FromSeconds(10);

    private readonly Stream _recording;
    private readonly LinkPeer _peer;
    private readonly bool _paced;
    private long _passedOver;

    /// <param name="recording">Closed with the link.</param>
    /// <param name="name">What people call it, as a rule the file's name.</param>
    /// <param name="stamped">A <c>.tlog</c>; false for plain frames, which have no times.</param>
    /// <param name="options">As for every link.</param>
    public RecordingLink(Stream recording, string name, bool stamped, LinkOptions? options = null)
        : base(options ?? new LinkOptions())
    {
        _recording = recording;
        _paced = options?.Paced ?? false;
        Stamped = stamped;
        _peer = new LinkPeer(this, name, endPoint: null, configured: true);
        Peers = [_peer];
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<LinkPeer> Peers { get; }

    /// <inheritdoc/>
    public override LinkPeer Remote => _peer;

    /// <summary>True when the frames bear the times at which they were recorded.</summary>
    public bool Stamped { get; }

    /// <summary>When the frame at hand was recorded, for a handler; null where that is not known.</summary>
    public DateTimeOffset? RecordedAt { get; private set; }

    /// <summary>Bytes that belong to no frame.</summary>
    public long PassedOver => Volatile.Read(ref _passedOver);

    /// <summary>Opens a file; by its name's end it is a <c>.tlog</c> or holds plain frames.</summary>
    /// <exception cref="LinkUnavailableException">It is missing or may not be read.</exception>
    public static RecordingLink Open(string path, LinkOptions? options = null)
    {
        try
        {
            // A recorder may still be writing to it.
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new RecordingLink(file, path, IsTlog(path), options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var why = e switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException => "it is a folder, or this process may not read it",
                _ => e.Message,
            };
            throw new LinkUnavailableException($"recording {path} cannot be opened: {why}", e);
        }
    }

    public override string ToString() => $"file:{_peer}";

    internal static bool IsTlog(string path) => path.EndsWith(".tlog", StringComparison.OrdinalIgnoreCase);

    private protected override bool TrySend(ReadOnlySpan<byte> frame, LinkPeer peer) => false;

    private protected override void Close() => _recording.Dispose();

    private protected override async Task Run(CancellationToken closing)
    {
        await using (_recording)
        {
            if (Stamped)
                await ReadStamped(closing);
            else
                ReadPlain(closing);
        }
    }

    private async Task ReadStamped(CancellationToken closing)
    {
        var reader = new TlogReader(_recording);
        var begun = Time.GetTimestamp();
        DateTimeOffset? before = null;
        var due = TimeSpan.Zero;
        while (reader.Next())
        {
            closing.ThrowIfCancellationRequested();
            due += Pause(ref before, reader.Time);
            var ahead = due - Time.GetElapsedTime(begun);
            if (_paced && ahead > TimeSpan.Zero)
                await Task.Delay(ahead, Time, closing);
            RecordedAt = reader.Time;
            Volatile.Write(ref _passedOver, reader.PassedOver);
            Take(reader.Frame, _peer);
        }
        Volatile.Write(ref _passedOver, reader.PassedOver);
    }

    /// <summary>
    /// Frames that were recorded at once may stand in any order, and a clock may be set back: neither is waited for.
    /// </summary>
    private static TimeSpan Pause(ref DateTimeOffset? newest, DateTimeOffset at)
    {
        if (newest is not { } before || at < before - OutOfOrder)
        {
            newest = at;
            return TimeSpan.Zero;
        }
        if (at <= before)
            return TimeSpan.Zero;
        newest = at;
        return at - before < LongestPause ? at - before : LongestPause;
    }

    private void ReadPlain(CancellationToken closing)
    {
        var chunk = new byte[ChunkLength];
        for (int length; (length = _recording.Read(chunk)) > 0; )
        {
            closing.ThrowIfCancellationRequested();
            TakeStream(chunk.AsSpan(0, length), _peer);
        }
        EndStream(_peer);
        var counters = _peer.Counters;
        Volatile.Write(ref _passedOver, counters.OtherBytes + counters.BadChecksums + counters.CutShort);
    }
}
