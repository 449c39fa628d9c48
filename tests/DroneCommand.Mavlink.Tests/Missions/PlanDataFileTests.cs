using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Tests.Missions;

public class PlanDataFileTests
{
    private static readonly MissionItemInt[] Items =
    [
        new()
        {
            Command = MavCmd.NavWaypoint,
            X = 544800000,
            Y = 89900000,
            Z = 20,
        },
        new() { Seq = 1, Command = MavCmd.NavReturnToLaunch },
    ];

    [Fact]
    public void What_is_encoded_is_read_again()
    {
        var file = PlanDataFile.Encode(Items, MavMissionType.Rally);
        file.Should().HaveCount(10 + (2 * 38));
        file[..10].Should().Equal(0x3d, 0x76, 2, 0, 0, 0, 0, 0, 2, 0);
        PlanDataFile.Decode(file, MavMissionType.Rally).Should().Equal(Items);
    }

    [Fact]
    public void A_file_that_is_cut_or_another_is_an_error_and_no_shorter_plan()
    {
        var file = PlanDataFile.Encode(Items, MavMissionType.Mission);
        foreach (var length in new[] { 0, 9, 10, 47, 85 })
            FluentActions
                .Invoking(() => PlanDataFile.Decode(file.AsSpan(0, length), MavMissionType.Mission))
                .Should()
                .Throw<FormatException>();
        FluentActions
            .Invoking(() => PlanDataFile.Decode(file, MavMissionType.Fence))
            .Should()
            .Throw<FormatException>()
            .WithMessage("the file holds a Mission instead of a Fence");
        file[0]++;
        FluentActions
            .Invoking(() => PlanDataFile.Decode(file, MavMissionType.Mission))
            .Should()
            .Throw<FormatException>();
    }
}
