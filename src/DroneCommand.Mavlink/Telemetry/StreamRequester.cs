using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// Gets a vehicle to send what is needed, with SET_MESSAGE_INTERVAL, and asks again, less and less often, while a rate
/// stays below: another station may have changed it, or the vehicle rebooted. ArduCopter sends nothing but heartbeats
/// unless asked. Every vehicle is asked for at least four messages a second, for with fewer nobody could tell a lossy link
/// from a lost one; one that knows no intervals is asked by REQUEST_DATA_STREAM.
/// </summary>
public sealed class StreamRequester : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AliveWithin = TimeSpan.FromSeconds(3.5);
    private const double Enough = 0.6;

    /// <summary>Messages a second without which silence says nothing.</summary>
    public const double LeastHertz = 4;

    private static readonly CommandOptions Once = new()
    {
        Expiry = TimeSpan.FromSeconds(2),
        ResendAfter = TimeSpan.FromMilliseconds(600),
        MaxSends = 3,
    };

    private readonly Lock _gate = new();
    private readonly VehicleConnection _connection;
    private readonly TimeProvider _time;
    private readonly StreamRivals _rivals;
    private readonly CommandSender _commands;
    private readonly IDisposable _registration;
    private readonly Stream[] _streams;
    private readonly Dictionary<uint, Stream> _byId;
    private readonly Stream _all = new(new StreamWish(uint.MaxValue, LeastHertz));
    private (StreamWish Wish, double Before, double Now)? _suspect;
    private long? _heard;
    private MavAutopilot? _autopilot;

    public StreamRequester(
        VehicleConnection connection,
        CommandSender commands,
        IReadOnlyList<StreamWish>? wishes = null
    )
    {
        _connection = connection;
        _time = connection.Time;
        _commands = commands;
        _rivals = new StreamRivals(connection);
        _streams = [.. AtLeast(wishes ?? Defaults).Select(w => new Stream(w))];
        _byId = _streams.ToDictionary(s => s.Wish.MessageId);
        _registration = connection.OnFrame(Count);
    }

    /// <summary>What the console shows and the sequences wait for: about 30 messages a second.</summary>
    public static IReadOnlyList<StreamWish> Defaults { get; } =
    [
        new(MessageIds.GlobalPositionInt, 10),
        new(MessageIds.Attitude, 4),
        new(MessageIds.VfrHud, 2),
        new(MessageIds.ExtendedSysState, 2),
        new(MessageIds.MissionCurrent, 2),
        new(MessageIds.SysStatus, 1),
        new(MessageIds.BatteryStatus, 1),
        new(MessageIds.GpsRawInt, 1),
        new(MessageIds.EkfStatusReport, 1) { NotOf = MavAutopilot.Px4 },
        new(MessageIds.EstimatorStatus, 1) { OnlyOf = MavAutopilot.Px4 },
        new(MessageIds.NavControllerOutput, 1),
        new(MessageIds.PositionTargetGlobalInt, 1),
        new(MessageIds.FenceStatus, 1),
        new(MessageIds.SystemTime, 1),
        new(MessageIds.HomePosition, 0.5),
        new(MessageIds.Wind, 0.5),
    ];

    public IReadOnlyList<StreamState> Streams
    {
        get
        {
            lock (_gate)
                return
                [
                    .. _streams.Where(Concerns).Select(s => new StreamState(s.Wish, s.Measured, s.Requests, s.Refusal)),
                ];
        }
    }

    /// <summary>All known messages of the vehicle, a second.</summary>
    public double MeasuredHertz
    {
        get
        {
            lock (_gate)
                return _all.Measured;
        }
    }

    /// <summary>Who else sets this vehicle's rates; null while nothing says that anybody does.</summary>
    public StreamCompetitor? Competitor => _rivals.Newest;

    /// <summary>Shows it a frame of somebody else on the vehicle's network, so that it can name who competes.</summary>
    public void Overhear(in FrameView frame) => _rivals.Overhear(frame);

    /// <summary>Asks until cancelled. A vehicle that is not heard is not asked.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                foreach (var stream in _streams)
                    if (IsDue(stream))
                        await Ask(stream, cancellation);
                if (KnowsNoIntervals() && IsDue(_all))
                    AskForGroups();
                await Task.Delay(Round, _time, cancellation);
                Measure();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The way to end it.
        }
    }

    /// <summary>Begins anew with short patience, as after a reboot.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            foreach (var stream in _streams.Append(_all))
                stream.Forget();
            _suspect = null;
        }
        _rivals.Forget();
    }

    public void Dispose() => _registration.Dispose();

    private void Count(in FrameView frame)
    {
        _rivals.Heard(frame);
        var autopilot = frame.TryRead<Heartbeat>(out var beat) && beat.Autopilot != MavAutopilot.Invalid;
        lock (_gate)
        {
            if (autopilot)
                _autopilot = beat.Autopilot;
            _heard = _time.GetTimestamp();
            if (frame.IsKnown)
                _all.Came++;
            if (_byId.TryGetValue(frame.MessageId, out var stream))
                stream.Came++;
        }
    }

    private void Measure()
    {
        lock (_gate)
        {
            if (_all.Measure(_time))
                Confirm();
            foreach (var stream in _streams)
            {
                var before = stream.Measured;
                if (stream.Measure(_time) && before >= Enough * stream.Wish.Hertz && IsLow(stream))
                    _suspect = (stream.Wish, before, stream.Measured);
            }
        }
    }

    /// <summary>
    /// A line that loses much, and a vehicle that falls silent, lose of all: it is another station only where the rest came
    /// in the time after the fall.
    /// </summary>
    private void Confirm()
    {
        if (_suspect is { } fall && !IsLow(_all))
            _rivals.Changed(fall.Wish, fall.Before, fall.Now);
        _suspect = null;
    }

    private bool Concerns(Stream stream) => stream.Wish.Concerns(_autopilot);

    private static bool IsLow(Stream stream) => stream.Measured < Enough * stream.Wish.Hertz;

    private bool KnowsNoIntervals()
    {
        lock (_gate)
            return _streams.Where(Concerns).All(s => s.Refusal.Length > 0);
    }

    /// <summary>The way of before, in which a station names groups of messages.</summary>
    private void AskForGroups()
    {
        lock (_gate)
            _all.Ask(_time.GetTimestamp());
        _connection.Send(
            new RequestDataStream
            {
                TargetSystem = _connection.TargetSystem,
                TargetComponent = _connection.TargetComponent,
                ReqStreamId = MavDataStream.All,
                ReqMessageRate = (ushort)LeastHertz,
                StartStop = 1,
            }
        );
    }

    /// <summary>The wishes, and ATTITUDE, which every vehicle has, as often as they fall short of the least.</summary>
    private static IEnumerable<StreamWish> AtLeast(IReadOnlyList<StreamWish> wishes)
    {
        var missing = LeastHertz - wishes.Sum(w => w.Hertz);
        if (missing <= 0)
            return wishes;
        var attitude = wishes.Where(w => w.MessageId == MessageIds.Attitude).Sum(w => w.Hertz);
        return wishes
            .Where(w => w.MessageId != MessageIds.Attitude)
            .Append(new StreamWish(MessageIds.Attitude, attitude + missing));
    }

    private bool IsDue(Stream stream)
    {
        lock (_gate)
            return _heard is { } heard
                && _time.GetElapsedTime(heard) < AliveWithin
                && Concerns(stream)
                && IsLow(stream)
                && (stream.Asked is not { } asked || _time.GetElapsedTime(asked) >= stream.Patience);
    }

    private async Task Ask(Stream stream, CancellationToken cancellation)
    {
        lock (_gate)
            stream.Ask(_time.GetTimestamp());
        var microseconds = (float)(1e6 / stream.Wish.Hertz);
        var request = new CommandLongRequest(MavCmd.SetMessageInterval, stream.Wish.MessageId, microseconds);
        var result = await _commands.Send(request, Once, cancellation);
        if (result.Kind is CommandResultKind.Accepted or CommandResultKind.Refused)
            lock (_gate)
                stream.Refusal = result.Reason;
    }

    private sealed class Stream(StreamWish wish)
    {
        // Slow messages need a longer look than one round: at least three of them must be due in it.
        private readonly TimeSpan _window = TimeSpan.FromSeconds(Math.Max(2, 3 / wish.Hertz));
        private long? _since;

        public StreamWish Wish { get; } = wish;

        public int Came { get; set; }

        public double Measured { get; private set; }

        public int Requests { get; private set; }

        public string Refusal { get; set; } = "";

        public long? Asked { get; private set; }

        public TimeSpan Patience { get; private set; } = FirstPatience;

        public void Ask(long now)
        {
            if (Asked != null && Patience < LongestPatience)
                Patience *= 2;
            Asked = now;
            Requests++;
        }

        /// <summary>True when a look ended and the rate is new.</summary>
        public bool Measure(TimeProvider time)
        {
            var now = time.GetTimestamp();
            var looked = _since is { } since ? time.GetElapsedTime(since, now) : TimeSpan.Zero;
            if (_since != null && looked < _window)
                return false;
            if (looked > TimeSpan.Zero)
                Measured = Came / looked.TotalSeconds;
            if (Measured >= Enough * Wish.Hertz)
                Patience = FirstPatience;
            _since = now;
            Came = 0;
            return true;
        }

        public void Forget()
        {
            Asked = null;
            Measured = 0;
            Patience = FirstPatience;
        }
    }
}
