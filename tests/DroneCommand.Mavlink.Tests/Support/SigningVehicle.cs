using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// A vehicle that beats once a second and takes keys as ArduPilot does, and the ground that sets them up, with a channel
/// between them. Its faults are what the tests turn on.
/// </summary>
internal sealed class SigningVehicle : IDisposable
{
    public const byte SystemId = 11;

    private static readonly SigningPolicy Require = new(SigningMode.Require);

    private readonly FakeTimeProvider _time;
    private readonly LossyChannel _channel;
    private readonly ITimer _beating;
    private FrameWriter _writer = new(SystemId, 1);
    private SignatureVerifier? _verifier;
    private SigningClock? _clock;

    public SigningVehicle(FakeTimeProvider time, int seed = 1, double loss = 0)
    {
        _time = time;
        _channel = new LossyChannel(time, seed, loss);
        Own = new FrameWriter(255, 190);
        Connection = new VehicleConnection(Own, SystemId, 1, _channel.FromGround, time);
        Clock = new SigningClock(time);
        _channel.Ground = (in FrameView frame) => Connection.Deliver(frame);
        _channel.Vehicle = Take;
        _beating = time.CreateTimer(_ => Beat(), null, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1));
    }

    public LossyChannel Channel => _channel;

    /// <summary>The ground's writer: what it signs with is what we sign with.</summary>
    public FrameWriter Own { get; }

    public VehicleConnection Connection { get; }

    /// <summary>Our signing time of this vehicle.</summary>
    public SigningClock Clock { get; }

    /// <summary>The key that it has; null while it signs nothing.</summary>
    public byte[]? Key { get; private set; }

    public bool Armed { get; set; }

    /// <summary>It does not know SETUP_SIGNING.</summary>
    public bool Ignores { get; set; }

    /// <summary>It takes the key and keeps its own time, which is behind.</summary>
    public TimeSpan? Behind { get; set; }

    /// <summary>It takes unsigned frames though it has a key, as over a cable.</summary>
    public bool TrustsLink { get; set; }

    public bool Silent { get; set; }

    public int SetUps { get; private set; }

    /// <summary>Frames of ours that it would not take.</summary>
    public int Rejected { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>It has that key from somewhere else.</summary>
    public void Give(SigningKey key)
    {
        Key = Bytes(key);
        Load(Clock.Now);
    }

    /// <summary>It restarts, a second from now, with what it stored.</summary>
    public void Reboot()
    {
        Silent = true;
        _writer = new FrameWriter(SystemId, 1);
        if (Key != null)
            Load(_clock!.Now);
        _time.CreateTimer(_ => Silent = false, null, TimeSpan.FromSeconds(1.5), Timeout.InfiniteTimeSpan);
    }

    public static byte[] Bytes(SigningKey key)
    {
        var bytes = new byte[SigningKey.Length];
        key.CopyTo(bytes);
        return bytes;
    }

    public void Dispose()
    {
        _beating.Dispose();
        _channel.Dispose();
    }

    private void Load(long timestamp)
    {
        if (Key == null)
        {
            (_verifier, _writer.Signer) = (null, null);
            return;
        }
        var time = timestamp + 60 * SigningTime.UnitsPerSecond;
        if (Behind is { } behind)
            time = Clock.Now - SigningTime.Units(behind);
        _clock = SigningClock.StandingAt(time);
        var key = new SigningKey(Key);
        _verifier = new SignatureVerifier(key, _clock);
        _writer.Signer = new FrameSigner(key, 0, _clock);
    }

    private void Take(in FrameView frame)
    {
        if (Silent)
            return;
        if (_verifier is { } verifier && !verifier.Check(frame, Require).Passes() && !TrustsLink)
        {
            Rejected++;
            return;
        }
        Accepted++;
        if (!frame.TryRead<SetupSigning>(out var setup) || Ignores)
            return;
        SetUps++;
        if (Armed)
        {
            Say(new Statustext { Severity = MavSeverity.Warning, Text = "ERROR: Won't setup signing when armed" });
            return;
        }
        var secret = setup.SecretKey;
        Key = secret.AsSpan().ContainsAnyExcept((byte)0) ? secret.AsSpan().ToArray() : null;
        Load((long)setup.InitialTimestamp);
    }

    private void Beat()
    {
        if (!Silent)
            Say(
                new Heartbeat
                {
                    Type = MavType.Quadrotor,
                    Autopilot = MavAutopilot.Ardupilotmega,
                    BaseMode = Armed ? MavModeFlag.SafetyArmed : 0,
                }
            );
    }

    private void Say<T>(in T message)
        where T : struct, IMavlinkMessage<T> => _writer.Send(message, _channel.FromVehicle);
}
