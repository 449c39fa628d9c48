using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sorties;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Tests.Patrols;
using DroneCommand.Missions.Tests.Plans;
using DroneCommand.Missions.Vehicles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Items;

/// <summary>Which item belongs to which leg, in the words of both autopilots.</summary>
public class PlannedMissionTests
{
    private static readonly MavAutopilot[] Both = [MavAutopilot.Ardupilotmega, MavAutopilot.Px4];

    /// <summary>What stands between a waypoint and the next is done on arriving at the first.</summary>
    private static readonly Gen<PlanAction> AnyAction = Gen.OneOf(
        Gen.Choose(1, 60).Select(s => (PlanAction)new Dwell(TimeSpan.FromSeconds(s))),
        Gen.Choose(1, 20).Select(mps => (PlanAction)new ChangeSpeed(mps)),
        Gen.Choose(0, 60).Select(m => (PlanAction)new LookAt(Place(m, 40), new AltitudeAboveHome(m))),
        Gen.Constant((PlanAction)new LookAhead()),
        Gen.Choose(-90, 30).Select(deg => (PlanAction)new PointCamera(deg)),
        Gen.Constant((PlanAction)new TakePhoto()),
        Gen.Choose(0, 30).Select(m => (PlanAction)new TriggerEvery(m)),
        Gen.Constant((PlanAction)new StartVideo()),
        Gen.Constant((PlanAction)new StopVideo()),
        Gen.Choose(-180, 360).Select(deg => (PlanAction)new Face(deg))
    );

    private static readonly Gen<PlanAction> AnyOrbit = Gen.Choose(-60, 60)
        .Where(radius => Math.Abs(radius) > 2)
        .SelectMany(radius => Gen.Choose(1, 12).Select(quarters => (PlanAction)new Orbit(radius, quarters / 4.0)));

    /// <summary>Up to three actions at a place, an orbit among them at one in four.</summary>
    private static readonly Arbitrary<PlanAction[][]> Tracks = Gen.Frequency(
            (3, AnyAction.ArrayOf(3)),
            (1, AnyOrbit.SelectMany(orbit => AnyAction.Where(a => a is not Dwell).Select(a => new[] { orbit, a })))
        )
        .ArrayOf()
        .Where(track => track.Length > 0)
        .ToArbitrary();

