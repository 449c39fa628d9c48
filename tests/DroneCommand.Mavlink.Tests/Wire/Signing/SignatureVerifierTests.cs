using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static DroneCommand.Mavlink.Tests.Wire.Signing.SignedFrames;

namespace DroneCommand.Mavlink.Tests.Wire.Signing;

public class SignatureVerifierTests
{
    [Theory]
    [InlineData(SigningMode.Require, true, SignatureVerdict.Verified, SignatureVerdict.UnsignedRefused)]
    [InlineData(SigningMode.Require, false, SignatureVerdict.NoKey, SignatureVerdict.NoKey)]
    [InlineData(SigningMode.Accept, true, SignatureVerdict.Verified, SignatureVerdict.UnsignedPassed)]
    [InlineData(SigningMode.Accept, false, SignatureVerdict.UnverifiedPassed, SignatureVerdict.UnsignedPassed)]
    [InlineData(SigningMode.Refuse, true, SignatureVerdict.SignedRefused, SignatureVerdict.UnsignedPassed)]
    [InlineData(SigningMode.Refuse, false, SignatureVerdict.SignedRefused, SignatureVerdict.UnsignedPassed)]
    public void The_policy_decides(
        SigningMode mode,
        bool hasKey,
        SignatureVerdict ofSigned,
        SignatureVerdict ofUnsigned
    )
    {
        var verifier = new SignatureVerifier(hasKey ? Key : null, SigningClock.StandingAt(LocalTime));
        var policy = new SigningPolicy(mode);
        verifier.Check(Signed(LocalTime), policy).Should().Be(ofSigned);
        verifier.Check(Unsigned(new Attitude()), policy).Should().Be(ofUnsigned);
        verifier.Check(Unsigned(new Attitude(), version: 1), policy).Should().Be(ofUnsigned);
        if (hasKey)
            verifier
                .Check(Signed(LocalTime + 1, OtherKey), policy)
                .Should()
                .Be(mode == SigningMode.Refuse ? SignatureVerdict.SignedRefused : SignatureVerdict.BadSignature);
    }

    [Fact]
    public void Messages_that_may_come_unsigned_pass_and_prove_nothing()
    {
        var verifier = Verifier();
        var lets = UnsignedMessages.Heartbeat | UnsignedMessages.RadioStatus;
        var policy = new SigningPolicy(SigningMode.Require, lets);
        verifier.Check(Unsigned(new Heartbeat()), policy).Should().Be(SignatureVerdict.UnsignedPassed);
        verifier.Check(Unsigned(new RadioStatus()), policy).Should().Be(SignatureVerdict.UnsignedPassed);
        verifier.Check(Unsigned(new AdsbVehicle()), policy).Should().Be(SignatureVerdict.UnsignedRefused);
        verifier.Check(Unsigned(new Collision()), policy).Should().Be(SignatureVerdict.UnsignedRefused);
        verifier.Check(Signed(LocalTime, OtherKey), policy).Should().Be(SignatureVerdict.BadSignature, "it is signed");
        verifier.Streams.Should().Be(0);

        var others = new SigningPolicy(SigningMode.Require, UnsignedMessages.AdsbVehicle | UnsignedMessages.Collision);
        verifier.Check(Unsigned(new AdsbVehicle()), others).Should().Be(SignatureVerdict.UnsignedPassed);
        verifier.Check(Unsigned(new Collision()), others).Should().Be(SignatureVerdict.UnsignedPassed);
        verifier.Check(Unsigned(new Heartbeat()), others).Should().Be(SignatureVerdict.UnsignedRefused);
    }

    [Fact]
    public void The_same_frame_and_older_ones_are_replays()
    {
        var verifier = Verifier();
        var first = Signed(LocalTime + 10);
        verifier.Check(first, Require).Should().Be(SignatureVerdict.Verified);
        verifier.Check(first, Require).Should().Be(SignatureVerdict.Replay);
        verifier.Check(Signed(LocalTime + 9), Require).Should().Be(SignatureVerdict.Replay);
        verifier.Check(Signed(LocalTime + 11), Require).Should().Be(SignatureVerdict.Verified);
    }

    [Fact]
    public void Of_frames_that_overtook_each_other_the_late_ones_are_lost_and_nothing_else()
    {
        var verifier = Verifier();
        int[] order = [1, 2, 5, 3, 4, 6, 8, 7, 9];
        var passed = order.Where(i => verifier.Check(Signed(LocalTime + i), Require) == SignatureVerdict.Verified);
        passed.Should().Equal(1, 2, 5, 6, 8, 9);
    }

    [Fact]
    public void Streams_do_not_disturb_each_other()
    {
        var verifier = Verifier();
        verifier.Check(Signed(LocalTime + 100, system: 1), Require).Should().Be(SignatureVerdict.Verified);
        verifier.Check(Signed(LocalTime + 50, system: 2), Require).Should().Be(SignatureVerdict.Verified);
        verifier.Check(Signed(LocalTime + 40, system: 1, component: 2), Require).Should().Be(SignatureVerdict.Verified);
        verifier.Check(Signed(LocalTime + 30, system: 1, link: 1), Require).Should().Be(SignatureVerdict.Verified);
        verifier.Streams.Should().Be(4);
    }

