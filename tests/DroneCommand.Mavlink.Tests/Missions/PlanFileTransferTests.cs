using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Units;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Mavlink.Tests.Missions;

/// <summary>Plans as files, against the simulated copter, over the link relay.</summary>
public class PlanFileTransferTests
{
    private const MavMissionType Mission = MavMissionType.Mission;

    [Fact]
    public void A_plan_goes_up_as_a_file_and_comes_back_as_one() =>
        Run(async rig =>
        {
            var plan = MissionTransferTests.Patrol(97);
            var result = await rig.Upload().Run(Mission, plan);
            result.ByFile.Should().BeTrue(result.ToString());
            rig.Autopilot.Memory.Mission.Count.Should().Be(plan.Count + 1);
            rig.Bench.Channel.SentByGround.Should().BeLessThan(60, "items would take two hundred");
            var read = await new MissionDownload(rig.Bench.Connection, ArduPilotCopter.Instance, rig.Files).Run(
                Mission
            );
            (read.ByFile, read.Items.Count).Should().Be((true, plan.Count));
        });

    [Theory]
    [InlineData(MavMissionType.Fence)]
    [InlineData(MavMissionType.Rally)]
    public void Fences_and_rally_points_are_files_too(MavMissionType type) =>
        Run(async rig =>
        {
            IReadOnlyList<MissionItem> plan =
                type == MavMissionType.Fence
                    ? MissionTransferTests.Fence
                    :
                    [
                        new MissionItem
                        {
                            Command = MavCmd.NavRallyPoint,
                            Position = new GeoPoint(54.48, 8.99),
                            AltitudeMetres = 30,
                        },
                    ];
            var result = await rig.Upload().Run(type, plan);
            result.ByFile.Should().BeTrue(result.ToString());
            var verify = new MissionVerify(rig.Bench.Connection, ArduPilotCopter.Instance, rig.Files);
            (await verify.Run(type, plan)).Matches.Should().BeTrue();
        });

    [Fact]
    public void A_bad_item_is_told_with_its_reason_by_the_items_and_the_plan_is_neither() =>
        Run(async rig =>
        {
            var old = MissionTransferTests.Patrol(5);
            (await rig.Upload().Run(Mission, old)).End.Should().Be(TransferEnd.Done);
            var bad = MissionTransferTests.Patrol(5, shift: 0.001).ToList();
            bad[3] = bad[3] with { Position = new GeoPoint(200, 8.99) };
            var result = await rig.Upload().Run(Mission, bad, previous: old);
            result.End.Should().Be(TransferEnd.Refused);
            result.Holds.Should().Be(HeldPlan.Neither);
        });

    [Fact]
    public void A_vehicle_without_such_files_gets_the_items() =>
        Bench.Run(async bench =>
        {
            using var files = new ScriptedFiles(bench.Vehicle, bench.Connection.Time);
            bench.Channel.Drop = (ground, f) =>
                ground
                && f.MessageId == MessageIds.FileTransferProtocol
                && FilePacket.Read(f.Read<FileTransferProtocol>()).Opcode == MavFtpOpcode.Createfile
                && Refuse(bench, f);
            var upload = new MissionUpload(bench.Connection, ArduPilotCopter.Instance, bench.Services.Files);
            var result = await upload.Run(Mission, MissionTransferTests.Patrol(5));
            (result.End, result.ByFile).Should().Be((TransferEnd.Done, false));
        });

    [Fact]
    public void A_vehicle_that_does_not_answer_about_files_gets_the_items() =>
        Bench.Run(async bench =>
        {
            var upload = new MissionUpload(bench.Connection, ArduPilotCopter.Instance, bench.Services.Files);
            var result = await upload.Run(Mission, MissionTransferTests.Patrol(5));
            (result.End, result.ByFile).Should().Be((TransferEnd.Done, false));
        });

    [Theory]
    [InlineData(0.1, 30, 30)]
    [InlineData(0.3, 30, 30)]
    [InlineData(0.5, 30, 28)]
    public void Over_a_lossy_link_it_is_never_a_false_success(double loss, int runs, int least)
    {
        var done = 0;
        for (var seed = 1; seed <= runs; seed++)
            Run(
                async rig =>
                {
                    var plan = MissionTransferTests.Patrol(97);
                    // As in practice the link is known from reading what is there.
                    await rig.Upload().Run(Mission, MissionTransferTests.Patrol(5));
                    rig.Bench.Channel.Loss = loss;
                    var result = await rig.Upload().Run(Mission, plan);
                    rig.Bench.Channel.Loss = 0;
                    var verify = new MissionVerify(rig.Bench.Connection, ArduPilotCopter.Instance);
                    var matches = (await verify.Run(Mission, plan)).Matches;
                    if (result.Holds == HeldPlan.New)
                        matches.Should().BeTrue("{0}", rig.Bench.Channel);
                    done += result.End == TransferEnd.Done ? 1 : 0;
                },
                seed
            );
        done.Should().BeGreaterThanOrEqualTo(least);
    }

    private static bool Refuse(Bench bench, FrameDescription frame)
    {
        var asked = FilePacket.Read(frame.Read<FileTransferProtocol>());
        var answer = asked with
        {
            Sequence = (ushort)(asked.Sequence + 1),
            Opcode = MavFtpOpcode.Nak,
            RequestOpcode = asked.Opcode,
            Size = 1,
            Data = new[] { (byte)MavFtpErr.Filenotfound },
        };
        bench.Vehicle.Say(answer.Write(ScriptedVehicle.Ground, ScriptedVehicle.GroundComponent));
        return true;
    }

    private static void Run(Func<Rig, Task> test, int seed = 1) =>
        Bench.Run(
            async bench =>
            {
                using var rig = new Rig(bench);
                await Task.Delay(TimeSpan.FromSeconds(3), bench.Connection.Time);
                await test(rig);
            },
            seed
        );

    /// <summary>A simulated copter in the place of the scripted vehicle.</summary>
    private sealed class Rig : IDisposable
    {
        private readonly ITimer _stepping;
        private readonly SimulatedFleet _fleet;

        public Rig(Bench bench)
        {
            Bench = bench;
            var spec = new VehicleSpec(
                "Copter",
                VehicleKind.Copter,
                ScriptedVehicle.SystemId,
                new GeoPoint(54.48, 8.99),
                2,
                84,
                "rig"
            );
            _fleet = new SimulatedFleet(
                [spec],
                new FleetOptions { BootSeconds = 0 },
                [],
                _ => bytes => bench.Channel.FromVehicle(bytes)
            );
            bench.Channel.Vehicle = (in FrameView frame) => _fleet.Deliver(ScriptedVehicle.SystemId, frame);
            var step = TimeSpan.FromSeconds(SimulatedFleet.StepSeconds);
            _stepping = bench.Connection.Time.CreateTimer(_ => _fleet.Step(), null, step, step);
        }

        public Bench Bench { get; }

        public FileClient Files => Bench.Services.Files;

        public Autopilot Autopilot => _fleet.Vehicles[0].Autopilot;

        public MissionUpload Upload() => new(Bench.Connection, ArduPilotCopter.Instance, Files);

        public void Dispose() => _stepping.Dispose();
    }
}
