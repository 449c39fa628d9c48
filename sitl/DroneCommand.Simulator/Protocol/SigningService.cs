using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using DroneCommand.Simulator.Autopilots;

namespace DroneCommand.Simulator.Protocol;

/// <summary>
/// Message signing as ArduPilot has it: the key comes by SETUP_SIGNING while disarmed, counts at once, survives a reboot,
/// and all that is sent is signed from then on. What is not signed with it is not looked at, but for the first link (USB),
/// which takes everything.
/// </summary>
internal sealed class SigningService
{
    /// <summary>A key that is loaded begins this far above the time that was stored with it.</summary>
    private const long Ahead = 60 * SigningTime.UnitsPerSecond;

    private const double SaveEverySeconds = 30;

    private static readonly SigningPolicy SignedOnly = new(SigningMode.Require);

    private readonly Autopilot _autopilot;
    private readonly VehicleIdentity _identity;
    private readonly Sender _sender;
    private readonly Action<MavSeverity, string> _say;
    private readonly SetTime _time = new();
    private SigningClock _clock;
    private SignatureVerifier? _verifier;
    private double _saved;
    private bool _timed;

    public SigningService(Autopilot autopilot, VehicleIdentity identity, Sender sender, Action<MavSeverity, string> say)
    {
        (_autopilot, _identity, _sender, _say) = (autopilot, identity, sender, say);
        _clock = new SigningClock(_time);
        Load();
    }

    /// <summary>True when the frame may be handed on.</summary>
    /// <param name="frame">What came.</param>
    /// <param name="firstLink">It came over the link that counts as safe.</param>
    public bool Accepts(in FrameView frame, bool firstLink) =>
        _verifier is not { } verifier || verifier.Check(frame, SignedOnly).Passes() || firstLink;

    /// <summary>Takes a key, or none: zeros turn signing off.</summary>
    public void SetUp(in SetupSigning message)
    {
        if (_autopilot.Armed)
        {
            _say(MavSeverity.Warning, "ERROR: Won't setup signing when armed");
            return;
        }

        var secret = message.SecretKey;
        // The message has 64 bits for the time, a signature 48: the upper ones are never seen again.
        var time = (long)(message.InitialTimestamp & SigningTime.Max);
        _autopilot.Memory.Signing = new StoredSigning(secret.AsSpan().ToArray(), time);
        Load();
    }

    /// <summary>Stores the signing time now and then, and takes GPS time when there is a fix.</summary>
    public void Update()
    {
        if (_verifier is null)
        {
            return;
        }

        if (!_timed && _autopilot.Gps.Fix >= Physics.GpsFix.Fix3D)
        {
            _timed = true;
            var now = _identity.StartUtc.AddSeconds(_autopilot.Now);
            _time.Utc = now > _time.Utc ? now : _time.Utc;
            Save();
        }

        if (_autopilot.Now - _saved >= SaveEverySeconds)
        {
            Save();
        }
    }

    private void Load()
    {
        if (_autopilot.Memory.Signing is not { } stored)
        {
            return;
        }

        // Zeros beside a time are a key to ArduPilot; nobody sets that up, and a key here may not be zeros.
        if (!stored.Secret.AsSpan().ContainsAnyExcept((byte)0))
        {
            (_verifier, _sender.Signer) = (null, null);
            return;
        }

        var key = new SigningKey(stored.Secret);
        _time.Utc = SigningTime.ToTime(stored.Time + Ahead);
        _clock = new SigningClock(_time);
        _verifier = new SignatureVerifier(key, _clock);
        _sender.Signer = new FrameSigner(key, linkId: 0, _clock);
    }

    private void Save()
    {
        _saved = _autopilot.Now;
        if (_autopilot.Memory.Signing is { } stored && _clock.Now > stored.Time)
        {
            _autopilot.Memory.Signing = stored with { Time = _clock.Now };
        }
    }

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Utc { get; set; }

        public override DateTimeOffset GetUtcNow() => Utc;
    }
}
