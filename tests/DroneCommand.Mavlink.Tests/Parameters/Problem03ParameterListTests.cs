using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Parameters;

/// <summary>Problem 3 of the twelve that users of other stacks meet: parameter lists with holes, on lossy links.</summary>
public class Problem03ParameterListTests
{
    private const int Many = 1200;

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.05, 1)]
    [InlineData(0.05, 2)]
    [InlineData(0.05, 3)]
    [InlineData(0.1, 4)]
    [InlineData(0.3, 5)]
    public void Twelve_hundred_parameters_come_whole(double loss, int seed) =>
        Bench.Run(
            async bench =>
            {
                using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, Many);
                using var telemetry = bench.Vehicle.StartTelemetry();
                var begun = bench.Connection.Time.GetTimestamp();
                var list = await bench.Services.Parameters.List();
                list.Reason.Should().BeEmpty("{0}", bench.Channel);
                list.Parameters.Should().Equal(vehicle.Values, "{0}", bench.Channel);
                bench
                    .Connection.Time.GetElapsedTime(begun)
                    .Should()
                    .BeLessThan(TimeSpan.FromSeconds(loss > 0.2 ? 120 : 45), "{0}", bench.Channel);
            },
            seed,
            loss
        );

    [Theory]
    [InlineData(0.05, 200)]
    [InlineData(0.3, 50)]
    public void Over_many_seeds_the_list_is_whole_each_time(double loss, int seeds)
    {
        for (var seed = 1; seed <= seeds; seed++)
            Bench.Run(
                async bench =>
                {
                    using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, Many);
                    using var telemetry = bench.Vehicle.StartTelemetry();
                    var list = await bench.Services.Parameters.List();
                    list.IsDone.Should().BeTrue("{0}: {1}", bench.Channel, list.Reason);
                    list.Parameters.SequenceEqual(vehicle.Values).Should().BeTrue("{0}", bench.Channel);
                },
                seed,
                loss
            );
    }

    [Fact]
    public void The_list_is_asked_for_once_and_gaps_in_small_batches() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, Many);
            bench.Channel.Drop = (fromGround, f) =>
                !fromGround
                && f.MessageId == MessageIds.ParamValue
                && f.Read<ParamValue>().ParamIndex % 100 < 3
                && vehicle.Reads.Count == 0;
            (await bench.Services.Parameters.List()).IsDone.Should().BeTrue();
            vehicle.Lists.Should().Be(1);
            vehicle.Reads.Should().HaveCount(36).And.OnlyContain(index => index % 100 < 3);
        });

    [Fact]
    public void A_slow_vehicle_is_waited_for_at_its_own_rate() =>
        Bench.Run(async bench =>
        {
            // A radio of 9.6 kbit/s: a value each quarter of a second.
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 60, perSecond: 0);
            var next = 0;
            using var slow = bench.Connection.Time.CreateTimer(
                _ =>
                {
                    if (vehicle.Lists > 0 && next < 60)
                        vehicle.Say(next++);
                },
                null,
                TimeSpan.FromSeconds(0.25),
                TimeSpan.FromSeconds(0.25)
            );
            (await bench.Services.Parameters.List()).IsDone.Should().BeTrue();
            vehicle.Reads.Should().BeEmpty("the stream never paused");
        });

    [Fact]
    public void A_list_whose_last_values_are_lost_is_not_complete() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 50);
            bench.Channel.Drop = (fromGround, f) =>
                !fromGround
                && f.MessageId == MessageIds.ParamValue
                && f.Read<ParamValue>().ParamIndex >= 45
                && vehicle.Reads.Count == 0;
            var list = await bench.Services.Parameters.List();
            list.Parameters.Should().Equal(vehicle.Values);
        });

    [Fact]
    public void One_that_the_vehicle_never_says_makes_the_list_incomplete_and_is_counted() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 50);
            using var telemetry = bench.Vehicle.StartTelemetry();
            bench.Channel.Drop = (_, f) => f.MessageId == MessageIds.ParamValue && f.Read<ParamValue>().ParamIndex == 7;
            var list = await bench.Services.Parameters.List();
            list.End.Should().Be(ParameterEnd.NoAnswer);
            list.Total.Should().Be(50);
            list.Parameters.Should().HaveCount(49);
            list.Reason.Should().Be("the vehicle does not answer for some of them: 1 of 50 are missing");
        });

    [Fact]
    public void While_the_link_is_silent_nothing_is_asked_and_afterwards_it_goes_on_where_it_was() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, Many);
            using var telemetry = bench.Vehicle.StartTelemetry();
            var sentInTheDark = 0;
            bench.Later(TimeSpan.FromSeconds(2), () => bench.Channel.Loss = 1);
            bench.Later(TimeSpan.FromSeconds(8), () => sentInTheDark = bench.Channel.SentByGround);
            bench.Later(
                TimeSpan.FromSeconds(22),
                () =>
                {
                    bench.Channel.SentByGround.Should().Be(sentInTheDark, "nobody hears it");
                    bench.Channel.Loss = 0;
                }
            );
            var list = await bench.Services.Parameters.List();
            list.Parameters.Should().Equal(vehicle.Values);
            vehicle.Lists.Should().Be(1, "what came before the silence is kept");
        });

    [Fact]
    public void A_link_that_stays_silent_ends_it() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, Many);
            bench.Later(TimeSpan.FromSeconds(1), () => bench.Channel.Loss = 1);
            var list = await bench.Services.Parameters.List();
            list.End.Should().Be(ParameterEnd.NoAnswer);
            list.Reason.Should().StartWith("the vehicle fell silent: ");
        });

    [Fact]
    public void A_parameter_that_appears_meanwhile_shifts_the_numbers_and_the_list_begins_anew() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 300);
            vehicle.Streaming = index =>
            {
                if (index == 150 && vehicle.Values.Count == 300)
                    vehicle.Values.Insert(20, new Parameter("NEW_ONE", MavParamType.Int8, 1));
            };
            (await bench.Services.Parameters.List()).Parameters.Should().Equal(vehicle.Values);
        });

    [Fact]
    public void The_checksum_at_the_end_of_PX4s_list_is_no_parameter() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 40) { SendsHash = true };
            var list = await bench.Services.Parameters.List();
            list.Parameters.Should().HaveCount(40).And.NotContain(p => p.Name == Parameter.HashCheck);
        });

    [Fact]
    public void Copies_and_overtaken_values_change_nothing() =>
        Bench.Run(
            async bench =>
            {
                bench.Channel.Duplication = 0.3;
                bench.Channel.Jitter = TimeSpan.FromMilliseconds(400);
                using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 300);
                (await bench.Services.Parameters.List()).Parameters.Should().Equal(vehicle.Values);
            },
            seed: 9,
            loss: 0.1
        );
}
