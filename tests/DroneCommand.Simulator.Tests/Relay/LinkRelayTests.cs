using System.Buffers.Binary;
using DroneCommand.Simulator.Relay;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Simulator.Tests.Relay;

public sealed class LinkRelayTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<(int Number, double At)> _arrived = [];
    private LinkRelay? _relay;

    [Fact]
    public void A_perfect_link_hands_on_everything_in_order()
    {
        Carry(new RelayConditions(), 100, everyMs: 1);
        _arrived.Select(a => a.Number).Should().Equal(Enumerable.Range(0, 100));
    }

    [Fact]
    public void The_same_seed_gives_the_same_and_another_seed_another_result()
    {
        var bad = new RelayConditions
        {
            Loss = 0.2,
            Delay = TimeSpan.FromMilliseconds(50),
            Jitter = TimeSpan.FromMilliseconds(40),
            Duplicate = 0.1,
            Reorder = 5,
        };
        Carry(bad, 300, everyMs: 3);
        var first = _arrived.ToArray();
        Carry(bad, 300, everyMs: 3);
        // The second run begins at another time of the same clock.
        _arrived.Select(a => a.Number).Should().Equal(first.Select(a => a.Number));
        Carry(bad with { Seed = 2 }, 300, everyMs: 3);
        _arrived.Select(a => a.Number).Should().NotEqual(first.Select(a => a.Number));
    }

    [Fact]
    public void A_share_is_lost_and_a_share_comes_twice()
    {
        Carry(new RelayConditions { Loss = 0.3, Duplicate = 0.2 }, 5000, everyMs: 1);
        _relay!.Down.Dropped.Should().BeInRange(1400, 1600);
        (_arrived.Count - _arrived.Distinct().Count()).Should().BeInRange(620, 780, "copies of what was not lost");
    }

    [Fact]
    public void It_takes_its_time_give_or_take()
    {
        Carry(
            new RelayConditions { Delay = TimeSpan.FromMilliseconds(200), Jitter = TimeSpan.FromMilliseconds(50) },
            500,
            everyMs: 10
        );
        var took = _arrived.Select(a => a.At - (a.Number * 10)).ToList();
        took.Min().Should().BeInRange(149, 155);
        took.Max().Should().BeInRange(245, 251);
    }

    [Fact]
    public void One_is_overtaken_by_as_many_as_the_window_says_and_by_no_more()
    {
        Carry(new RelayConditions { Reorder = 16 }, 2000, everyMs: 10);
        var order = _arrived.Select(a => a.Number).ToList();
        order.Should().HaveCount(2000).And.NotBeInAscendingOrder();
        var overtaken = order.Select((number, i) => order.Take(i).Count(other => other > number)).ToList();
        overtaken.Max().Should().BeLessThanOrEqualTo(16).And.BeGreaterThan(8);
    }

    [Fact]
    public void What_waits_to_be_overtaken_goes_on_when_nothing_comes()
    {
        Carry(new RelayConditions { Reorder = 16 }, 3, everyMs: 10);
        _arrived.Select(a => a.Number).Should().BeEquivalentTo([0, 1, 2]);
        _arrived.Max(a => a.At).Should().BeLessThan(600);
    }

    [Fact]
    public void A_narrow_line_serialises_and_drops_what_finds_no_room()
    {
        // Ten bytes take 10 ms at 8,000 bit/s.
        Carry(new RelayConditions { Bandwidth = 8000, QueueBytes = 100 }, 200, everyMs: 5, bytes: 10);
        _arrived.Zip(_arrived.Skip(1)).Should().OnlyContain(pair => pair.Second.At - pair.First.At >= 9.9);
        _relay!.Down.Dropped.Should().BeInRange(80, 100, "half of it is too much for the line");
    }

    [Theory]
    [InlineData(RelayDirection.Up, 0)]
    [InlineData(RelayDirection.Down, 20)]
    public void Only_the_one_way_carries(RelayDirection only, int arrive)
    {
        Carry(new RelayConditions { OneWay = only }, 20, everyMs: 10);
        _arrived.Should().HaveCount(arrive);
    }

    [Fact]
    public void A_flapping_link_is_there_and_gone_by_turns()
    {
        Carry(new RelayConditions { Flap = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5)) }, 300, everyMs: 10);
        _arrived.Select(a => a.Number).Should().Equal(Enumerable.Range(0, 100).Concat(Enumerable.Range(150, 100)));
    }

    public void Dispose() => _relay?.Dispose();

    /// <summary>Sends numbered datagrams down and lets all of them arrive.</summary>
    private void Carry(RelayConditions conditions, int count, int everyMs, int bytes = 4)
    {
        _arrived.Clear();
        _relay?.Dispose();
        var begun = _time.GetTimestamp();
        _relay = new LinkRelay(
            conditions,
            _time,
            _ => { },
            datagram =>
                _arrived.Add(
                    (BinaryPrimitives.ReadInt32LittleEndian(datagram), _time.GetElapsedTime(begun).TotalMilliseconds)
                )
        );
        var payload = new byte[bytes];
        for (var i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(payload, i);
            _relay.FromVehicle(payload);
            for (var ms = 0; ms < everyMs; ms++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
            }
        }

        for (var ms = 0; ms < 2000; ms++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }
}
