using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Files;

public class FileClientTests
{
    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.3, 3)]
    public void What_is_written_is_there_whole(double loss, int seed) =>
        Bench.Run(
            async bench =>
            {
                using var vehicle = new ScriptedFiles(bench.Vehicle, bench.Connection.Time);
                var bytes = Problem09FileTransferTests.Bytes(9000, seed);
                (await bench.Services.Files.Write("scripts/a.lua", bytes))
                    .Reason.Should()
                    .BeEmpty("{0}", bench.Channel);
                vehicle.Files["scripts/a.lua"].Should().Equal(bytes);
                vehicle.IsOpen.Should().BeFalse();
            },
            seed,
            loss
        );

    [Theory]
    [InlineData(0.0, 1)]
    [InlineData(0.3, 2)]
    public void A_folder_is_listed_over_as_many_answers_as_it_takes(double loss, int seed) =>
        Bench.Run(
            async bench =>
            {
                using var vehicle = new ScriptedFiles(bench.Vehicle, bench.Connection.Time);
                for (var i = 0; i < 60; i++)
                    vehicle.Files[$"logs/{i:00000000}.bin"] = new byte[i];
                var list = await bench.Services.Files.List("logs");
                list.Reason.Should().BeEmpty();
                list.Entries.Should()
                    .Equal(Enumerable.Range(0, 60).Select(i => new FileEntry($"{i:00000000}.bin", false, i)));
            },
            seed,
            loss
        );

    [Fact]
    public void What_the_vehicle_leaves_out_counts_but_is_not_shown()
    {
        var (entries, count) = FileListing.Read("Dlogs\0S\0Fa.txt\t12\0"u8);
        entries.Should().Equal(new FileEntry("logs", true, 0), new FileEntry("a.txt", false, 12));
        count.Should().Be(3);
    }

    [Fact]
    public void Removing_and_renaming_are_told_by_the_vehicle() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedFiles(bench.Vehicle, bench.Connection.Time);
            vehicle.Files["a"] = [1];
            (await bench.Services.Files.Rename("a", "b")).IsDone.Should().BeTrue();
            (await bench.Services.Files.Remove("b")).IsDone.Should().BeTrue();
            var again = await bench.Services.Files.Remove("b");
            again.Should().Be(new FileResult(FileEnd.Refused, "there is no such file", MavFtpErr.Filenotfound));
        });

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_no_packet_can_carry_is_refused_here(string path) =>
        Bench.Run(async bench => (await bench.Services.Files.Read(path)).End.Should().Be(FileEnd.Refused));

    [Fact]
    public void A_path_that_is_too_long_is_refused_here() =>
        Bench.Run(async bench =>
            (await bench.Services.Files.Read(new string('x', 239))).Reason.Should().Contain("longer than 238")
        );

    [Fact]
    public void The_checksum_is_the_one_of_the_protocol() => FileChecksum.Of("123456789"u8).Should().Be(0x2DFD2D88);
}
