using DroneCommand.Mavlink;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Fuzz.Services;

/// <summary>
/// Plays an input as a vehicle, and others on its network, that send sound frames in any order to every service while
/// transactions are under way. Nothing may throw; every transaction ends by its limit in virtual time, also when the frames
/// come again and again; and afterwards nothing that it registered is left.
/// </summary>
internal sealed class ServiceTarget : IDisposable
{
    private const byte System = 11;
    private const byte Own = 255;
    private const byte OwnComponent = 190;
    private const int MostTransactions = 12;
    private static readonly TimeSpan CoarseStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MostQuiet = TimeSpan.FromMinutes(25);

    private static readonly uint[] Likely =
    [
        MessageIds.Heartbeat,
        MessageIds.CommandAck,
        MessageIds.MissionRequest,
        MessageIds.MissionRequestInt,
        MessageIds.MissionAck,
        MessageIds.MissionCount,
        MessageIds.MissionItemInt,
        MessageIds.MissionCurrent,
        MessageIds.MissionItemReached,
        MessageIds.ParamValue,
        MessageIds.ParamError,
        MessageIds.FileTransferProtocol,
        MessageIds.FileTransferProtocol,
        MessageIds.Statustext,
        MessageIds.Timesync,
        MessageIds.GlobalPositionInt,
        MessageIds.SysStatus,
        MessageIds.EkfStatusReport,
        MessageIds.EstimatorStatus,
        MessageIds.ExtendedSysState,
        MessageIds.HomePosition,
        MessageIds.AutopilotVersion,
        MessageIds.AvailableModes,
        MessageIds.BatteryStatus,
        MessageIds.PositionTargetGlobalInt,
    ];

    private readonly VirtualLoop _loop;
    private readonly FuzzInput _input;
    private readonly ScriptedFrames _frames = new(Likely, (Own, OwnComponent));
    private readonly FrameReader _reader = new();
    private readonly ComponentDirectory _directory;
    private readonly VehicleConnection _connection;
    private readonly List<byte[]> _delivered = [];
    private readonly List<(
        Transaction What,
        Task Task,
        CancellationTokenSource End,
        long Begun,
        TimeSpan Limit
    )> _running = [];
    private readonly VehicleServices _vehicle;
    private readonly StreamRequester _streams;

    private ServiceTarget(VirtualLoop loop, byte[] input)
    {
        _loop = loop;
        _input = new FuzzInput(input);
        _directory = new ComponentDirectory(loop.Time);
        _connection = new VehicleConnection(new FrameWriter(Own, OwnComponent), System, 1, _frames.Hear, loop.Time);
        _vehicle = new VehicleServices(_connection);
        _streams = new StreamRequester(_connection, _vehicle.Commands);
    }

    /// <exception cref="FindingException">Something that must hold does not.</exception>
    public static void Read(byte[] input) =>
        VirtualLoop.Run(async loop =>
        {
            using var target = new ServiceTarget(loop, input);
            await target.Play();
        });

    public void Dispose()
    {
        _streams.Dispose();
        _vehicle.Dispose();
    }

    private async Task Play()
    {
        using var watch = new UplinkWatch(_connection);
        using var ending = new CancellationTokenSource();
        await using var beating = new GroundHeartbeat(_connection);
        var asking = _streams.Run(ending.Token);
        var before = _connection.Handlers;
        var again = _input.Below(2) == 1;
        SayHeartbeat();
        for (var i = _input.Below(4); i >= 0; i--)
            Begin();
        while (!_input.IsAtEnd)
            await Act();
        await Finish(again);
        Cancel(ending);
        await asking;
        FrameTarget.Holds(_connection.Handlers <= before, $"{_connection.Handlers} handlers are left of {before}");
        _ = (
            watch.State,
            _streams.Streams,
            _streams.Competitor,
            _directory.AutopilotOf(System),
            _vehicle.Telemetry.Snapshot
        );
    }