    [Fact]
    public void A_new_stream_may_be_a_minute_behind_and_no_more()
    {
        const long minute = 6_000_000;
        Verifier().Check(Signed(LocalTime - minute), Require).Should().Be(SignatureVerdict.Verified);
        Verifier().Check(Signed(LocalTime - minute - 1), Require).Should().Be(SignatureVerdict.TooOld);
    }

    [Fact]
    public void A_verified_frame_moves_the_local_time_which_the_next_new_stream_is_measured_by()
    {
        var verifier = Verifier();
        verifier.Check(Signed(LocalTime + 1_000_000_000), Require).Should().Be(SignatureVerdict.Verified);
        verifier.Check(Signed(LocalTime, link: 1), Require).Should().Be(SignatureVerdict.TooOld);
        verifier.Check(Signed(LocalTime + 1_000_000_001), Require).Should().Be(SignatureVerdict.Verified);
    }

    [Fact]
    public void Junk_and_forgeries_leave_nothing_behind_but_counts()
    {
        var verifier = Verifier();
        for (var i = 0; i < 3000; i++)
        {
            var forged = Signed(LocalTime + i, OtherKey, (byte)(i + 1), (byte)(i >> 4), (byte)(i >> 8));
            verifier.Check(forged, Require).Should().Be(SignatureVerdict.BadSignature);
        }
        verifier.Check(Signed(LocalTime - 100_000_000), Require).Should().Be(SignatureVerdict.TooOld);
        verifier.Streams.Should().Be(0);
        verifier.Counters[SignatureVerdict.BadSignature].Should().Be(3000);
        verifier.Counters.Rejected.Should().Be(3001);
        verifier.Check(Signed(LocalTime), Require).Should().Be(SignatureVerdict.Verified);
    }

    [Fact]
    public async Task Of_threads_that_bring_the_same_frames_one_is_believed_for_each()
    {
        var verifier = Verifier();
        var frames = Enumerable.Range(0, 200).Select(i => Signed(LocalTime + i, system: (byte)(1 + i))).ToArray();
        var accepted = 0;
        void Take()
        {
            foreach (var frame in frames)
                if (verifier.Check(frame, Require) == SignatureVerdict.Verified)
                    Interlocked.Increment(ref accepted);
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Take)));
        accepted.Should().Be(frames.Length);
        verifier.Counters[SignatureVerdict.Replay].Should().Be(3 * frames.Length);
    }

    [Fact]
    public void Signing_and_verifying_allocate_nothing()
    {
        var clock = new SigningClock(TimeAt(LocalTime));
        var writer = new FrameWriter(1, 1) { Signer = new FrameSigner(Key, 3, clock) };
        var verifier = new SignatureVerifier(Key, clock);
        var reader = new FrameReader();
        var verified = 0;
        Allocated.Least(4, () => verified += SignAndVerify(writer, verifier, reader, 500)).Should().Be(0);
        verified.Should().Be(4 * 500);
    }

    [Property(MaxTest = 500)]
    public Property A_frame_that_was_changed_anywhere_is_never_verified() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed =>
            {
                var random = new Random(seed);
                var frame = Signed(LocalTime, mode: (uint)random.Next());
                // Not what makes it a frame: start marker, length, flags, message id, checksum.
                int[] places = [4, 5, 6, .. Enumerable.Range(10, 9), .. Enumerable.Range(frame.Length - 13, 13)];
                var at = places[random.Next(places.Length)];
                frame[at] ^= (byte)(1 << random.Next(8));
                Mend(frame);
                var verifier = Verifier();
                var verdict = verifier.Check(frame, Require);
                return (verdict == SignatureVerdict.BadSignature && verifier.Streams == 0).Label(
                    $"seed {seed}, byte {at}"
                );
            }
        );

    [Property(MaxTest = 200)]
    public Property In_any_order_a_stream_passes_just_its_running_maxima() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            offsets =>
            {
                var verifier = Verifier();
                var newest = -1;
                return offsets.All(offset =>
                {
                    var expected = offset > newest ? SignatureVerdict.Verified : SignatureVerdict.Replay;
                    newest = Math.Max(newest, offset);
                    return verifier.Check(Signed(LocalTime + offset), Require) == expected;
                });
            }
        );

    private static int SignAndVerify(FrameWriter writer, SignatureVerifier verifier, FrameReader reader, int frames)
    {
        Span<byte> buffer = stackalloc byte[FrameWriter.MaxFrameLength];
        var verified = 0;
        for (var i = 0; i < frames; i++)
        {
            ReadOnlySpan<byte> bytes = buffer[..writer.Write(new Attitude { Roll = i }, buffer)];
            if (
                reader.TryReadDatagram(ref bytes, out var frame)
                && verifier.Check(frame, Require) == SignatureVerdict.Verified
            )
                verified++;
        }
        return verified;
    }
}
