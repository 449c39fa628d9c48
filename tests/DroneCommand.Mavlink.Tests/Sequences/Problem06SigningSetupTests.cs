using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Mavlink.Tests.Sequences;

/// <summary>
/// Local signing turned on before the vehicle took the key leaves both deaf (qgroundcontrol#14250). Here nothing of ours
/// changes before the vehicle was seen to sign, and what is not known is said and waited for with both states accepted.
/// </summary>
public class Problem06SigningSetupTests
{
    private const byte LinkId = 77;

    [Fact]
    public void Problem_6_a_key_counts_only_when_a_heartbeat_signed_with_it_was_seen() =>
        Run(async vehicle =>
        {
            var key = SigningKey.Generate();
            var result = await SetUp(vehicle, null, key);

            result.End.Should().Be(SigningSetupEnd.Accepted);
            result.Text.Should().StartWith("a signed heartbeat seen after ");
            vehicle.Key.Should().Equal(SigningVehicle.Bytes(key));
            vehicle.Own.Signer.Should().BeNull("the caller changes over, after the proof");
            await IsUnderstood(vehicle, key);
        });

    [Fact]
    public void Problem_6_lost_messages_are_sent_again() =>
        Run(async vehicle =>
        {
            var lost = 0;
            vehicle.Channel.Drop = (fromGround, frame) =>
                fromGround && frame.MessageId == MessageIds.SetupSigning && lost++ < 3;
            (await SetUp(vehicle, null, SigningKey.Generate())).End.Should().Be(SigningSetupEnd.Accepted);
            lost.Should().BeGreaterThan(3);
        });

    [Fact]
    public void Problem_6_lost_proofs_are_waited_for() =>
        Run(async vehicle =>
        {
            var lost = 0;
            vehicle.Channel.Drop = (fromGround, frame) => !fromGround && lost++ < 4;
            (await SetUp(vehicle, null, SigningKey.Generate())).End.Should().Be(SigningSetupEnd.Accepted);
        });

    [Fact]
    public void Problem_6_a_vehicle_that_goes_on_as_before_did_not_take_it_and_is_still_heard() =>
        Run(async vehicle =>
        {
            vehicle.Ignores = true;
            var result = await SetUp(vehicle, null, SigningKey.Generate());
            result.End.Should().Be(SigningSetupEnd.NoAnswer);
            result.Text.Should().Be("it goes on as before: it did not take the key");
            result.After.Should().BeLessThanOrEqualTo(SigningSetup.Limit + TimeSpan.FromMilliseconds(10));
            vehicle.Own.Signer.Should().BeNull();
        });

    [Fact]
    public void Problem_6_a_vehicle_that_is_armed_says_why_it_takes_no_key() =>
        Run(async vehicle =>
        {
            vehicle.Armed = true;
            var result = await SetUp(vehicle, null, SigningKey.Generate());
            result.End.Should().Be(SigningSetupEnd.Refused);
            result.Text.Should().Be("ERROR: Won't setup signing when armed");
            vehicle.Key.Should().BeNull();
        });

    [Fact]
    public void Problem_6_silence_after_the_message_is_unknown_and_both_states_are_accepted_until_it_speaks() =>
        Run(async vehicle =>
        {
            var key = SigningKey.Generate();
            vehicle.Channel.Drop = (fromGround, _) => !fromGround;
            var result = await SetUp(vehicle, null, key);
            result.End.Should().Be(SigningSetupEnd.Unknown);
            vehicle.Key.Should().NotBeNull("it took it, and nobody was told");

            var trial = new SigningTrial(null, key, vehicle.Clock, vehicle.Connection.Time);
            vehicle.Channel.Drop = null;
            (await Evidence(vehicle, trial)).Should().Be(SigningEvidence.After);
        });

