using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Fleet.Tests.Gateway;

/// <summary>The start of a mission on a scripted PX4: what travels, what it holds afterwards, and how it begins.</summary>
public class FlyPx4MissionTests
{
    /// <summary>Where the scripted vehicle stands.</summary>
    private static readonly GeoPoint Dock = new(54.48, 8.99);

    private static Plan Plan { get; } =
        MissionPlanner.Plan(
            TemplateLibrary.Load(TemplateLibrary.ShippedDirectory).Find("checkpoint-round")!,
            new Dictionary<string, string> { ["dwell"] = "20" },
            DemoSite.Load(),
            VehicleClass.Copter,
            DemoSite.Load().FindDock("Dock A")!.Position
        );

    private static PlannedMission Mission { get; } = Plan.MissionFor(MavAutopilot.Px4);

    [Fact]
    public void Its_mission_is_uploaded_read_back_and_begun_at_its_first_item() =>
        Bench.Run(async bench =>
        {
            var px4 = await Meet(bench);
            bench.Vehicle.CurrentItem = 5;
            var phases = new List<string>();

            var outcome = await Fly(bench, Order(Mission.Items), phases);

            outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
            var held = bench.Vehicle.Missions.Held[MavMissionType.Mission];
            held.Select(item => item.Command).Should().Equal(Mission.Items.Select(item => item.Command));
            held[0].Command.Should().Be(MavCmd.NavTakeoff, "its missions do not begin with home");
            phases.Should().ContainInOrder("uploads the mission", "reads the mission back", "arms", "takes off");
            px4.Commands.Select(command => command.Command)
                .Should()
                .ContainInOrder(MavCmd.DoSetMissionCurrent, MavCmd.ComponentArmDisarm, MavCmd.MissionStart);
            bench.Vehicle.Mode.Should().Be(Px4.Flying.MissionMode);
            bench.Vehicle.CurrentItem.Should().Be(0);
            TelemetryMapping
                .ToTelemetry(bench.Services.Telemetry.Snapshot, feedPath: null)
                .Should()
                .BeEquivalentTo(
                    new
                    {
                        Autopilot = MavAutopilot.Px4,
                        Mode = "AUTO.MISSION",
                        HasAbsolutePosition = true,
                    }
                );
        });

    [Fact]
    public void It_leaves_the_mission_of_its_last_run_before_another_is_uploaded() =>
        Bench.Run(async bench =>
        {
            await Meet(bench);
            bench.Vehicle.Mode = Px4.Flying.MissionMode;
            bench.Vehicle.SayHeartbeat();
            var phases = new List<string>();

            var outcome = await Fly(bench, Order(Mission.Items), phases);

            outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
            phases.Should().ContainInOrder("leaves AUTO.MISSION", "uploads the mission");
        });

    [Fact]
    public void A_mission_in_the_words_of_another_autopilot_is_not_sent() =>
        Bench.Run(async bench =>
        {
            await Meet(bench);

            var order = Order(Plan.ToMissionItems()) with { Autopilot = MavAutopilot.Ardupilotmega };
            var outcome = await Fly(bench, order, []);

            outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
            outcome.Text.Should().Be("its mission is written for ArduPilot, and it is PX4 now: start again");
            bench.Vehicle.Missions.Uploads.Should().Be(0);
        });

    [Fact]
    public void ArduPilot_s_words_would_be_refused_by_it_and_nothing_is_armed() =>
        Bench.Run(async bench =>
        {
            await Meet(bench);

            var outcome = await Fly(bench, Order(Plan.ToMissionItems()), []);

            outcome.Kind.Should().Be(OutcomeKind.RefusedByVehicle, outcome.Text);
            bench.Vehicle.Armed.Should().BeFalse();
        });

    [Fact]
    public void One_that_stands_elsewhere_than_its_plan_begins_is_not_begun() =>
        Bench.Run(async bench =>
        {
            await Meet(bench);

            var order = Order(Mission.Items) with { Home = new GeoPoint(54.48, 8.9904) };
            var outcome = await Fly(bench, order, []);

            outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
            outcome.Text.Should().Contain("from where its plan begins");
        });

    private static async Task<ScriptedPx4> Meet(Bench bench)
    {
        var px4 = new ScriptedPx4(bench.Vehicle);
        foreach (
            var (name, value) in (ReadOnlySpan<(string, float)>)
                [("NAV_DLL_ACT", 2), ("COM_LOW_BAT_ACT", 3), ("GF_ACTION", 3), ("RTL_RETURN_ALT", 80)]
        )
        {
            bench.Vehicle.Parameters[name] = value;
        }
        await bench.Meet();
        return px4;
    }

    private static FlyMissionOrder Order(IReadOnlyList<MissionItem> items) =>
        new(
            Guid.NewGuid(),
            1,
            items,
            FenceBuilder.FromBoundary(DemoSite.Load(), Plan.Family),
            Dock,
            ReturnAltitude: new AltitudeAboveHome(60),
            HardwareUid: null
        )
        {
            Autopilot = MavAutopilot.Px4,
        };

    private static Task<CommandOutcome> Fly(Bench bench, FlyMissionOrder order, List<string> phases) =>
        new FlyMission(bench.Services, ScriptedVehicle.Ground, _ => { }, (_, _) => Task.CompletedTask).Run(
            order,
            new Heard(phases),
            CancellationToken.None
        );

    private sealed class Heard(List<string> phases) : IProgress<string>
    {
        public void Report(string value) => phases.Add(value);
    }
}
