using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Mavlink.Telemetry;
using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Relay;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Simulator.Tests.Faults;

/// <summary>
/// Rows of the fault model's link table that need a whole vehicle and a bad link; L1 and L11 are in <see cref="LossTests"/>,
/// L5, L6, L8 and L10 are tests of the MAVLink room.
/// </summary>
public class LinkFaultTests
{
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3.5);

    private static readonly RelayConditions Link = new() { Delay = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public void L2_with_a_fifth_of_the_frames_doubled_each_command_has_one_effect() =>
        VirtualFlight.Run(
            new FlightSetup { Link = Link with { Duplicate = 0.2, Seed = 2 } },
            async flight =>
            {
                await Hear(flight);
                var changes = new List<uint>();
                flight.Stepping = () =>
                {
                    if (changes.LastOrDefault(uint.MaxValue) != flight.Vehicle.Autopilot.Mode.Number)
                        changes.Add(flight.Vehicle.Autopilot.Mode.Number);
                };
                uint[] modes = [4, 5, 4, 5, 4, 5, 4, 5, 4, 5];
                foreach (var mode in modes)
                {
                    var result = await flight.Services.Commands.Send(
                        new CommandLongRequest(MavCmd.DoSetMode, (float)MavModeFlag.CustomModeEnabled, mode)
                    );
                    result.IsAccepted.Should().BeTrue();
                    result.Sends.Should().Be(1);
                    // Copies come at once; a later one would be another effect.
                    await Task.Delay(TimeSpan.FromSeconds(1), flight.Time);
                }
                changes.SkipWhile(m => m is not 4).Should().Equal(modes);
            }
        );

    [Fact]
    public void L3_with_a_window_of_sixteen_an_older_value_never_overwrites_a_newer_one() =>
        VirtualFlight.Run(
            new FlightSetup { Link = Link with { Reorder = 16, Seed = 3 } },
            async flight =>
            {
                await Hear(flight);
                var overtaken = 0;
                TelemetrySnapshot? before = null;
                var newest = 0u;
                using var order = flight.Connection.OnMessage<GlobalPositionInt>(m =>
                {
                    overtaken += m.TimeBootMs < newest ? 1 : 0;
                    newest = Math.Max(newest, m.TimeBootMs);
                });
                flight.Stepping = () =>
                {
                    var now = flight.Services.Telemetry.Snapshot;
                    if (before is { SinceBoot: { } earlier } && now.SinceBoot is { } later)
                        later.Value.Should().BeGreaterThanOrEqualTo(earlier.Value);
                    now.Reboots.Should().Be(0, "what comes late is no reboot");
                    before = now;
                };
                await Task.Delay(TimeSpan.FromSeconds(30), flight.Time);
                overtaken.Should().BeGreaterThan(30, "the link did reorder");
            }
        );

    [Fact]
    public void L7_a_flapping_link_is_never_lost_and_nothing_grows() =>
        VirtualFlight.Run(
            new FlightSetup { Link = Link with { Flap = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) } },
            async flight =>
            {
                using var uplink = new UplinkWatch(flight.Connection);
                await Hear(flight);
                var longest = TimeSpan.Zero;
                flight.Stepping = () =>
                {
                    var silence = flight.Services.Telemetry.Snapshot.Silence(flight.Time.GetUtcNow());
                    longest = silence > longest ? silence.Value : longest;
                    uplink.State.Should().NotBe(UplinkState.Dead);
                };
                await Task.Delay(TimeSpan.FromMinutes(1), flight.Time);
                var handlers = flight.Connection.Handlers;
                await Task.Delay(TimeSpan.FromMinutes(4), flight.Time);
                longest.Should().BeLessThan(LostAfter).And.BeGreaterThan(TimeSpan.FromSeconds(0.9));
                flight.Connection.Handlers.Should().BeLessThanOrEqualTo(handlers + 4, "only what is under way");
            }
        );

    [Fact]
    public void L9_a_vehicle_that_is_heard_and_hears_nothing_is_known_within_five_seconds() =>
        VirtualFlight.Run(
            new FlightSetup { Link = Link },
            async flight =>
            {
                using var uplink = new UplinkWatch(flight.Connection);
                await Hear(flight);
                await flight.Until(() => uplink.State == UplinkState.Works, 3, "an answer");
                flight.Relay.Conditions = flight.Relay.Conditions with { OneWay = RelayDirection.Down };
                await flight.Until(() => uplink.State == UplinkState.Dead, 5, "'cannot command'");
                flight.Relay.Conditions = Link;
                await flight.Until(() => uplink.State == UplinkState.Works, 1.5, "an answer");
            }
        );

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    public void A_lossy_link_is_no_one_way_link(double loss) =>
        VirtualFlight.Run(
            new FlightSetup { Link = Link with { Seed = 9 } },
            async flight =>
            {
                using var uplink = new UplinkWatch(flight.Connection);
                await Hear(flight);
                await flight.Until(() => uplink.State == UplinkState.Works, 3, "an answer");
                flight.Relay.Conditions = flight.Relay.Conditions with { Loss = loss };
                var (dead, steps) = (0, 0);
                flight.Stepping = () =>
                {
                    steps++;
                    dead += uplink.State == UplinkState.Dead ? 1 : 0;
                };
                await Task.Delay(TimeSpan.FromMinutes(3), flight.Time);
                ((double)dead / steps).Should().BeLessThan(0.01);
            }
        );

    [Fact]
    public void V1_a_reboot_in_mid_mission_is_seen_within_three_seconds_and_nothing_goes_on_by_itself() =>
        VirtualFlight.Run(
            new FlightSetup
            {
                Link = Link,
                Options = new FleetOptions { StartUtc = DateTimeOffset.UnixEpoch },
            },
            async flight =>
            {
                await Hear(flight);
                var upload = new MissionUpload(flight.Connection, flight.Services.Autopilot!);
                (await upload.Run(MavMissionType.Mission, Plan)).End.Should().Be(TransferEnd.Done);
                var launched = await new LaunchSequence(flight.Services).Run();
                launched.IsDone.Should().BeTrue(launched.Text);
                await flight.Until(() => flight.Vehicle.Autopilot.Mission.Current >= 2, 60, "the mission's middle");

                flight.Vehicle.Reboot();
                await flight.Until(() => flight.Services.Telemetry.Snapshot.Reboots == 1, 3, "the reboot");
                flight
                    .Services.Telemetry.Snapshot.Position.Should()
                    .BeNull("what was measured before says nothing now");
                await Task.Delay(TimeSpan.FromSeconds(60), flight.Time);
                flight.Services.Telemetry.Snapshot.Reboots.Should().Be(1);
                flight.Vehicle.Autopilot.Armed.Should().BeFalse();
                flight.Vehicle.Autopilot.Mode.Number.Should().Be(0, "nobody told it to go on");
                var verify = new MissionVerify(flight.Connection, flight.Services.Autopilot!);
                (await verify.Run(MavMissionType.Mission, Plan)).Matches.Should().BeTrue("it can be verified again");
            }
        );

    private static readonly IReadOnlyList<MissionItem> Plan =
    [
        MissionItem.TakeOff(new AltitudeAboveHome(15)),
        .. Enumerable
            .Range(1, 5)
            .Select(i =>
                MissionItem.Waypoint(new GeoPoint(54.4799657 + (i * 5e-4), 8.9898821), new AltitudeAboveHome(15))
            ),
        MissionItem.ReturnToLaunch(),
    ];

    private static async Task Hear(VirtualFlight flight)
    {
        await flight.Until(
            () => flight.Services.Telemetry.Snapshot is { Position: not null, SinceBoot: not null },
            60,
            "telemetry"
        );
    }
}
