using System.Reflection;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using static DroneCommand.Mavlink.Tests.Wire.Signing.SignedFrames;

namespace DroneCommand.Mavlink.Tests.Wire.Signing;

/// <summary>
/// The protocol problem that users hit with signing (problem 6), one test for each of its parts. Setting keys up in a
/// vehicle, with proof and roll-back, is a service above the wire.
/// </summary>
public class SigningProblemTests
{
    [Fact]
    public void Problem_6_a_forged_frame_does_not_shut_out_the_real_sender()
    {
        // pymavlink stores the timestamp before it checks the signature.
        var verifier = Verifier();
        verifier.Check(Signed(LocalTime + 1), Require).Should().Be(SignatureVerdict.Verified);
        verifier.Check(Signed(SigningTime.Max, OtherKey), Require).Should().Be(SignatureVerdict.BadSignature);
        verifier.Check(Signed(LocalTime + 2), Require).Should().Be(SignatureVerdict.Verified);

        // Nor a sender that is heard for the first time after the forgery.
        verifier
            .Check(Signed(SigningTime.Max, OtherKey, system: 9), Require)
            .Should()
            .Be(SignatureVerdict.BadSignature);
        verifier.Check(Signed(LocalTime, system: 9), Require).Should().Be(SignatureVerdict.Verified);
    }

    [Fact]
    public void Problem_6_more_than_sixteen_streams_are_kept()
    {
        // The C library refuses the seventeenth, so that a replay on it could not be told.
        var verifier = Verifier();
        for (var round = 0; round < 2; round++)
        for (var link = 0; link <= byte.MaxValue; link++)
            verifier
                .Check(Signed(LocalTime + round, system: 7, link: (byte)link), Require)
                .Should()
                .Be(SignatureVerdict.Verified);
        verifier.Streams.Should().Be(256);
        verifier.Check(Signed(LocalTime, system: 7, link: 200), Require).Should().Be(SignatureVerdict.Replay);
    }

    [Fact]
    public void Problem_6_a_key_that_is_missing_is_loud_and_not_silently_no_signing()
    {
        // PX4 takes everything when signing is configured but its key file is gone.
        var verifier = new SignatureVerifier(null, SigningClock.StandingAt(LocalTime));
        verifier.Check(Signed(LocalTime), Require).Should().Be(SignatureVerdict.NoKey);
        verifier.Check(Unsigned(new Heartbeat()), Require).Should().Be(SignatureVerdict.NoKey);
        verifier.Counters[SignatureVerdict.NoKey].Should().Be(2);
        SignatureVerdict.NoKey.Passes().Should().BeFalse();
    }

    [Fact]
    public void Problem_6_frames_of_others_are_never_signed_again()
    {
        // MAVProxy signs what its --out peers send unsigned. Here only a writer can use a signer, for messages of its own.
        typeof(FrameSigner)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(method => method.Name)
            .Should()
            .Equal($"get_{nameof(FrameSigner.LinkId)}");

        // And what is forwarded byte by byte still says the truth about its sender.
        var other = Signed(LocalTime, system: 42);
        Verifier().Check(Read(other).Raw.ToArray(), Require).Should().Be(SignatureVerdict.Verified);
        Verifier().Check(Unsigned(new Attitude()), Require).Should().Be(SignatureVerdict.UnsignedRefused);
    }

    [Fact]
    public async Task Problem_6_the_signing_time_outlives_a_restart_and_a_clock_that_is_set_back()
    {
        var store = new MemoryStore();
        var vehicle = Verifier();
        var before = await SigningClock.Open(store, TimeAt(LocalTime));
        vehicle.Check(Frame(before), Require).Should().Be(SignatureVerdict.Verified);

        // The process dies, and the machine comes back with the time of its last boot.
        var after = await SigningClock.Open(store, TimeAt(LocalTime - 360_000_000_000));
        vehicle.Check(Frame(after), Require).Should().Be(SignatureVerdict.Verified);

        static byte[] Frame(SigningClock clock) =>
            Written(new FrameWriter(255, 190) { Signer = new FrameSigner(Key, 1, clock) }, new Heartbeat());
    }

    [Fact]
    public void Problem_6_while_a_key_is_being_set_up_neither_side_is_deaf()
    {
        // A station that signs and requires before the vehicle took the key hears nothing any more, and is not heard.
        var station = Verifier();
        station.Check(Unsigned(new Heartbeat()), Accept).Should().Be(SignatureVerdict.UnsignedPassed, "not yet");
        station.Check(Signed(LocalTime, OtherKey), Accept).Should().Be(SignatureVerdict.BadSignature, "not ours");
        station.Check(Signed(LocalTime), Accept).Should().Be(SignatureVerdict.Verified, "here is the proof");
    }

    [Fact]
    public async Task Problem_6_frames_of_several_threads_leave_in_the_order_of_their_timestamps()
    {
        // Or the receiver takes those that were overtaken for replays.
        var vehicle = Verifier();
        var writer = new FrameWriter(255, 190) { Signer = new FrameSigner(Key, 1, SigningClock.StandingAt(LocalTime)) };
        void Send()
        {
            for (var i = 0; i < 500; i++)
                writer.Send(new Heartbeat(), bytes => vehicle.Check(Read(bytes), Require));
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Send)));
        vehicle.Counters[SignatureVerdict.Verified].Should().Be(2000);
    }

    private sealed class MemoryStore : ISigningTimeStore
    {
        private long _stored;

        public Task<long> Load(CancellationToken cancellation = default) => Task.FromResult(_stored);

        public Task Save(long timestamp, CancellationToken cancellation = default)
        {
            _stored = timestamp;
            return Task.CompletedTask;
        }
    }
}
