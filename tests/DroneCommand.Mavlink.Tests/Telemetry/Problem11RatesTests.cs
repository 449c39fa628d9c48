using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Telemetry;

/// <summary>
/// Problem 11 of those that users meet: another station resets the rates that were asked for (ardupilot#17046, #19761,
/// MissionPlanner#2010).
/// </summary>
public class Problem11RatesTests
{
    private static readonly StreamWish Hud = new(MessageIds.VfrHud, 2);
    private static readonly StreamWish Attitude = new(MessageIds.Attitude, 4);

    [Fact]
    public void Rates_that_another_station_resets_are_asked_for_again_and_the_station_is_named() =>
        Run(
            async (bench, streams) =>
            {
                await Seconds(bench, 20);
                streams.Streams.Sum(s => s.Requests).Should().Be(2, "both come as wanted");
                streams.Competitor.Should().BeNull();

                Overhear(
                    streams,
                    new RequestDataStream
                    {
                        TargetSystem = ScriptedVehicle.SystemId,
                        ReqStreamId = MavDataStream.Extra2,
                        ReqMessageRate = 0,
                    }
                );
                bench.Vehicle.Streams[MessageIds.VfrHud] = 0;
                await Seconds(bench, 15);
                streams
                    .Competitor!.ToString()
                    .Should()
                    .Be("the station of system 250, component 190, asks with REQUEST_DATA_STREAM");
                streams.Streams[0].Requests.Should().Be(2, "it is asked for once more");
                streams.Streams[0].ToString().Should().Be("VFR_HUD: 2 of 2 a second, asked 2 times");
            },
            Hud,
            Attitude
        );

    [Fact]
    public void A_station_that_resets_them_each_second_is_answered_less_and_less_often() =>
        Run(
            async (bench, streams) =>
            {
                await Seconds(bench, 10);
                for (var second = 0; second < 240; second++)
                {
                    bench.Vehicle.Streams[MessageIds.VfrHud] = 0;
                    await Seconds(bench, 1);
                }
                streams.Streams[0].Requests.Should().BeInRange(5, 12, "in four minutes");
            },
            Hud,
            Attitude
        );

    [Fact]
    public void A_station_that_is_not_heard_shows_in_the_rates() =>
        Run(
            async (bench, streams) =>
            {
                await Seconds(bench, 20);
                bench.Vehicle.Streams[MessageIds.VfrHud] = 0;
                await Seconds(bench, 6);
                streams.Competitor!.SystemId.Should().BeNull();
                streams.Competitor.How.Should().StartWith("VFR_HUD fell from 2 to ");
            },
            Hud,
            Attitude
        );

    [Fact]
    public void The_vehicles_answer_to_another_station_names_it_too() =>
        Run(
            async (bench, streams) =>
            {
                bench.Vehicle.Acknowledge(MavCmd.SetMessageInterval, MavResult.Accepted, to: 252);
                await Seconds(bench, 1);
                streams.Competitor!.SystemId.Should().Be(252);
                bench.Vehicle.Commands.Should().HaveCount(2, "it is no answer to us");
            },
            Hud,
            Attitude
        );

    [Fact]
    public void A_vehicle_that_falls_silent_has_no_other_station() =>
        Run(
            async (bench, streams) =>
            {
                await Seconds(bench, 20);
                bench.Vehicle.Streams.Clear();
                bench.Vehicle.Answer = (_, _) => null;
                await Seconds(bench, 20);
                streams.Competitor.Should().BeNull("all of it fell, as on a bad line");
            },
            Hud,
            Attitude
        );

    [Fact]
    public void Every_heard_vehicle_is_asked_for_four_messages_a_second() =>
        Run(
            async (bench, streams) =>
            {
                await Seconds(bench, 20);
                bench.Vehicle.Streams[MessageIds.VfrHud].Should().Be(500_000);
                bench.Vehicle.Streams[MessageIds.Attitude].Should().Be(500_000);
                streams.MeasuredHertz.Should().BeGreaterThanOrEqualTo(StreamRequester.LeastHertz);
            },
            Hud
        );

    [Fact]
    public void One_that_knows_no_intervals_is_asked_for_them_by_group() =>
        Run(
            async (bench, streams) =>
            {
                bench.Vehicle.Answer = (_, _) => MavResult.Unsupported;
                var groups = new List<RequestDataStream>();
                bench.Vehicle.On<RequestDataStream>(groups.Add);
                await Seconds(bench, 60);
                groups.Should().HaveCountGreaterThan(1).And.HaveCountLessThan(8, "less and less often");
                groups[0].ReqMessageRate.Should().Be(4);
                streams.Streams[0].Refusal.Should().Contain("unsupported");
            },
            Hud
        );

    /// <summary>A vehicle that sends what it was asked for, looked at ten times a second.</summary>
    private static void Run(Func<Bench, StreamRequester, Task> test, params StreamWish[] wishes) =>
        Bench.Run(async bench =>
        {
            var tenths = 0;
            using var timer = bench.Connection.Time.CreateTimer(
                _ => Say(bench.Vehicle, tenths++),
                null,
                TimeSpan.Zero,
                TimeSpan.FromMilliseconds(100)
            );
            using var streams = new StreamRequester(bench.Connection, bench.Services.Commands, wishes);
            using var end = new CancellationTokenSource();
            await Seconds(bench, 1);
            var running = streams.Run(end.Token);
            await test(bench, streams);
            await end.CancelAsync();
            await running;
        });

    private static void Say(ScriptedVehicle vehicle, int tenth)
    {
        if (tenth % 10 == 0)
            vehicle.SayHeartbeat();
        if (IsDue(vehicle, MessageIds.VfrHud, tenth))
            vehicle.Say(new VfrHud());
        if (IsDue(vehicle, MessageIds.Attitude, tenth))
            vehicle.Say(new Attitude());
    }

    private static bool IsDue(ScriptedVehicle vehicle, uint message, int tenth)
    {
        if (!vehicle.Streams.TryGetValue(message, out var microseconds) || microseconds <= 0)
            return false;
        var tenths = microseconds / 100_000;
        return (int)(tenth / tenths) != (int)((tenth - 1) / tenths);
    }

    private static void Overhear<T>(StreamRequester streams, T message)
        where T : struct, IMavlinkMessage<T>
    {
        var buffer = new byte[FrameWriter.MaxFrameLength];
        ReadOnlySpan<byte> datagram = buffer.AsSpan(0, new FrameWriter(250, 190).Write(message, buffer));
        new FrameReader().TryReadDatagram(ref datagram, out var frame).Should().BeTrue();
        streams.Overhear(frame);
    }

    private static Task Seconds(Bench bench, double seconds) =>
        Task.Delay(TimeSpan.FromSeconds(seconds), bench.Connection.Time);
}
