using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Telemetry;

public class StreamRequesterTests
{
    [Fact]
    public void What_is_wanted_is_asked_for_once_and_again_only_when_its_rate_falls() =>
        Bench.Run(async bench =>
        {
            var time = bench.Connection.Time;
            var sending = true;
            using var timer = time.CreateTimer(
                _ =>
                {
                    if (sending && bench.Vehicle.Streams.ContainsKey(MessageIds.VfrHud))
                        bench.Vehicle.Say(new VfrHud());
                    bench.Vehicle.SayHeartbeat();
                },
                null,
                TimeSpan.Zero,
                TimeSpan.FromMilliseconds(500)
            );
            using var streams = new StreamRequester(
                bench.Connection,
                bench.Services.Commands,
                [new StreamWish(MessageIds.VfrHud, 2)]
            );
            using var end = new CancellationTokenSource();
            await Task.Delay(TimeSpan.FromSeconds(1), time, CancellationToken.None);
            var running = streams.Run(end.Token);
            await Task.Delay(TimeSpan.FromSeconds(30), time, CancellationToken.None);
            bench.Vehicle.Streams[MessageIds.VfrHud].Should().Be(500_000);
            streams.Streams[0].Requests.Should().Be(1);
            streams.Streams[0].MeasuredHertz.Should().BeApproximately(2, 0.3);

            sending = false;
            await Task.Delay(TimeSpan.FromSeconds(60), time, CancellationToken.None);
            streams.Streams[0].Requests.Should().BeInRange(3, 7, "less and less often");
            await end.CancelAsync();
            await running;
        });

    [Fact]
    public void A_vehicle_that_is_not_heard_is_not_asked() =>
        Bench.Run(async bench =>
        {
            using var streams = new StreamRequester(bench.Connection, bench.Services.Commands);
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20), bench.Connection.Time);
            await streams.Run(end.Token);
            bench.Vehicle.Commands.Should().BeEmpty();
        });

    [Fact]
    public void A_refusal_is_shown() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => MavResult.Unsupported;
            await bench.Meet();
            using var streams = new StreamRequester(
                bench.Connection,
                bench.Services.Commands,
                [new StreamWish(MessageIds.Wind, 1)]
            );
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(6), bench.Connection.Time);
            await streams.Run(end.Token);
            streams.Streams[0].Refusal.Should().Contain("unsupported");
        });

    [Fact]
    public void Our_heartbeat_stops_within_two_seconds_when_nobody_feeds_it() =>
        Bench.Run(async bench =>
        {
            var beats = 0;
            bench.Vehicle.On<Heartbeat>(h => beats += h.Type == MavType.Gcs ? 1 : 0);
            await using var heartbeat = new GroundHeartbeat(bench.Connection);
            for (var second = 0; second < 10; second++)
            {
                heartbeat.Feed();
                await Task.Delay(TimeSpan.FromSeconds(1), bench.Connection.Time);
            }
            beats.Should().BeInRange(9, 11);
            var before = beats;
            await Task.Delay(TimeSpan.FromSeconds(20), bench.Connection.Time);
            (beats - before).Should().BeLessThanOrEqualTo(2);
            heartbeat.IsFed.Should().BeFalse();
        });
}
