using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Mavlink.Tests.Missions;

/// <summary>
/// Item 0 is home on ArduPilot (MAVSDK#1893, #2058, #2064; mavlink#1976), floats lose a metre (qgroundcontrol#4172,
/// ardupilot#1907), and parameters 5 and 6 that are no place are not scaled.
/// </summary>
public class Problem02ItemZeroAndFramesTests
{
    private const MavMissionType Mission = MavMissionType.Mission;

    private static MissionUpload Upload(Bench bench) => new(bench.Connection, ArduPilotCopter.Instance);

    private static MissionVerify Verify(Bench bench) => new(bench.Connection, ArduPilotCopter.Instance);

    [Fact]
    public void Home_is_on_the_wire_and_in_no_list() =>
        Bench.Run(async bench =>
        {
            IReadOnlyList<MissionItem> plan =
            [
                MissionItem.TakeOff(new AltitudeAboveHome(10)),
                MissionItem.ReturnToLaunch(),
            ];
            (await Upload(bench).Run(Mission, plan)).End.Should().Be(TransferEnd.Done);
            bench.Vehicle.Missions.Held[Mission].Should().HaveCount(3);
            var read = await new MissionDownload(bench.Connection, ArduPilotCopter.Instance).Run(Mission);
            read.Items.Select(i => i.Command).Should().Equal(MavCmd.NavTakeoff, MavCmd.NavReturnToLaunch);
            (await Verify(bench).Run(Mission, plan)).Matches.Should().BeTrue();
        });

    [Fact]
    public void Places_keep_a_centimetre_and_what_is_no_place_is_not_scaled() =>
        Bench.Run(async bench =>
        {
            IReadOnlyList<MissionItem> plan =
            [
                MissionItem.Waypoint(new GeoPoint(-54.4812345, 179.9912345), new AltitudeAboveHome(10)),
                new MissionItem
                {
                    Command = MavCmd.DoSetServo,
                    Param1 = 9,
                    Param2 = 1500,
                    Param5 = 7,
                    Param6 = -3,
                },
            ];
            await Upload(bench).Run(Mission, plan);
            var held = bench.Vehicle.Missions.Held[Mission];
            (held[1].X, held[1].Y).Should().Be((-544812345, 1799912345));
            (held[2].X, held[2].Y).Should().Be((7, -3));
        });

    [Fact]
    public void A_command_with_a_place_says_its_frame_and_goes_as_long_only_where_the_vehicle_wants_it() =>
        Bench.Run(async bench =>
        {
            var answers = 0;
            bench.Vehicle.Answer = (_, _) => answers++ == 0 ? MavResult.CommandLongOnly : MavResult.Accepted;
            var request = new Mavlink.Commands.CommandIntRequest(
                MavCmd.DoReposition,
                MavFrame.GlobalRelativeAltInt,
                new GeoPoint(54.4812345, -8.9912345),
                25
            );
            (await bench.Services.Commands.Send(request)).IsAccepted.Should().BeTrue();
            var sent = bench.Vehicle.Repositions.Single();
            (sent.Frame, sent.X, sent.Y).Should().Be((MavFrame.GlobalRelativeAltInt, 544812345, -89912345));
            bench.Vehicle.Commands.Should().HaveCount(2, "the second went as COMMAND_LONG");
        });
}
