using System.Collections.Concurrent;
using DroneCommand.Mavlink.Wire.Signing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Wire.Signing;

public class SigningClockTests
{
    private const long Second = SigningTime.UnitsPerSecond;
    private const long LocalTime = SignedFrames.LocalTime;

    [Fact]
    public void Timestamps_count_ten_microseconds_since_2015()
    {
        SigningTime.From(new DateTimeOffset(2015, 1, 1, 0, 0, 1, TimeSpan.Zero)).Should().Be(100_000);
        SigningTime.From(new DateTimeOffset(2015, 1, 1, 1, 0, 1, TimeSpan.FromHours(1))).Should().Be(100_000);
        SigningTime.From(DateTimeOffset.UnixEpoch).Should().Be(0);
        SigningTime.From(DateTimeOffset.MaxValue).Should().Be(SigningTime.Max);
        SigningTime.ToTime(SigningTime.Max).Year.Should().Be(2104);
        SigningTime.ToTime(long.MaxValue).Year.Should().Be(2104);
        SigningTime.ToTime(-1).Year.Should().Be(2015);
        var clock = new SigningClock(new FakeTimeProvider(new DateTimeOffset(2015, 1, 1, 0, 0, 3, TimeSpan.Zero)));
        clock.Next().Should().Be(300_000);
    }

    [Fact]
    public void While_the_system_clock_stands_each_timestamp_is_above_the_one_before()
    {
        var clock = new SigningClock(SignedFrames.TimeAt(LocalTime));
        Enumerable
            .Range(0, 5)
            .Select(_ => clock.Next())
            .Should()
            .Equal(Enumerable.Range(0, 5).Select(i => LocalTime + i));
    }

    [Fact]
    public async Task Many_threads_never_get_the_same_one()
    {
        var clock = new SigningClock(SignedFrames.TimeAt(LocalTime));
        var given = new ConcurrentBag<long>();
        void Take()
        {
            for (var i = 0; i < 2000; i++)
                given.Add(clock.Next());
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Take)));
        given.Distinct().Should().HaveCount(8000);
    }

    [Fact]
    public void Fault_S8_the_system_clock_jumps_an_hour_back_and_forth()
    {
        var time = new JumpingTime(LocalTime);
        var clock = new SigningClock(time);
        var given = new List<long> { clock.Next() };
        foreach (var jump in new[] { -3600, 3600, 3600, -3600, -3600 })
        {
            time.Jump(jump * Second);
            given.AddRange([clock.Next(), clock.Next()]);
        }
        given.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        time.Jump(3 * 3600 * Second);
        clock.Next().Should().Be(time.Now, "it follows the system's clock again when that has caught up");
    }

    [Fact]
    public void A_verified_frame_pulls_it_forward_and_never_back()
    {
        var clock = new SigningClock(SignedFrames.TimeAt(LocalTime));
        clock.Follow(LocalTime + 500);
        clock.Next().Should().Be(LocalTime + 501);
        clock.Follow(LocalTime - 500);
        clock.Next().Should().Be(LocalTime + 502);
        clock.Now.Should().Be(LocalTime + 502);
    }

    [Fact]
    public void A_vehicle_that_claims_the_end_of_time_leaves_timestamps_to_go_on_with()
    {
        var clock = new SigningClock(SignedFrames.TimeAt(LocalTime));
        clock.Follow(SigningTime.Max);
        var next = clock.Next();
        next.Should().BeGreaterThan(SigningTime.Max - SignatureVerifier.NewStreamTolerance);
        clock.Next().Should().Be(next + 1);
    }

    [Fact]
    public async Task An_orderly_restart_goes_on_where_it_was()
    {
        var store = new TimeStore();
        var time = new JumpingTime(LocalTime);
        var clock = await SigningClock.Open(store, time);
        var last = clock.Next();
        await clock.Close();
        store.Stored.Should().Be(last);
        time.Jump(15 * Second);
        (await SigningClock.Open(store, time)).Next().Should().Be(time.Now);
    }

    [Fact]
    public async Task After_a_crash_it_begins_above_all_that_was_used_and_less_than_a_minute_ahead()
    {
        var store = new TimeStore();
        var time = new JumpingTime(LocalTime);
        var last = (await SigningClock.Open(store, time)).Next();
        time.Jump(-3600 * Second);
        var again = (await SigningClock.Open(store, time)).Next();
        again.Should().BeGreaterThan(last).And.BeLessThan(last + SignatureVerifier.NewStreamTolerance);
    }

    [Fact]
    public async Task The_store_is_written_a_few_times_a_minute_whatever_is_sent()
    {
        var store = new TimeStore();
        var time = new JumpingTime(LocalTime);
        var clock = await SigningClock.Open(store, time);
        for (var second = 0; second < 600; second++)
        {
            for (var frame = 0; frame < 50; frame++)
                clock.Next();
            await clock.Persist();
            time.Jump(Second);
        }
        store.Saves.Should().BeInRange(20, 40);
    }

    [Fact]
    public async Task Signing_goes_on_while_the_store_fails_and_the_reserve_is_made_up_afterwards()
    {
        var store = new TimeStore();
        var time = new JumpingTime(LocalTime);
        var clock = await SigningClock.Open(store, time);
        store.Fails = true;
        time.Jump(120 * Second);
        var persist = () => clock.Persist();
        await persist.Should().ThrowAsync<IOException>();
        clock.Next().Should().Be(time.Now);
        store.Fails = false;
        await clock.Persist();
        store.Stored.Should().BeGreaterThan(time.Now);
    }

    [Property(MaxTest = 200)]
    public Property Whatever_happens_no_timestamp_comes_twice() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed =>
            {
                var random = new Random(seed);
                var store = new TimeStore();
                var time = new JumpingTime(LocalTime);
                var clock = SigningClock.Open(store, time).GetAwaiter().GetResult();
                var newest = 0L;
                for (var step = 0; step < 200; step++)
                {
                    switch (random.Next(6))
                    {
                        case 0:
                            time.Jump(random.NextInt64(-7200 * Second, 7200 * Second));
                            break;
                        case 1:
                            clock.Follow(time.Now + random.NextInt64(-10 * Second, 10 * Second));
                            break;
                        case 2:
                            if (random.Next(2) == 0)
                                clock.Close().GetAwaiter().GetResult();
                            clock = SigningClock.Open(store, time).GetAwaiter().GetResult();
                            break;
                    }
                    clock.Persist().GetAwaiter().GetResult();
                    var next = clock.Next();
                    if (next <= newest || next > store.Stored)
                        return false.Label($"seed {seed}, step {step}: {next} after {newest}, stored {store.Stored}");
                    newest = next;
                }
                return true.ToProperty();
            }
        );

    /// <summary>A system clock that an administrator or NTP sets.</summary>
    private sealed class JumpingTime(long timestamp) : TimeProvider
    {
        public long Now { get; private set; } = timestamp;

        public void Jump(long units) => Now += units;

        public override DateTimeOffset GetUtcNow() => SigningTime.ToTime(Now);
    }

    private sealed class TimeStore : ISigningTimeStore
    {
        public long Stored { get; private set; }

        public int Saves { get; private set; }

        public bool Fails { get; set; }

        public Task<long> Load(CancellationToken cancellation = default) => Task.FromResult(Stored);

        public Task Save(long timestamp, CancellationToken cancellation = default)
        {
            if (Fails)
                return Task.FromException(new IOException("no space left"));
            Stored = timestamp;
            Saves++;
            return Task.CompletedTask;
        }
    }
}
