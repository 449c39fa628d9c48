using DroneCommand.Mavlink.Generator;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using FsCheck.Xunit;

namespace DroneCommand.Mavlink.Tests.Wire;

/// <summary>What holds for every message, whatever its fields say.</summary>
public class EveryMessageTests
{
    private const int Tries = 10;

    [Property(MaxTest = Tries)]
    public void Version_2_makes_the_round_trip_without_the_zeros_at_its_end(int seed)
    {
        foreach (var (message, payload, because) in Messages(seed))
        {
            var sent = message.Frame(payload, Writer(2));
            var frame = Read(sent, because);
            frame.Info!.Name.Should().Be(message.Info.Name);
            (frame.Version, frame.Sequence, frame.SystemId, frame.ComponentId).Should().Be((2, 7, 42, 191));
            var end = Math.Max(1, payload.AsSpan().LastIndexOfAnyExcept((byte)0) + 1);
            frame.Payload.ToArray().Should().Equal(payload[..end], because);
            message.Rewrite(frame, Writer(2)).Should().Equal(sent, because);
        }
    }

    [Property(MaxTest = Tries)]
    public void Version_1_makes_the_round_trip_without_extensions(int seed)
    {
        foreach (var (message, payload, because) in Messages(seed).Where(m => m.Message.Info.Id <= byte.MaxValue))
        {
            var sent = message.Frame(payload, Writer(1));
            var frame = Read(sent, because);
            (frame.Version, frame.Sequence, frame.SystemId, frame.ComponentId).Should().Be((1, 7, 42, 191));
            var known = payload[..message.Info.MinLength];
            frame.Payload.ToArray().Should().Equal(known, because);
            message.Rewrite(frame, Writer(1)).Should().Equal(sent, because);
            message.Payload(frame.Payload).Should().Equal(Padded(known, message), because);
        }
    }

    [Property(MaxTest = 2)]
    public void A_payload_cut_anywhere_reads_as_with_zeros(int seed)
    {
        foreach (var (message, payload, because) in Messages(seed))
            for (var length = 0; length <= payload.Length; length++)
            {
                var frame = Read(
                    RawFrame.V2(message.Info.Id, message.Info.CrcExtra, payload.AsSpan(0, length)),
                    because
                );
                message.Payload(frame.Payload).Should().Equal(Expected(payload[..length], message), because);
            }
    }

    [Property(MaxTest = Tries)]
    public void A_sender_without_the_extensions_is_understood_and_one_with_newer_ones_as_well(int seed)
    {
        foreach (var (message, payload, because) in Messages(seed))
        {
            var info = message.Info;
            var old = Read(RawFrame.V2(info.Id, info.CrcExtra, payload.AsSpan(0, info.MinLength)), because);
            message.Payload(old.Payload).Should().Equal(Padded(payload[..info.MinLength], message), because);
            byte[] newer = [.. payload, .. Enumerable.Repeat((byte)0xA5, 255 - payload.Length)];
            var frame = Read(RawFrame.V2(info.Id, info.CrcExtra, newer), because);
            frame.Payload.Length.Should().Be(255);
            message.Payload(frame.Payload).Should().Equal(payload, because);
            if (info.Id > byte.MaxValue)
                continue;
            // Some senders put extensions into version 1, where they are not meant to be.
            frame = Read(RawFrame.V1(info.Id, info.CrcExtra, payload), because);
            message.Payload(frame.Payload).Should().Equal(payload, because);
        }
    }

    [Fact]
    public void Properties_read_the_bytes_where_the_definition_has_them()
    {
        // Each field alone is set, so that nothing but its own property may change.
        foreach (var definition in Definitions.Dialect.Messages)
        {
            var message = AnyMessages.ById[definition.Id];
            foreach (var laid in new WireLayout(definition).Fields.Where(f => f.Field.Constant == null))
            {
                var payload = new byte[message.Info.MaxLength];
                var size = WireType.SizeOf(laid.Field.Type) * Math.Max(1, laid.Field.Length);
                payload.AsSpan(laid.Offset, size).Fill(0x31);
                var empty = NodePeer.MessageFields.Of(definition, message.Read([]));
                var read = NodePeer.MessageFields.Of(definition, message.Read(payload));
                foreach (var (name, value) in read)
                    (value!.ToJsonString() != empty[name]!.ToJsonString())
                        .Should()
                        .Be(name == laid.Field.Name, "{0}.{1}, with {2} set", definition.Name, name, laid.Field.Name);
            }
        }
    }

    private static IEnumerable<(IAnyMessage Message, byte[] Payload, string Because)> Messages(int seed)
    {
        var random = new Random(seed);
        foreach (var definition in Definitions.Dialect.Messages)
        {
            var payload = RandomPayload.Of(definition, random);
            var message = AnyMessages.ById[definition.Id];
            yield return (message, payload, $"{definition.Name}, seed {seed}: {Convert.ToHexString(payload)}");
        }
    }

    private static FrameWriter Writer(int version) => new(42, 191, version) { NextSequence = 7 };

    private static FrameView Read(ReadOnlySpan<byte> bytes, string because)
    {
        new FrameReader().TryReadDatagram(ref bytes, out var frame).Should().BeTrue(because);
        bytes.IsEmpty.Should().BeTrue(because);
        return frame;
    }

    private static byte[] Padded(byte[] payload, IAnyMessage message) =>
        [.. payload, .. new byte[message.Info.MaxLength - payload.Length]];

    /// <summary>HEARTBEAT's version is written as 3 whatever was read.</summary>
    private static byte[] Expected(byte[] payload, IAnyMessage message)
    {
        var expected = Padded(payload, message);
        if (message.Info.Id == MessageIds.Heartbeat)
            expected[8] = 3;
        return expected;
    }
}