    [Fact]
    public void Problem_6_a_key_is_replaced_with_proof() =>
        Run(async vehicle =>
        {
            var first = await WithKey(vehicle);
            var second = SigningKey.Generate();
            (await SetUp(vehicle, first, second)).End.Should().Be(SigningSetupEnd.Accepted);
            vehicle.Key.Should().Equal(SigningVehicle.Bytes(second));
            await IsUnderstood(vehicle, second);
        });

    [Fact]
    public void Problem_6_a_vehicle_with_another_key_does_not_take_ours_and_keeps_its_own() =>
        Run(async vehicle =>
        {
            vehicle.Give(SigningKey.Generate());
            var theirs = vehicle.Key;
            var result = await SetUp(vehicle, null, SigningKey.Generate());
            result.End.Should().Be(SigningSetupEnd.NoAnswer, "it signs as before");
            vehicle.Key.Should().Equal(theirs);
            vehicle.Rejected.Should().BeGreaterThan(1);
        });

    [Fact]
    public void Problem_6_over_a_cable_a_key_that_nobody_knows_is_replaced() =>
        Run(async vehicle =>
        {
            vehicle.TrustsLink = true;
            vehicle.Give(SigningKey.Generate());
            (await SetUp(vehicle, null, SigningKey.Generate())).End.Should().Be(SigningSetupEnd.Accepted);
        });

    [Fact]
    public void Problem_6_signing_is_turned_off_with_proof() =>
        Run(async vehicle =>
        {
            var key = await WithKey(vehicle);
            var result = await SetUp(vehicle, key, null);
            result.End.Should().Be(SigningSetupEnd.Accepted);
            result.Text.Should().StartWith("unsigned heartbeats seen after ");
            vehicle.Key.Should().BeNull();
        });

    [Fact]
    public void Problem_6_unsigned_heartbeats_of_a_forger_do_not_prove_that_signing_was_turned_off() =>
        Run(async vehicle =>
        {
            var key = await WithKey(vehicle);
            vehicle.Ignores = true;
            var forger = new FrameWriter(SigningVehicle.SystemId, 1);
            await using var forging = vehicle.Connection.Time.CreateTimer(
                _ =>
                    forger.Send(
                        new Heartbeat { Type = MavType.Quadrotor, Autopilot = MavAutopilot.Ardupilotmega },
                        vehicle.Channel.FromVehicle
                    ),
                null,
                TimeSpan.Zero,
                TimeSpan.FromMilliseconds(100)
            );
            (await SetUp(vehicle, key, null)).End.Should().Be(SigningSetupEnd.NoAnswer);
        });

    [Fact]
    public void Problem_6_a_reboot_in_the_middle_does_not_lose_the_key() =>
        Run(async vehicle =>
        {
            var key = SigningKey.Generate();
            await using var rebooting = vehicle.Connection.Time.CreateTimer(
                _ => vehicle.Reboot(),
                null,
                TimeSpan.FromMilliseconds(200),
                Timeout.InfiniteTimeSpan
            );
            (await SetUp(vehicle, null, key)).End.Should().Be(SigningSetupEnd.Accepted);
            await IsUnderstood(vehicle, key);
        });

    [Fact]
    public void Problem_6_a_reboot_that_swallows_the_message_is_asked_again() =>
        Run(async vehicle =>
        {
            vehicle.Reboot();
            (await SetUp(vehicle, null, SigningKey.Generate())).End.Should().Be(SigningSetupEnd.Accepted);
        });

    [Fact]
    public void Problem_6_a_vehicle_that_keeps_a_time_of_long_ago_is_taught_ours() =>
        Run(async vehicle =>
        {
            vehicle.Behind = TimeSpan.FromDays(3);
            var key = SigningKey.Generate();
            (await SetUp(vehicle, null, key)).End.Should().Be(SigningSetupEnd.Accepted);
            await IsUnderstood(vehicle, key);
        });

