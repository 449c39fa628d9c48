using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Signing;

public class SigningServiceTests
{
    private static readonly SigningPolicy Require = new(SigningMode.Require);
    private static readonly long Begin = SigningTime.From(Rig.Ready.StartUtc);

    private readonly SigningKey _key = SigningKey.FromPassphrase("a key");
    private readonly SigningClock _clock = SigningClock.StandingAt(Begin + 100);

    [Fact]
    public void A_key_counts_at_once_and_all_that_is_sent_is_signed_a_minute_ahead_of_its_time()
    {
        var rig = WithKey();
        var after = Since(rig, 2);
        after.Should().NotBeEmpty().And.OnlyContain(verdict => verdict == SignatureVerdict.Verified);
        _clock.Now.Should().BeGreaterThan(Begin + 60 * SigningTime.UnitsPerSecond);
    }

    [Fact]
    public void What_is_not_signed_with_it_is_not_looked_at()
    {
        var rig = WithKey();
        rig.SetMode(4).Should().BeNull();
        var other = Signing(SigningKey.Generate());
        SetMode(rig, other).Should().BeFalse();
        Since(rig, 1.1);
        SetMode(rig, Signing(_key)).Should().BeTrue();
    }

    [Fact]
    public void A_time_beyond_what_a_signature_can_say_loses_its_upper_bits()
    {
        var rig = Rig.ReadyToFly();
        rig.Send(Message(_key) with { InitialTimestamp = ulong.MaxValue - SigningTime.Max + (ulong)_clock.Now });
        Since(rig, 2).Should().NotBeEmpty().And.OnlyContain(verdict => verdict == SignatureVerdict.Verified);
        rig.Send(Message(_key) with { InitialTimestamp = ulong.MaxValue });
        rig.Run(2);
        rig.Vehicle.Node.Sender.Signer.Should().NotBeNull();
    }

    [Fact]
    public void The_first_link_takes_everything()
    {
        var rig = WithKey(new Rig(options: Rig.Ready with { OnFirstLink = true }));
        rig.SetMode(4).Should().Be(MavResult.Accepted);
    }

    [Fact]
    public void An_armed_vehicle_takes_no_key_and_says_so()
    {
        var rig = Rig.ReadyToFly();
        rig.SetMode(4);
        rig.Arm().Should().Be(MavResult.Accepted);
        SetUp(rig, _key);
        rig.Run(1);
        rig.Said().Should().Contain("ERROR: Won't setup signing when armed");
        rig.Vehicle.Node.Sender.Signer.Should().BeNull();
    }

    [Fact]
    public void The_key_survives_a_reboot_and_its_time_does_not_run_backwards()
    {
        var rig = WithKey();
        Since(rig, 35);
        var before = _clock.Now;
        rig.Vehicle.Reboot();
        Since(rig, 3).Should().NotBeEmpty().And.OnlyContain(verdict => verdict == SignatureVerdict.Verified);
        _clock.Now.Should().BeGreaterThan(before);
        SetMode(rig, Signing(_key)).Should().BeTrue();
    }

    [Fact]
    public void Zeros_turn_it_off_if_they_are_signed()
    {
        var rig = WithKey();
        SetUp(rig, null);
        Since(rig, 2);
        rig.Vehicle.Node.Sender.Signer.Should().NotBeNull("that was not signed");
        rig.Send(Signing(_key), Message(null));
        rig.Run(1);
        rig.Vehicle.Node.Sender.Signer.Should().BeNull();
        rig.SetMode(4).Should().Be(MavResult.Accepted);
        rig.Vehicle.Reboot();
        rig.Run(3);
        rig.Vehicle.Node.Sender.Signer.Should().BeNull();
    }

    private Rig WithKey(Rig? rig = null)
    {
        rig ??= new Rig();
        rig.Run(3);
        SetUp(rig, _key);
        return rig;
    }

    private FrameWriter Signing(SigningKey key) => new(255, 190) { Signer = new FrameSigner(key, 9, _clock) };

    private static bool SetMode(Rig rig, FrameWriter writer)
    {
        var before = rig.Log.Count;
        rig.Send(
            writer,
            new CommandLong
            {
                TargetSystem = Rig.SystemId,
                TargetComponent = 1,
                Command = MavCmd.DoSetMode,
                Param1 = 1,
                Param2 = 4,
            }
        );
        rig.Run(0.1);
        return rig.All<CommandAck>(before).Any(ack => ack.Result == MavResult.Accepted);
    }

    private void SetUp(Rig rig, SigningKey? key) => rig.Send(Message(key));

    private SetupSigning Message(SigningKey? key)
    {
        var secret = new byte[SigningKey.Length];
        key?.CopyTo(secret);
        return new SetupSigning
        {
            TargetSystem = Rig.SystemId,
            TargetComponent = 1,
            SecretKey = secret,
            InitialTimestamp = key == null ? 0 : (ulong)_clock.Now,
        };
    }

    /// <summary>Our verdict of each frame of the next seconds.</summary>
    private List<SignatureVerdict> Since(Rig rig, double seconds)
    {
        var verifier = new SignatureVerifier(_key, _clock);
        var read = rig.Log.Count;
        rig.Run(seconds);
        return
        [
            .. rig
                .Log.Skip(read)
                .Select(heard =>
                {
                    ReadOnlySpan<byte> bytes = heard.Raw;
                    new FrameReader().TryReadDatagram(ref bytes, out var frame).Should().BeTrue();
                    return verifier.Check(frame, Require);
                }),
        ];
    }
}
