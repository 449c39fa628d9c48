using DroneCommand.Mavlink.Messages;
using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Missions;

public class CameraTriggerTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(0, 0)]
    public void A_picture_is_taken_each_so_many_metres_while_there_is_a_camera(int type, int pictures)
    {
        var rig = Rig.ReadyToFly(VehicleKind.Copter, ("CAM1_TYPE", type));
        Fly(rig);
        var feedback = rig.All<CameraFeedback>().ToList();
        feedback.Should().HaveCount(pictures);
        feedback.Select(f => (int)f.ImgIdx).Should().Equal(Enumerable.Range(1, pictures));
        // Of what the mission library does by itself nobody says that it was reached.
        rig.All<MissionItemReached>().Select(r => (int)r.Seq).Should().Equal(1, 2, 4);
    }

    [Fact]
    public void A_camera_that_was_not_there_at_the_boot_is_not_there()
    {
        var rig = Rig.ReadyToFly();
        rig.Autopilot.Parameters.SetIfKnown("CAM1_TYPE", 1);
        Fly(rig);
        rig.All<CameraFeedback>().Should().BeEmpty();
    }

    /// <summary>Fifty-five metres to the east with a picture every ten, then back without.</summary>
    private static void Fly(Rig rig)
    {
        rig.Upload(
                Items.List(
                    Items.Home(),
                    Items.TakeOff(10),
                    Items.Waypoint(0, 5, 10),
                    Items.Make(MavCmd.DoSetCamTriggDist, null, 0, p1: 10),
                    Items.Waypoint(0, 60, 10),
                    Items.Make(MavCmd.DoSetCamTriggDist, null, 0),
                    Items.Return()
                )
            )
            .Should()
            .Be(MavMissionResult.Accepted);
        rig.SetMode(4);
        rig.Arm();
        rig.Command(MavCmd.MissionStart).Should().Be(MavResult.Accepted);
        rig.RunUntil(() => rig.Autopilot.Mission.Current == 6, 120, "the way back");
        rig.Run(15);
    }
}