    [Fact]
    public void Problem_6_giving_up_is_a_result_of_its_own() =>
        Run(async vehicle =>
        {
            vehicle.Silent = true;
            using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1), vehicle.Connection.Time);
            (await SetUp(vehicle, null, SigningKey.Generate(), cancel.Token))
                .End.Should()
                .Be(SigningSetupEnd.Cancelled);
        });

    [Fact]
    public void Problem_6_a_peer_of_version_1_gets_no_key() =>
        Run(async vehicle =>
        {
            var connection = new VehicleConnection(vehicle.Own, 11, 1, _ => { }, vehicle.Connection.Time)
            {
                PeerVersion = () => 1,
            };
            var result = await new SigningSetup(
                connection,
                new SigningChange(null, SigningKey.Generate(), LinkId, vehicle.Clock)
            ).Run();
            result.End.Should().Be(SigningSetupEnd.Refused);
        });

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    public void Problem_6_at_no_loss_is_a_vehicle_shut_out(double loss)
    {
        var ends = new Dictionary<SigningSetupEnd, int>();
        for (var seed = 1; seed <= 100; seed++)
            Run(
                async vehicle =>
                {
                    var key = SigningKey.Generate();
                    var result = await SetUp(vehicle, null, key);
                    ends[result.End] = ends.GetValueOrDefault(result.End) + 1;
                    var has = vehicle.Key?.AsSpan().SequenceEqual(SigningVehicle.Bytes(key)) == true;
                    if (result.End == SigningSetupEnd.Accepted)
                        has.Should().BeTrue("{0}: never a false success", vehicle.Channel);
                    if (result.End == SigningSetupEnd.NoAnswer)
                        has.Should().BeFalse("{0}: what goes on as before has not taken it", vehicle.Channel);
                },
                seed,
                loss
            );
        ends.GetValueOrDefault(SigningSetupEnd.Accepted).Should().BeGreaterThanOrEqualTo(loss < 0.5 ? 99 : 95);
    }

    private static void Run(Func<SigningVehicle, Task> test, int seed = 1, double loss = 0) =>
        VirtualLoop.Run(async loop =>
        {
            using var vehicle = new SigningVehicle(loop.Time, seed, loss);
            await test(vehicle);
        });

    private static Task<SigningSetupResult> SetUp(
        SigningVehicle vehicle,
        SigningKey? before,
        SigningKey? after,
        CancellationToken cancellation = default
    ) =>
        new SigningSetup(vehicle.Connection, new SigningChange(before, after, LinkId, vehicle.Clock)).Run(cancellation);

    private static async Task<SigningKey> WithKey(SigningVehicle vehicle)
    {
        var key = SigningKey.Generate();
        (await SetUp(vehicle, null, key)).IsAccepted.Should().BeTrue();
        vehicle.Own.Signer = new FrameSigner(key, LinkId, vehicle.Clock);
        return key;
    }

    /// <summary>We change over, and the vehicle takes what we sign.</summary>
    private static async Task IsUnderstood(SigningVehicle vehicle, SigningKey key)
    {
        vehicle.Own.Signer = new FrameSigner(key, LinkId, vehicle.Clock);
        var before = vehicle.Accepted;
        vehicle.Connection.Send(new Heartbeat { Type = MavType.Gcs, Autopilot = MavAutopilot.Invalid });
        await Task.Yield();
        using var next = vehicle.Connection.Expect<Heartbeat>();
        (await next.Next(TimeSpan.FromSeconds(3))).Came.Should().BeTrue();
        vehicle.Accepted.Should().Be(before + 1);
    }

    private static async Task<SigningEvidence> Evidence(SigningVehicle vehicle, SigningTrial trial)
    {
        using var found = vehicle.Connection.ExpectEvents<string>();
        var evidence = SigningEvidence.None;
        using var watching = vehicle.Connection.OnFrame(
            (in FrameView frame) =>
            {
                trial.Check(frame, out var said);
                if (said != SigningEvidence.None)
                {
                    evidence = said;
                    found.Offer("");
                }
            }
        );
        await found.Next(TimeSpan.FromSeconds(5));
        return evidence;
    }
}
