using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;
using static DroneCommand.Mavlink.Tests.Wire.Signing.SignedFrames;

namespace DroneCommand.Mavlink.Tests.Wire.Signing;

public class FrameSignerTests
{
    [Fact]
    public void A_signed_frame_is_the_unsigned_one_with_a_flag_and_thirteen_bytes_more()
    {
        var message = new Statustext { Severity = MavSeverity.Notice, Text = "hello" };
        var plain = Written(new FrameWriter(1, 1), message);
        var signed = Written(
            new FrameWriter(1, 1) { Signer = new FrameSigner(Key, 3, SigningClock.StandingAt(LocalTime)) },
            message
        );
        signed.Should().HaveCount(plain.Length + 13);
        signed[2].Should().Be(1);
        Read(signed).Payload.ToArray().Should().Equal(Read(plain).Payload.ToArray());
    }

    [Fact]
    public void A_signer_can_be_set_and_taken_away_while_the_link_is_up()
    {
        var writer = new FrameWriter(1, 1);
        Read(Written(writer, new Heartbeat())).Signed.Should().BeFalse();
        writer.Signer = new FrameSigner(Key, 3, SigningClock.StandingAt(LocalTime));
        Read(Written(writer, new Heartbeat())).Signed.Should().BeTrue();
        writer.Signer = null;
        var last = Read(Written(writer, new Heartbeat()));
        last.Signed.Should().BeFalse();
        last.Sequence.Should().Be(2);
    }

    [Fact]
    public void Version_1_cannot_be_signed()
    {
        var sign = () =>
            new FrameWriter(1, 1, version: 1) { Signer = new FrameSigner(Key, 3, SigningClock.StandingAt(LocalTime)) };
        sign.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void The_longest_message_fits_with_its_signature()
    {
        var longest = AnyMessages.ById.Values.MaxBy(message => message.Info.MaxLength)!;
        longest.Info.MaxLength.Should().Be(255);
        var writer = new FrameWriter(1, 1) { Signer = new FrameSigner(Key, 3, SigningClock.StandingAt(LocalTime)) };
        var payload = new byte[255];
        Array.Fill(payload, (byte)0xA5);
        longest.Frame(payload, writer).Should().HaveCount(FrameWriter.MaxFrameLength);
    }
}
