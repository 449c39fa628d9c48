using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Links;

public class OutgoingQueueTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FrameWriter _writer = new(255, 190);
    private readonly OutgoingQueue _queue;

    public OutgoingQueueTests() => _queue = new OutgoingQueue(_time);

    [Fact]
    public void The_oldest_measurement_makes_room_and_the_order_stays()
    {
        Command(1);
        for (var i = 0; i < OutgoingQueue.Capacity - 1; i++)
            Measurement(i);
        Command(2);
        Measurement(1000);
        _queue.Dropped.Should().Be(2);
        var sent = Sent();
        sent[0].Should().Be("command 1");
        sent[1].Should().Be("measurement 2", "0 and 1 were the oldest");
        sent[^2..].Should().Equal("command 2", "measurement 1000");
        sent.Where(s => s.StartsWith('m')).Select(s => int.Parse(s[12..], null)).Should().BeInAscendingOrder();
        sent.Should().HaveCount(OutgoingQueue.Capacity);
    }

    [Fact]
    public void Commands_are_kept_and_what_finds_no_room_is_refused()
    {
        for (var i = 0; i < OutgoingQueue.Capacity; i++)
            Command(i);
        _queue.Add(TestFrames.Of(new CommandLong { Param1 = 1000 }, _writer)).Should().BeFalse();
        _queue.Add(TestFrames.Heartbeat(255)).Should().BeFalse();
        Sent().Should().Equal(Enumerable.Range(0, OutgoingQueue.Capacity).Select(i => $"command {i}"));
    }

    [Fact]
    public void What_stops_a_vehicle_overtakes_all_but_its_like()
    {
        Command(1);
        Measurement(1);
        Order(MavCmd.DoSetMode, 11);
        Command(2);
        Order(MavCmd.NavReturnToLaunch, 12);
        Sent().Should().Equal("command 11", "command 12", "command 1", "measurement 1", "command 2");
        Command(3);
        Order(MavCmd.DoSetMode, 13);
        Sent().Should().Equal("command 13", "command 3");
    }

    [Fact]
    public void What_stops_a_vehicle_finds_room_where_everything_else_is_refused()
    {
        for (var i = 0; i < OutgoingQueue.Capacity; i++)
            Command(i);
        Order(MavCmd.DoSetMode, 1000);
        var sent = Sent();
        sent[0].Should().Be("command 1000");
        sent[1].Should().Be("command 1", "the oldest made room");
        sent.Should().HaveCount(OutgoingQueue.Capacity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Commands_are_known_in_both_forms_and_versions(int version)
    {
        var writer = new FrameWriter(255, 190, version);
        Urgency.Includes(TestFrames.Of(new CommandLong { Command = MavCmd.NavLand }, writer)).Should().BeTrue();
        Urgency.Includes(TestFrames.Of(new CommandInt { Command = MavCmd.DoSetMode }, writer)).Should().BeTrue();
        Urgency.Includes(TestFrames.Of(new SetMode { CustomMode = 6 }, writer)).Should().BeTrue();
        Urgency.Includes(TestFrames.Of(new CommandInt { Command = MavCmd.DoReposition }, writer)).Should().BeFalse();
        Urgency.Includes(TestFrames.Of(new CommandLong { Param1 = 3 }, writer)).Should().BeFalse();
        Urgency.Includes(TestFrames.Heartbeat(255, version: version)).Should().BeFalse();
    }

    [Fact]
    public void What_waited_too_long_is_not_sent()
    {
        Command(1);
        _time.Advance(OutgoingQueue.MaxAge);
        Command(2);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Sent().Should().Equal("command 2");
        _queue.Dropped.Should().Be(1);
    }

    [Fact]
    public void A_message_that_the_dialect_does_not_have_counts_as_part_of_a_conversation()
    {
        byte[] unknown = [0xFD, 1, 0, 0, 0, 1, 1, 0xFF, 0xFF, 0xFF, 0, 0, 0];
        for (var i = 0; i < OutgoingQueue.Capacity; i++)
            _queue.Add(unknown).Should().BeTrue();
        _queue.Add(unknown).Should().BeFalse();
    }

    private void Command(int number) =>
        _queue.Add(TestFrames.Of(new CommandLong { Param1 = number }, _writer)).Should().BeTrue();

    private void Order(MavCmd command, int number) =>
        _queue.Add(TestFrames.Of(new CommandLong { Command = command, Param1 = number }, _writer)).Should().BeTrue();

    private void Measurement(int number) =>
        _queue.Add(TestFrames.Of(new SystemTime { TimeBootMs = (uint)number }, _writer)).Should().BeTrue();

    private List<string> Sent()
    {
        var sent = new List<string>();
        var reader = new FrameReader();
        var batch = new byte[1024];
        for (int length; (length = _queue.Take(batch, batch.Length)) > 0; )
        {
            reader.Append(batch.AsSpan(0, length));
            while (reader.TryRead(out var frame))
                sent.Add(
                    frame.TryRead<CommandLong>(out var command)
                        ? $"command {command.Param1}"
                        : $"measurement {frame.Read<SystemTime>().TimeBootMs}"
                );
        }
        return sent;
    }
}
