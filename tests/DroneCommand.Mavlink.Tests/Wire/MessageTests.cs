using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Tests.Wire;

public class MessageTests
{
    [Fact]
    public void The_table_knows_every_generated_message()
    {
        AnyMessages.ById.Should().HaveCountGreaterThanOrEqualTo(325).And.HaveCount(MessageTable.All.Count);
        foreach (var (id, message) in AnyMessages.ById)
        {
            MessageTable.TryGet(id, out var info).Should().BeTrue();
            info.Should().Be(message.Info);
        }
        MessageTable.TryGet(3, out _).Should().BeFalse();
        MessageTable.TryGet(0xFFFFFF, out _).Should().BeFalse();
    }

    [Fact]
    public void Every_message_writes_what_it_read_at_any_length()
    {
        const int seed = 20260822;
        var random = new Random(seed);
        foreach (var message in AnyMessages.ById.Values)
            for (var length = 0; length <= 255; length += random.Next(1, 20))
            {
                var payload = new byte[length];
                random.NextBytes(payload);
                var expected = new byte[message.Info.MaxLength];
                payload.AsSpan(0, Math.Min(length, expected.Length)).CopyTo(expected);
                if (message.Info.Id == MessageIds.Heartbeat)
                    expected[8] = 3; // mavlink_version is a constant
                message
                    .Payload(payload)
                    .Should()
                    .Equal(expected, "{0} of {1} bytes, seed {2}", message.Info.Name, length, seed);
            }
    }

    [Fact]
    public void Fields_are_typed_and_text_ends_at_nul()
    {
        var text = new Statustext { Severity = MavSeverity.Warning, Text = "PreArm: Need Position Estimate" };
        var payload = new byte[54];
        text.Write(payload).Should().Be(54);
        var read = Statustext.Read(payload);
        read.Severity.Should().Be(MavSeverity.Warning);
        read.Text.ToString().Should().Be("PreArm: Need Position Estimate");
        read.Text.Equals("PreArm: Need Position Estimate").Should().BeTrue();
        Text16 name = "A name that is longer than sixteen bytes";
        name.ToString().Should().Be("A name that is l");
        Text10 cut = "äöüäöü";
        cut.ToString().Should().Be("äöüäö");
    }

    [Fact]
    public void Arrays_keep_their_elements()
    {
        var status = new BatteryStatus { Voltages = new ushort[] { 4100, 4099 }, Id = 2 };
        var payload = new byte[54];
        status.Write(payload);
        var voltages = BatteryStatus.Read(payload).Voltages;
        voltages[1].Should().Be(4099);
        voltages.AsSpan()[2..].ToArray().Should().OnlyContain(v => v == 0);
    }
}