    private async Task Act()
    {
        switch (_input.Below(12))
        {
            case 0:
                await Pass(TimeSpan.FromMilliseconds(10 * _input.Next()));
                break;
            case 1:
                Begin();
                break;
            case 2 when _running.Count > 0:
                Cancel(_running[_input.Below(_running.Count)].End);
                break;
            case 3:
                _vehicle.Connection.Send(new Heartbeat());
                _streams.Restart();
                break;
            default:
                Deliver(Frame());
                break;
        }
        await Pass(TimeSpan.FromMilliseconds(5));
    }

    private byte[] Frame()
    {
        var sender = _input.Next();
        var (system, component) =
            sender < 230 ? (System, (byte)1)
            : sender < 240 ? (System, (byte)(sender - 140))
            : ((byte)(sender - 235), (byte)1);
        var frame = _frames.Make(_input, system, component);
        _delivered.Add(frame);
        return frame;
    }

    private void Deliver(byte[] bytes)
    {
        ReadOnlySpan<byte> datagram = bytes;
        while (_reader.TryReadDatagram(ref datagram, out var frame))
        {
            _directory.Take(frame);
            if (!_connection.Deliver(frame))
                _streams.Overhear(frame);
        }
    }

    /// <summary>A copter of ArduPilot or PX4, so that the sequences know what they talk to.</summary>
    private void SayHeartbeat()
    {
        Span<byte> frame = stackalloc byte[FrameWriter.MaxFrameLength];
        var heartbeat = new Heartbeat
        {
            Type = MavType.Quadrotor,
            Autopilot = _input.Below(4) == 0 ? MavAutopilot.Px4 : MavAutopilot.Ardupilotmega,
            SystemStatus = MavState.Standby,
        };
        Deliver(frame[..new FrameWriter(System, 1).Write(heartbeat, frame)].ToArray());
    }

    private void Begin()
    {
        if (_running.Count >= MostTransactions)
            return;
        var what = Transaction.All[_input.Below(Transaction.All.Count)];
        var end = new CancellationTokenSource();
        var limit = what.Limit + (4 * CoarseStep);
        foreach (var other in _running.Where(r => r.What.Queue.Length > 0 && r.What.Queue == what.Queue))
            limit += other.Task.IsCompleted ? TimeSpan.Zero : other.What.Limit;
        _running.Add((what, what.Run(_vehicle, end.Token), end, _loop.Time.GetTimestamp(), limit));
    }

    /// <summary>Until all have ended: in silence, or while the frames of the input come again and again.</summary>
    private async Task Finish(bool again)
    {
        _loop.Step = CoarseStep;
        var begun = _loop.Time.GetTimestamp();
        for (var i = 0; _running.Exists(r => !r.Task.IsCompleted); i++)
        {
            FrameTarget.Holds(_loop.Time.GetElapsedTime(begun) < MostQuiet, "the end does not come");
            if (again && _delivered.Count > 0)
                Deliver(_delivered[i % _delivered.Count]);
            await Pass(CoarseStep);
            foreach (var (what, task, _, since, limit) in _running)
                FrameTarget.Holds(
                    task.IsCompleted || _loop.Time.GetElapsedTime(since) < limit,
                    $"'{what.Name}' does not end"
                );
        }
        foreach (var (_, task, end, _, _) in _running)
        {
            await Ended(task, end);
            end.Dispose();
        }
    }

    /// <summary>Ends are results; the reading of modes, which has none for it, says that it was cancelled by an exception.</summary>
    private static async Task Ended(Task task, CancellationTokenSource end)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException) when (task is Task<ModeListing> && end.IsCancellationRequested)
        {
            // As it is documented.
        }
    }

    // Not CancelAsync: that runs on the thread pool, where virtual time could not see it.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private Task Pass(TimeSpan time) => Task.Delay(time, _loop.Time);
}
