using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Tests.Support;
using DroneCommand.Simulator.Virtual;

namespace DroneCommand.Simulator.Tests.Files;

/// <summary>The vehicle's end of MAVFTP, spoken to by the server's own client and frame by frame.</summary>
public class FileServiceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("loss=0.1")]
    public void All_parameters_come_as_a_file(string fault) =>
        With(
            fault,
            async rig =>
            {
                rig.Vehicle.Autopilot.Memory.Parameters.SetIfKnown("RTL_ALT", 3000);
                await Identify(rig);
                var list = await rig.Services.Parameters.List();
                list.Reason.Should().BeEmpty();
                list.ByFile.Should().BeTrue();
                var table = rig.Vehicle.Autopilot.Memory.Parameters;
                list.Parameters.Select(p => (p.Name, p.Type, p.Value))
                    .Should()
                    .Equal(table.InOrder.Select(p => (p.Name, p.Type, (double)p.Value)));
                list.Parameters.Single(p => p.Name == "RTL_ALT").Default.Should().Be(1500, "it differs from it");
                list.Parameters.Single(p => p.Name == "RTL_SPEED").Default.Should().BeNull();
            }
        );

    [Fact]
    public void Before_the_vehicle_said_that_it_has_files_the_list_comes_one_by_one_and_is_the_same() =>
        With(
            "",
            async rig =>
            {
                var single = await rig.Services.Parameters.List();
                single.ByFile.Should().BeFalse();
                await Identify(rig);
                var byFile = await rig.Services.Parameters.List();
                byFile
                    .Parameters.Select(p => p with { Default = null })
                    .Should()
                    .Equal(single.Parameters, "both are of the same vehicle");
            }
        );

    [Fact]
    public void What_is_written_can_be_listed_read_renamed_and_removed() =>
        With(
            "",
            async rig =>
            {
                var files = rig.Services.Files;
                var bytes = Enumerable.Range(0, 5000).Select(i => (byte)(i * 7)).ToArray();
                (await files.Write("scripts/patrol.lua", bytes)).Reason.Should().BeEmpty();
                (await files.List("scripts")).Entries.Should().Equal(new FileEntry("patrol.lua", false, 5000));
                var read = await files.Read("scripts/patrol.lua");
                read.Bytes.Should().Equal(bytes);
                read.Checked.Should().BeTrue();
                (await files.Rename("scripts/patrol.lua", "scripts/old.lua")).IsDone.Should().BeTrue();
                (await files.Remove("scripts/old.lua")).IsDone.Should().BeTrue();
                (await files.List("scripts")).Entries.Should().BeEmpty();
            }
        );

    [Fact]
    public void No_path_leads_to_this_machines_disk() =>
        With(
            "",
            async rig =>
            {
                (await rig.Services.Files.Read("/etc/hostname")).Error.Should().Be(MavFtpErr.Filenotfound);
                (await rig.Services.Files.Read("../../etc/hostname")).Error.Should().Be(MavFtpErr.Filenotfound);
            }
        );

    [Fact]
    public void Another_session_is_refused_until_the_open_one_was_idle_for_three_seconds()
    {
        var rig = Rig.ReadyToFly();
        rig.Vehicle.Autopilot.Memory.Files["logs/1.bin"] = new byte[1000];
        Ask(rig, MavFtpOpcode.Openfilero, session: 1).IsAck.Should().BeTrue();
        Ask(rig, MavFtpOpcode.Openfilero, session: 2).Error.Should().Be(MavFtpErr.Invalidsession);
        rig.Run(3.1);
        Ask(rig, MavFtpOpcode.Openfilero, session: 2).IsAck.Should().BeTrue();
    }

    [Fact]
    public void A_burst_ends_with_its_last_piece_and_then_the_end_of_the_file()
    {
        var rig = Rig.ReadyToFly();
        rig.Vehicle.Autopilot.Memory.Files["logs/1.bin"] = new byte[500];
        Ask(rig, MavFtpOpcode.Openfilero, session: 1);
        var before = rig.Log.Count;
        Send(
            rig,
            new FilePacket
            {
                Opcode = MavFtpOpcode.Burstreadfile,
                Session = 1,
                Size = 239,
                Sequence = 70,
            }
        );
        rig.Run(0.5);
        var answers = rig.All<FileTransferProtocol>(before).Select(m => FilePacket.Read(m)).ToList();
        answers.Select(a => (int)a.Sequence).Should().Equal(71, 72, 73, 74);
        answers.Select(a => a.Offset).Should().Equal(0, 239, 478, 500);
        answers.Select(a => a.BurstComplete).Should().Equal(false, false, true, false);
        answers[^1].Error.Should().Be(MavFtpErr.Eof);
    }

    [Fact]
    public void A_repeated_request_gets_the_answer_that_it_had()
    {
        var rig = Rig.ReadyToFly();
        rig.Vehicle.Autopilot.Memory.Files["logs/1.bin"] = new byte[500];
        Ask(rig, MavFtpOpcode.Openfilero, session: 1, sequence: 5).IsAck.Should().BeTrue();
        Ask(rig, MavFtpOpcode.Openfilero, session: 1, sequence: 5).IsAck.Should().BeTrue("it is the same request");
        Ask(rig, MavFtpOpcode.Openfilero, session: 1, sequence: 6).Error.Should().Be(MavFtpErr.Fail);
    }

    private static FilePacket Ask(Rig rig, MavFtpOpcode opcode, byte session, ushort? sequence = null)
    {
        var data = FilePacket.Text("logs/1.bin");
        var before = rig.Log.Count;
        Send(
            rig,
            new FilePacket
            {
                Opcode = opcode,
                Session = session,
                Sequence = sequence ?? (ushort)rig.Log.Count,
                Size = (byte)data.Length,
                Data = data,
            }
        );
        rig.Run(0.1);
        return FilePacket.Read(rig.All<FileTransferProtocol>(before).Single());
    }

    private static void Send(Rig rig, FilePacket packet) => rig.Send(packet.Write(Rig.SystemId, 1));

    private static async Task Identify(VirtualFlight rig)
    {
        (await rig.Services.RequestIdentity()).IsAccepted.Should().BeTrue();
        (
            await rig.Services.Telemetry.WaitUntil(
                s => s is { Identity: not null, Heartbeat: not null },
                TimeSpan.FromSeconds(5)
            )
        )
            .Should()
            .BeTrue();
    }

    private static void With(string fault, Func<VirtualFlight, Task> test) =>
        VirtualFlight.Run(new FlightSetup { Faults = fault.Length == 0 ? [] : [FaultSpec.Parse(fault)] }, test);
}
