using System.Diagnostics;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Sequences;
using DroneCommand.Missions.Items;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Sites;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Fleet;
using DroneCommand.Simulator.Tests.Support;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Simulator.Tests.Flights;

/// <summary>The demo site's patrols, planned by the planner, flown by the server's own client classes.</summary>
public class PatrolTests(ITestOutputHelper output)
{
    private static readonly Site Site = DemoSite.Load();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(0, 0.1)]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.1)]
    public void The_fence_line_is_flown_and_the_copter_lands_on_its_dock(int dock, double loss)
    {
        var spec = FleetFile.AtDocks(Site, 3, 0, 1)[dock];
        var watch = Stopwatch.StartNew();
        var seconds = Fly(spec, VehicleFamily.Copter, loss, Land);
        output.WriteLine(
            $"dock {dock}, loss {loss:P0}: {seconds:F0} simulated seconds in {watch.Elapsed.TotalSeconds:F2} s"
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void The_south_yard_is_driven_home(double loss)
    {
        var spec = FleetFile.AtDocks(Site, 0, 1, 1)[0];
        Fly(spec, VehicleFamily.Rover, loss, Home);
    }

    [Fact]
    public void Hold_resume_and_return_work_in_mid_patrol()
    {
        var spec = FleetFile.AtDocks(Site, 1, 0, 1)[0];
        Fly(
            spec,
            VehicleFamily.Copter,
            0,
            async rig =>
            {
                await rig.Until(() => rig.Vehicle.Autopilot.Mission.Current >= 4, 120, "the patrol's middle");
                var item = rig.Vehicle.Autopilot.Mission.Current;
                (await new HoldSequence(rig.Services).Run()).IsDone.Should().BeTrue();
                await rig.Until(() => rig.Vehicle.Body.Velocity.Length < 0.2, 20, "standing still");
                rig.Vehicle.Autopilot.Mode.Number.Should().Be(17);
                (await new ResumeSequence(rig.Services).Run()).IsDone.Should().BeTrue();
                rig.Vehicle.Autopilot.Mission.Current.Should().Be(item);
                await rig.Until(() => rig.Vehicle.Autopilot.Mission.Current > item, 60, "the next item");
                (await new ReturnSequence(rig.Services).Run()).IsDone.Should().BeTrue();
                await Land(rig);
            }
        );
    }

    private static async Task Land(VirtualFlight rig)
    {
        await rig.Until(() => !rig.Vehicle.Autopilot.Armed, 600, "the landing");
        rig.Vehicle.Body.Position.HorizontalLength.Should().BeLessThan(0.6);
        rig.Vehicle.Autopilot.LastModeReason.Should().Be(ModeReason.GcsCommand, "no failsafe took over");
    }

    private static async Task Home(VirtualFlight rig)
    {
        await rig.Until(() => rig.Vehicle.Autopilot.Mission.State == MissionState.Complete, 900, "the end");
        await rig.Until(() => rig.Vehicle.Body.Velocity.Length == 0, 10, "standing still");
        rig.Vehicle.Body.Position.HorizontalLength.Should().BeLessThan(1);
        rig.Vehicle.Autopilot.LastModeReason.Should().Be(ModeReason.GcsCommand, "no failsafe took over");
    }

    private static double Fly(VehicleSpec spec, VehicleFamily family, double loss, Func<VirtualFlight, Task> rest)
    {
        var options = new FleetOptions
        {
            Seed = 20 + spec.SystemId,
            StartUtc = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            WindMps = 3,
            GustMps = 0.8,
            WindFromDeg = 250,
            CopterParameters = ParameterFiles.Copter,
            RoverParameters = ParameterFiles.Rover,
        };
        FaultSpec[] faults =
            loss > 0
                ? [FaultSpec.Parse($"loss={loss.ToString(System.Globalization.CultureInfo.InvariantCulture)}")]
                : [];
        var seconds = 0.0;
        VirtualFlight.Run(
            new FlightSetup
            {
                Vehicle = spec,
                Options = options,
                Faults = faults,
            },
            async rig =>
            {
                await Launch(rig, spec, family);
                await rest(rig);
                seconds = rig.Fleet.Seconds;
            }
        );
        return seconds;
    }

    private static async Task Launch(VirtualFlight rig, VehicleSpec spec, VehicleFamily family)
    {
        await rig.Until(
            () => rig.Services.Autopilot is not null && rig.Services.Telemetry.Snapshot.Home is not null,
            60,
            "telemetry"
        );
        var autopilot = rig.Services.Autopilot!;
        var template = TemplateLibrary.Load(TemplateLibrary.ShippedDirectory).Find("perimeter-patrol")!;
        var plan = MissionPlanner.Plan(
            template,
            new Dictionary<string, string>(),
            Site,
            VehicleClass.Of(family),
            spec.Home
        );
        plan.IsFlyable.Should().BeTrue(string.Join("; ", plan.Problems.Select(p => p.Reason)));

        var fence = FenceBuilder.FromBoundary(Site, family);
        var upload = new MissionUpload(rig.Connection, autopilot);
        (await upload.Run(MavMissionType.Fence, fence)).End.Should().Be(TransferEnd.Done);
        (await upload.Run(MavMissionType.Mission, plan.ToMissionItems())).End.Should().Be(TransferEnd.Done);
        var verified = await new MissionVerify(rig.Connection, autopilot).Run(
            MavMissionType.Mission,
            plan.ToMissionItems()
        );
        verified.Matches.Should().BeTrue(verified.ToString());
        var launched = await new LaunchSequence(rig.Services).Run();
        launched.IsDone.Should().BeTrue(launched.Text);
    }
}
