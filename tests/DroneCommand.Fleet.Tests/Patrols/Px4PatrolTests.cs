using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Tests.Persistence;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Templates;

namespace DroneCommand.Fleet.Tests.Patrols;

/// <summary>
/// A PX4 vehicle's patrol: told in PX4's words, where an orbit takes many items; followed by PX4's count of them, which begins
/// at 0, and by its names of the modes, where a mission that returns leaves the mission's mode for it.
/// </summary>
public sealed class Px4PatrolTests : IAsyncLifetime
{
    private const string Name = "kestrel-1";

    private readonly string templates = StoredFleet.NewFolder();
    private FleetServer server = null!;
    private ScriptedLink link = null!;
    private IPatrolGrain patrol = null!;
    private PlannedMission mission = null!;

    private static PatrolDefinition Definition { get; } =
        new("Round", FleetServer.Site, "checkpoint-round", Name, new Dictionary<string, string>(), Schedule: null);

    private int Last => mission.FirstSequence + mission.Items.Count - 1;

    /// <summary>An item on the way to the third place or round it.</summary>
    private int OnRoute => mission.LastSequenceOf(3)!.Value;

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Directory.GetFiles(TemplateLibrary.ShippedDirectory))
        {
            File.Copy(file, Path.Combine(templates, Path.GetFileName(file)));
        }
        CircleAtCheckpoints(turns: 1);
        server = await FleetServer.Start(templates);
        link = await server.Adopt(Name);
        await link.Report(t => t with { Autopilot = MavAutopilot.Px4, Mode = "AUTO.LOITER" });
        patrol = server.Patrol("round");
        var saved = await patrol.Save(People.Pia.Asks(), Definition);
        saved.Kind.Should().Be(OutcomeKind.Done, saved.Text);
        var vehicle = new RegisteredVehicle(Name, Name, VehicleKind.Copter, "demo", 1, null, "Dock A", Simulated: true);
        var (plan, _) = server.Get<MissionDesk>().Plan(Definition, [new PlannedVehicle(vehicle, ScriptedLink.DockA)]);
        mission = plan!.Sorties[0][0].MissionFor(MavAutopilot.Px4);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(templates, recursive: true);
    }

    [Fact]
    public async Task It_is_sent_its_own_words()
    {
        await Start();

        var order = link.Orders.OfType<FlyMissionOrder>().Should().ContainSingle().Subject;
        order.Autopilot.Should().Be(MavAutopilot.Px4);
        order.Mission.Should().Equal(mission.Items);
        order.Mission.Count.Should().BeGreaterThan(mission.Plan.ToMissionItems().Count, "a circle is many waypoints");
    }

    [Fact]
    public async Task Its_progress_follows_its_own_count_of_the_items()
    {
        await Start();

        for (var item = mission.FirstSequence; item <= Last; item++)
        {
            var view = await link.Report(t => t with { MissionItem = item });

            var leg = mission.Plan.Legs[mission.LegIndexOf(item)];
            view.Task.Should().BeEquivalentTo(new { Leg = Math.Max(1, leg.Number), Legs = mission.Plan.LegCount });
            view.Status.Should()
                .Be(leg.Kind == LegKind.Return ? VehicleStatus.Returning : VehicleStatus.OnTask, "item {0}", item);
        }
    }

    [Fact]
    public async Task It_is_held_and_resumed_on_the_same_leg()
    {
        await Start();
        var flying = await link.Report(t => t with { MissionItem = OnRoute });

        (await server.Vehicle(Name).Hold(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);
        await link.ChangeMode("AUTO.LOITER", ModeChangeCause.Ours);
        var held = await server.View(Name);
        (await server.Vehicle(Name).Resume(People.Ann.Asks())).Kind.Should().Be(OutcomeKind.Done);
        await link.ChangeMode("AUTO.MISSION", ModeChangeCause.Ours);
        var resumed = await server.View(Name);

        held.Status.Should().Be(VehicleStatus.Holding);
        resumed.Status.Should().Be(VehicleStatus.OnTask);
        new[] { held.Task!.Leg, resumed.Task!.Leg }.Should().AllBeEquivalentTo(flying.Task!.Leg);
    }

    [Fact]
    public async Task A_return_at_the_mission_s_end_is_the_mission_s_and_no_pilot_s()
    {
        await Start();
        await link.Report(t => t with { MissionItem = Last });

        await link.ChangeMode("AUTO.RTL", ModeChangeCause.Pilot);

        var view = await server.View(Name);
        view.Status.Should().Be(VehicleStatus.Returning);
        view.NeedsYou.Should().BeEmpty();
        view.Authority.HolderName.Should().Be("ann");
        await link.LandAndDisarm();
        (await EndOfRun()).State.Should().Be(PatrolRunState.Completed);
    }

    [Fact]
    public async Task A_return_before_that_is_a_pilot_s()
    {
        await Start();
        await link.Report(t => t with { MissionItem = OnRoute });

        await link.ChangeMode("AUTO.RTL", ModeChangeCause.Pilot);

        (await server.View(Name)).NeedsYou.Should().Contain(item => item.Title == "Its pilot flies");
        await link.LandAndDisarm();
        (await EndOfRun())
            .Should()
            .BeEquivalentTo(new { State = PatrolRunState.Aborted, Reason = "its pilot took over (AUTO.RTL)" });
    }

    [Fact]
    public async Task One_that_went_home_while_the_server_was_away_has_done_its_task()
    {
        await Start();
        var before = link.Telemetry;

        await server.Restart(TimeSpan.FromSeconds(20));
        link = await server.Adopt(Name, heard: false);
        link.Telemetry = before with { Mode = "AUTO.RTL", MissionItem = Last, LastHeard = server.Time.GetUtcNow() };
        await link.Attach();

        (await server.View(Name)).NeedsYou.Should().NotContain(item => item.Title.Contains("failsafe"));
        await link.LandAndDisarm();
        patrol = server.Patrol("round");
        (await EndOfRun()).State.Should().Be(PatrolRunState.Completed);
    }

    [Fact]
    public async Task Circles_that_are_more_items_than_it_stores_are_refused_before_anything_is_sent()
    {
        CircleAtCheckpoints(turns: 20);

        var outcome = await patrol.StartNow(People.Ann.Asks());

        outcome.Kind.Should().Be(OutcomeKind.RefusedByUs);
        outcome
            .Text.Should()
            .MatchRegex(@"^told to kestrel-1's autopilot, PX4, the mission has \d+ items, and a vehicle stores 700:");
        link.Orders.OfType<FlyMissionOrder>().Should().BeEmpty();
    }

    /// <summary>From the press to its first waypoint, as PX4 shows it.</summary>
    private async Task Start()
    {
        var outcome = await patrol.StartNow(People.Ann.Asks());
        outcome.Kind.Should().Be(OutcomeKind.Done, outcome.Text);
        var launch = await link.Next<FlyMissionOrder>();
        await link.Report(t => t with { Armed = true, Order = launch.OperationId, MissionItem = 0 });
        await link.ChangeMode("AUTO.MISSION", ModeChangeCause.Ours);
        await link.End(launch, OutcomeKind.Done, "take-off seen after 9.0 s");
        await link.Report(t => t with { Order = null, MissionItem = 2, AboveHome = new AltitudeAboveHome(35) });
    }

    private async Task<PatrolRunView> EndOfRun()
    {
        await Eventually.Reaches(
            "the patrol knows the end of its run",
            async () => (await patrol.View())!.LastRun is { State: not PatrolRunState.Running }
        );
        return (await server.Runs("round"))[0];
    }

    private void CircleAtCheckpoints(int turns) =>
        File.WriteAllText(
            Path.Combine(templates, "checkpoint-round.yaml"),
            File.ReadAllText(Path.Combine(TemplateLibrary.ShippedDirectory, "checkpoint-round.yaml"))
                + $"\nactions:\n  at-checkpoint:\n    - orbit: {{ radius: 3 m, turns: {turns}, direction: clockwise }}\n"
        );
}