    public static TheoryData<string, string> Shipped { get; } =
    [.. ShippedPlansTests.OnTheDemo.Concat(ShippedPlansTests.OfPlanes).Concat(PatrolDemoTests.Teams)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_mission_s_items_pass_the_same_legs_in_order_on_both_autopilots(
        string template,
        string team
    )
    {
        var plan = ShippedPlansTests.Plan(template, team);

        plan.Problems.Should().BeEmpty();
        foreach (var each in plan.Plans)
        {
            var missions = Both.Select(each.MissionFor).ToList();

            missions.Should().AllSatisfy(PassesItsLegsInOrder);
            LegsOf(missions[1]).Distinct().Should().Equal(LegsOf(missions[0]).Distinct());
            missions.Should().OnlyContain(mission => mission.Items.All(item => item.Command != MavCmd.DoJump));
            missions.Should().OnlyContain(mission => mission.Items.Count <= MissionPlanner.MaxItems);
            missions.Should().AllSatisfy(mission => EveryActionAppears(each.Steps, mission));
            missions[1].Items.Should().OnlyContain(item => IsFramedForPx4(item));
        }
    }

    [Property(MaxTest = 200)]
    public Property Every_action_at_any_place_is_told_on_its_leg() =>
        Prop.ForAll(
            Tracks,
            track =>
            {
                var plan = PlanOf(track);
                foreach (var mission in Both.Select(plan.MissionFor))
                {
                    PassesItsLegsInOrder(mission);
                    EveryActionAppears(plan.Steps, mission);
                }
            }
        );

    [Theory]
    [InlineData(MavAutopilot.Ardupilotmega, MavAutopilot.Ardupilotmega, 1)]
    [InlineData(MavAutopilot.Px4, MavAutopilot.Px4, 0)]
    [InlineData(MavAutopilot.Generic, MavAutopilot.Ardupilotmega, 1)]
    public void Items_are_numbered_as_the_autopilot_does_it(MavAutopilot heard, MavAutopilot written, int first)
    {
        var mission = Demo.Plan("orbit", "Dock B", VehicleClass.Copter).MissionFor(heard);

        (mission.Autopilot, mission.FirstSequence).Should().Be((written, first));
        mission.LegIndexOf(first).Should().Be(0);
        mission.LegIndexOf(-5).Should().Be(0);
        var last = first + mission.Items.Count - 1;
        mission.Plan.Legs[mission.LegIndexOf(last)].Kind.Should().Be(LegKind.Return);
        mission.LegIndexOf(last + 1).Should().Be(mission.LegIndexOf(last));
        mission.LastSequenceOf(mission.LegIndexOf(last)).Should().Be(last);
        mission.LastSequenceOf(mission.Plan.Legs.Count - 1).Should().BeNull("nothing is told for the landing");
    }

    [Fact]
    public void A_turn_about_a_place_is_one_leg_however_many_items_it_takes()
    {
        var plan = PlanOf([
            [],
            [new Orbit(20, 1.5)],
            [],
        ]);
        var (ardupilot, px4) = (plan.MissionFor(MavAutopilot.Ardupilotmega), plan.MissionFor(MavAutopilot.Px4));
        var leg = ardupilot.LegIndexOf(
            ardupilot.Items.ToList().FindIndex(item => item.Command == MavCmd.NavLoiterTurns) + ardupilot.FirstSequence
        );

        LegsOf(ardupilot).Count(each => each == leg).Should().Be(1);
        LegsOf(px4).Count(each => each == leg).Should().BeGreaterThan(12);
        PlanProgress.At(px4, px4.LastSequenceOf(leg)!.Value, null).Leg.Should().Be(plan.Legs[leg].Number);
        PlanProgress.At(px4, px4.LastSequenceOf(leg)!.Value + 1, null).Leg.Should().Be(plan.Legs[leg].Number + 1);
    }

    [Theory]
    [InlineData(MavAutopilot.Ardupilotmega)]
    [InlineData(MavAutopilot.Px4)]
    public void Who_lands_at_the_route_s_end_has_the_route_behind_it(MavAutopilot autopilot)
    {
        var mission = PlanOf(
                [
                    [new TakePhoto()],
                    [],
                ],
                RouteEnd.Land
            )
            .MissionFor(autopilot);

        mission.Items[^1].Command.Should().Be(MavCmd.NavLand);
        mission.Plan.Legs[LegsOf(mission)[^1]].Kind.Should().Be(LegKind.Landing);
        mission.BreakpointAt(mission.FirstSequence + mission.Items.Count - 1, null)!.Share.Should().Be(1);
    }

    private static List<int> LegsOf(PlannedMission mission) =>
        [.. mission.Items.Select((_, i) => mission.LegIndexOf(mission.FirstSequence + i))];

    /// <summary>Every leg over ground is told something, and the last thing with a place leads to its end.</summary>
    private static void PassesItsLegsInOrder(PlannedMission mission)
    {
        var legs = LegsOf(mission);
        legs.Should().BeInAscendingOrder();
        // A copter's way back is one command, however many corners the checked way has.
        var ground = mission
            .Plan.Legs.Index()
            .Where(each => each.Item.Kind is LegKind.Approach or LegKind.Route)
            .Where(each => !mission.Plan.Track[each.Item.RouteIndex].IsUntold);
        ground.Select(each => each.Index).Should().BeSubsetOf(legs);
    }

    /// <summary>Each step's leg has at least as many items of its command as there are such steps on it.</summary>
    private static void EveryActionAppears(IReadOnlyList<PlanStep> steps, PlannedMission mission)
    {
        var legs = LegsOf(mission);
        var told = mission.Items.Zip(legs, (item, leg) => (item.Command, leg)).CountBy(each => each).ToDictionary();
        var wanted = steps
            .Where(step => step.Action is not null)
            .CountBy(step => (CommandOf(step.Action!, mission), step.LegIndex));
        foreach (var (command, count) in wanted)
        {
            told.GetValueOrDefault(command).Should().BeGreaterThanOrEqualTo(count, command.ToString());
        }
    }

    private static MavCmd CommandOf(PlanAction action, PlannedMission mission) =>
        (action, mission.Autopilot) switch
        {
            (Orbit, MavAutopilot.Px4) when mission.Plan.Family == VehicleFamily.Plane => MavCmd.NavLoiterTime,
            (Orbit or Face, MavAutopilot.Px4) => MavCmd.NavWaypoint,
            (PointCamera, MavAutopilot.Px4) => MavCmd.DoGimbalManagerPitchyaw,
            (Orbit, _) => MavCmd.NavLoiterTurns,
            _ => ActionItems.Of(action).Command,
        };

    /// <summary>Elsewhere it answers 'unsupported', and a place in the frame of missions is none.</summary>
    private static bool IsFramedForPx4(MissionItem item) =>
        item.Frame == (CommandTable.HasLocation(item.Command) ? MavFrame.GlobalRelativeAlt : MavFrame.Mission)
        && (item.Position is not null) == CommandTable.HasLocation(item.Command)
        && (float.IsNaN(item.Param4) || item.Param4 is >= 0 and < 360);

    private static GeoPoint Place(int i, int j) => new(47.4 + i * 1e-3, 8.5 + j * 1e-3);

    private static Plan PlanOf(PlanAction[][] track, RouteEnd end = RouteEnd.Return)
    {
        var points = track.Select(
            (actions, i) => new TrackPoint(Place(i + 1, i % 3), new AltitudeAboveHome(40)) { Actions = actions }
        );
        var vehicle = VehicleClass.Copter;
        var builder = new PlanBuilder(vehicle, Place(0, 0), 6, new FlightModel(vehicle, null, 0)) { End = end };
        builder.Build([.. points]);
        return Demo.Plan("orbit", "Dock B", vehicle) with
        {
            Home = Place(0, 0),
            SpeedMps = 6,
            Legs = builder.Legs,
            Route = builder.Route,
            Track = builder.Track,
            Steps = builder.Steps(),
            End = end,
        };
    }
}
