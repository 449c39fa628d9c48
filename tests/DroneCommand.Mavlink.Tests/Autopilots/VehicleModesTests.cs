using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Autopilots;

public class VehicleModesTests
{
    [Fact]
    public void A_vehicle_that_lists_its_modes_is_believed_more_than_a_table() =>
        Bench.Run(async bench =>
        {
            _ = new ScriptedPx4(bench.Vehicle);
            await bench.Meet();
            var listing = await Read(bench);
            listing.FromVehicle.Should().BeTrue();
            listing.Modes.Should().HaveCount(7);
            listing.Find("my-external-mode")!.Number.Should().Be(ScriptedPx4.Number(4, 11));
            listing.Find("Return")!.Standard.Should().Be(MavStandardMode.SafeRecovery);
            listing.Find("Manual")!.IsSelectable.Should().BeFalse();
        });

    [Fact]
    public void Modes_that_were_lost_are_asked_for_one_by_one() =>
        Bench.Run(async bench =>
        {
            var px4 = new ScriptedPx4(bench.Vehicle);
            await bench.Meet();
            var lost = new HashSet<int> { 3, 5 };
            bench.Channel.Drop = (fromGround, frame) =>
                !fromGround
                && frame.MessageId == MessageIds.AvailableModes
                && lost.Remove(frame.Read<AvailableModes>().ModeIndex);
            var listing = await Read(bench);
            listing.FromVehicle.Should().BeTrue();
            listing.Modes.Should().HaveCount(7);
            px4.Commands.Select(c => (int)c.Param2).Should().Equal(0, 3, 5);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void They_come_whole_over_a_lossy_link(int seed) =>
        Bench.Run(
            async bench =>
            {
                _ = new ScriptedPx4(bench.Vehicle);
                await bench.Meet();
                var listing = await Read(bench);
                listing.FromVehicle.Should().BeTrue("{0}", bench.Channel);
                listing.Modes.Should().HaveCount(7);
            },
            seed,
            loss: 0.3
        );

    [Fact]
    public void One_that_does_not_list_them_has_its_autopilots_table() =>
        Bench.Run(async bench =>
        {
            _ = new ScriptedPx4(bench.Vehicle) { ListsModes = false };
            await bench.Meet();
            var listing = await Read(bench);
            listing.FromVehicle.Should().BeFalse();
            listing.Modes.Should().Equal(Px4.Flying.Modes);
        });

    private static Task<ModeListing> Read(Bench bench) =>
        new VehicleModes(bench.Connection, bench.Services.Commands).Read(bench.Services.Autopilot);
}
