using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Files;

/// <summary>
/// Requests and their answers for one piece of work on a vehicle's files. A request is repeated with the number that it
/// had: vehicles answer the repetition of the newest request with what they answered before, and do nothing twice.
/// </summary>
/// <remarks>
/// Answers are matched by number, and by the opcode that they answer: what comes late from an earlier request is passed
/// over. Numbers leap between pieces of work and over bursts, whose answers count on by themselves. Our number may be the
/// one of an earlier run's request, whose answer the vehicle has kept and takes ours for a repetition of: then another
/// number is taken.
/// </remarks>
internal sealed class FileChannel : IDisposable
{
    /// <summary>More than the answers of one burst; ArduPilot sends at most 501.</summary>
    public const int BurstNumbers = 600;

    private readonly VehicleConnection _connection;
    private readonly FileNumbers _numbers;
    private readonly FileTransferOptions _options;
    private readonly ResendPace _pace;
    private long _answered;

    /// <param name="connection">To the component that has the files.</param>
    /// <param name="numbers">Of all requests to it.</param>
    /// <param name="pace">What earlier work learned of the link.</param>
    /// <param name="options">Times.</param>
    public FileChannel(VehicleConnection connection, FileNumbers numbers, ResendPace pace, FileTransferOptions options)
    {
        _connection = connection;
        _numbers = numbers;
        _options = options;
        _pace = pace;
        _answered = connection.Time.GetTimestamp();
        _numbers.Leap(BurstNumbers);
        Answers = connection.ExpectEvents<FilePacket>();
        connection.Also<FileTransferProtocol, FilePacket>(
            Answers,
            m => connection.IsForUs(m.TargetSystem, m.TargetComponent) ? FilePacket.Read(m) : null
        );
    }

    public MessageWaiter<FilePacket> Answers { get; }

    /// <summary>How long one answer may take by now.</summary>
    public TimeSpan Wait => _pace.Wait;

    /// <summary>True when no answer came for so long that it is time to give up.</summary>
    public bool IsSilent => _connection.Time.GetElapsedTime(_answered) >= _options.SilenceLimit;

    /// <summary>The session that the open file has at the vehicle.</summary>
    public byte Session { get; set; }

    /// <summary>Sends a request with a number of its own and returns it as sent.</summary>
    public FilePacket Send(FilePacket request, int answers = 1)
    {
        var numbered = request with { Sequence = _numbers.Take(answers) };
        Repeat(numbered);
        return numbered;
    }

    public void Repeat(FilePacket request) =>
        _connection.Send(request.Write(_connection.TargetSystem, _connection.TargetComponent));

    /// <summary>Takes note that the vehicle answers.</summary>
    public void Heard() => _answered = _connection.Time.GetTimestamp();

    /// <summary>Asks until the answer comes; null when the vehicle is silent for too long.</summary>
    public async Task<FilePacket?> Ask(FilePacket request, CancellationToken cancellation)
    {
        var sent = Send(request);
        _pace.Asked();
        while (true)
        {
            var next = await Answers.Next(_pace.Wait, cancellation);
            if (next.Came && IsAnswer(next.Value, sent))
            {
                Heard();
                _pace.Answered();
                return next.Value;
            }
            if (IsSilent)
                return null;
            if (next.Came)
            {
                if (next.Value.Sequence == (ushort)(sent.Sequence + 1) && next.Value.RequestOpcode != request.Opcode)
                    sent = Send(request);
                continue;
            }
            Repeat(sent);
            _pace.AskedAgain();
        }
    }

    public static bool IsAnswer(FilePacket answer, FilePacket request) =>
        answer.RequestOpcode == request.Opcode
        && answer.Sequence == (ushort)(request.Sequence + 1)
        && answer.Opcode is MavFtpOpcode.Ack or MavFtpOpcode.Nak;

    public void Dispose() => Answers.Dispose();
}

/// <summary>
/// The sequence numbers of all requests to one vehicle. They begin at another place in each run: the vehicle may have kept
/// its answer to the last run's newest. Thread-safe.
/// </summary>
internal sealed class FileNumbers(TimeProvider time)
{
    private int _next = (int)(time.GetUtcNow().ToUnixTimeMilliseconds() & ushort.MaxValue);

    /// <summary>A number for a request that so many answers may come to.</summary>
    public ushort Take(int answers) => (ushort)(Interlocked.Add(ref _next, answers) - answers);

    public void Leap(int numbers) => Interlocked.Add(ref _next, numbers);
}
