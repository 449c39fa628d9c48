using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>A message that a vehicle shall send, and how often.</summary>
/// <param name="MessageId">One of <see cref="MessageIds"/>.</param>
/// <param name="Hertz">Times a second.</param>
public readonly record struct StreamWish(uint MessageId, double Hertz);

/// <summary>What became of a wish.</summary>
/// <param name="Wish">The message and its rate.</param>
/// <param name="MeasuredHertz">What arrives, over the last seconds.</param>
/// <param name="Requests">How often it was asked for.</param>
/// <param name="Refusal">Why the vehicle does not send it; empty when it did not refuse.</param>
public sealed record StreamState(StreamWish Wish, double MeasuredHertz, int Requests, string Refusal);

/// <summary>
/// Gets a vehicle to send what is needed, with SET_MESSAGE_INTERVAL, and asks again, less and less often, while a rate
/// stays below: another station may have changed it, or the vehicle rebooted. ArduCopter sends nothing but heartbeats
/// unless asked.
/// </summary>
public sealed class StreamRequester : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AliveWithin = TimeSpan.FromSeconds(3.5);
    private const double Enough = 0.6;

    private static readonly CommandOptions Once = new()
    {
        Expiry = TimeSpan.FromSeconds(2),
        ResendAfter = TimeSpan.FromMilliseconds(600),
        MaxSends = 3,
    };

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly CommandSender _commands;
    private readonly IDisposable _registration;
    private readonly Stream[] _streams;
    private readonly Dictionary<uint, Stream> _byId;
    private long? _heard;

    public StreamRequester(
        VehicleConnection connection,
        CommandSender commands,
        IReadOnlyList<StreamWish>? wishes = null
    )
    {
        _time = connection.Time;
        _commands = commands;
        _streams = [.. (wishes ?? Defaults).Select(w => new Stream(w))];
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
        new(MessageIds.EkfStatusReport, 1),
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
                return [.. _streams.Select(s => new StreamState(s.Wish, s.Measured, s.Requests, s.Refusal))];
        }
    }

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
            foreach (var stream in _streams)
                stream.Forget();
    }

    public void Dispose() => _registration.Dispose();

    private void Count(in FrameView frame)
    {
        lock (_gate)
        {
            _heard = _time.GetTimestamp();
            if (_byId.TryGetValue(frame.MessageId, out var stream))
                stream.Came++;
        }
    }

    private void Measure()
    {
        lock (_gate)
            foreach (var stream in _streams)
                stream.Measure(_time);
    }

    private bool IsDue(Stream stream)
    {
        lock (_gate)
            return _heard is { } heard
                && _time.GetElapsedTime(heard) < AliveWithin
                && stream.Measured < Enough * stream.Wish.Hertz
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

        public void Measure(TimeProvider time)
        {
            var now = time.GetTimestamp();
            var looked = _since is { } since ? time.GetElapsedTime(since, now) : TimeSpan.Zero;
            if (_since != null && looked < _window)
                return;
            if (looked > TimeSpan.Zero)
                Measured = Came / looked.TotalSeconds;
            if (Measured >= Enough * Wish.Hertz)
                Patience = FirstPatience;
            _since = now;
            Came = 0;
        }

        public void Forget()
        {
            Asked = null;
            Measured = 0;
            Patience = FirstPatience;
        }
    }
}
