using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Files;

/// <summary>Problem 9 of the twelve: file transfers that hang, give up, or bring damaged files.</summary>
public class Problem09FileTransferTests
{
    private const string Path = "logs/7.bin";

    [Theory]
    [InlineData(0, 0.0, 1)]
    [InlineData(1, 0.0, 1)]
    [InlineData(239, 0.0, 1)]
    [InlineData(2390, 0.0, 1)]
    [InlineData(300_000, 0.0, 1)]
    [InlineData(100_000, 0.1, 1)]
    [InlineData(100_000, 0.1, 2)]
    [InlineData(100_000, 0.1, 3)]
    [InlineData(40_000, 0.3, 4)]
    [InlineData(40_000, 0.3, 5)]
    [InlineData(40_000, 0.3, 6)]
    public void A_file_comes_whole_whatever_is_lost(int length, double loss, int seed) =>
        Bench.Run(
            async bench =>
            {
                using var vehicle = Holding(bench, length);
                var read = await bench.Services.Files.Read(Path);
                read.Reason.Should().BeEmpty("{0}", bench.Channel);
                read.Bytes.Should().Equal(vehicle.Files[Path], "{0}", bench.Channel);
                read.Checked.Should().BeTrue();
                vehicle.IsOpen.Should().BeFalse("the session is ended");
            },
            seed,
            loss
        );

    [Theory]
    [InlineData(0.1, 100)]
    [InlineData(0.3, 100)]
    public void Over_many_seeds_a_file_is_whole_or_the_failure_is_definite(double loss, int seeds)
    {
        var whole = 0;
        for (var seed = 1; seed <= seeds; seed++)
            Bench.Run(
                async bench =>
                {
                    using var vehicle = Holding(bench, 20_000);
                    var read = await bench.Services.Files.Read(Path);
                    whole += read.IsDone ? 1 : 0;
                    (!read.IsDone || read.Bytes.SequenceEqual(vehicle.Files[Path]))
                        .Should()
                        .BeTrue("{0}", bench.Channel);
                },
                seed,
                loss
            );
        whole.Should().BeGreaterThanOrEqualTo(seeds * 99 / 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Overtaken_and_doubled_answers_are_taken_by_their_offset(int seed) =>
        Bench.Run(
            async bench =>
            {
                bench.Channel.Jitter = TimeSpan.FromMilliseconds(150);
                bench.Channel.Duplication = 0.3;
                using var vehicle = Holding(bench, 60_000);
                (await bench.Services.Files.Read(Path)).Bytes.Should().Equal(vehicle.Files[Path], "{0}", bench.Channel);
            },
            seed,
            loss: 0.1
        );

    [Fact]
    public void Holes_of_a_burst_are_filled_singly() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 239 * 60);
            vehicle.Answering = a =>
                a.RequestOpcode == MavFtpOpcode.Burstreadfile && a.Offset / 239 is 5 or 6 or 20 ? null : a;
            (await bench.Services.Files.Read(Path)).IsDone.Should().BeTrue();
            vehicle.Requests.Count(r => r.Opcode == MavFtpOpcode.Burstreadfile).Should().Be(1);
            vehicle
                .Requests.Where(r => r.Opcode == MavFtpOpcode.Readfile)
                .Select(r => r.Offset / 239)
                .Should()
                .Equal(5, 6, 20);
        });

    [Fact]
    public void A_burst_that_breaks_off_begins_again_at_the_first_hole() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 239 * 200);
            var broken = true;
            vehicle.Answering = a =>
                broken && a is { RequestOpcode: MavFtpOpcode.Burstreadfile, Offset: > 239 * 50 } ? null : a;
            bench.Later(TimeSpan.FromSeconds(2.5), () => broken = false);
            (await bench.Services.Files.Read(Path)).IsDone.Should().BeTrue();
            vehicle
                .Requests.Where(r => r.Opcode == MavFtpOpcode.Burstreadfile)
                .Skip(1)
                .Should()
                .NotBeEmpty()
                .And.OnlyContain(r => r.Offset == 239 * 51);
        });

    [Fact]
    public void The_word_of_the_end_that_overtakes_the_data_does_not_end_it() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 239 * 30);
            FilePacket? kept = null;
            vehicle.Answering = a =>
            {
                // The last piece comes after the refusal that says that the file is over.
                if (a is { RequestOpcode: MavFtpOpcode.Burstreadfile, IsAck: true, Offset: 239 * 29 } && kept == null)
                {
                    kept = a;
                    return null;
                }
                if (a is { RequestOpcode: MavFtpOpcode.Burstreadfile, Opcode: MavFtpOpcode.Nak })
                    bench.Later(TimeSpan.FromMilliseconds(5), () => vehicle.Answer(kept!));
                return a;
            };
            (await bench.Services.Files.Read(Path)).Bytes.Should().Equal(vehicle.Files[Path]);
        });

    [Fact]
    public void Late_answers_of_the_file_before_are_not_taken_for_this_one() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 239 * 40);
            vehicle.Files["other"] = Bytes(239 * 40, seed: 99);
            var late = new List<FilePacket>();
            vehicle.Answering = a =>
            {
                late.Add(a);
                return a;
            };
            (await bench.Services.Files.Read("other")).IsDone.Should().BeTrue();
            vehicle.Answering = null;
            var reading = bench.Services.Files.Read(Path);
            foreach (var answer in late.ToList())
                vehicle.Answer(answer);
            (await reading).Bytes.Should().Equal(vehicle.Files[Path]);
        });

    [Fact]
    public void An_answer_that_the_vehicle_kept_from_an_earlier_run_is_not_waited_on() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 1000);
            // Another run of ours asked for something else with the number that our first request will have.
            var first = true;
            vehicle.Answering = a =>
            {
                var kept = first ? a with { RequestOpcode = MavFtpOpcode.Openfilero } : a;
                first = false;
                return kept;
            };
            var begun = bench.Connection.Time.GetTimestamp();
            (await bench.Services.Files.List("logs")).IsDone.Should().BeTrue();
            bench.Connection.Time.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromSeconds(1));
        });

    [Fact]
    public void A_link_that_is_gone_for_ten_seconds_does_not_end_it() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 100_000);
            bench.Later(TimeSpan.FromSeconds(0.7), () => bench.Channel.Loss = 1);
            bench.Later(TimeSpan.FromSeconds(10.7), () => bench.Channel.Loss = 0);
            (await bench.Services.Files.Read(Path)).Bytes.Should().Equal(vehicle.Files[Path]);
        });

    [Fact]
    public void A_link_that_stays_away_ends_it_as_no_answer() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 100_000);
            bench.Later(TimeSpan.FromSeconds(0.7), () => bench.Channel.Loss = 1);
            var read = await bench.Services.Files.Read(Path);
            read.End.Should().Be(FileEnd.NoAnswer);
            read.Bytes.Should().BeEmpty("a part is no file");
        });

    [Fact]
    public void A_router_that_drops_bursts_only_makes_it_slower() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 20_000);
            vehicle.Answering = a => a.RequestOpcode == MavFtpOpcode.Burstreadfile ? null : a;
            (await bench.Services.Files.Read(Path)).Bytes.Should().Equal(vehicle.Files[Path]);
        });

    [Fact]
    public void A_vehicle_without_bursts_is_read_piece_by_piece() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 239 * 50);
            vehicle.Bursts = false;
            (await bench.Services.Files.Read(Path)).Bytes.Should().Equal(vehicle.Files[Path]);
        });

    [Fact]
    public void Another_checksum_is_a_damaged_file() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 5000);
            vehicle.Answering = a =>
                a is { RequestOpcode: MavFtpOpcode.Burstreadfile, Offset: 478 } ? a with { Data = new byte[239] } : a;
            var read = await bench.Services.Files.Read(Path);
            read.End.Should().Be(FileEnd.Damaged);
            read.Bytes.Should().BeEmpty();
        });

    [Fact]
    public void A_vehicle_without_checksums_is_believed_and_that_is_said() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 5000);
            vehicle.Checksums = false;
            var read = await bench.Services.Files.Read(Path);
            read.IsDone.Should().BeTrue();
            read.Checked.Should().BeFalse();
        });

    [Fact]
    public void A_session_that_we_left_open_is_reset() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 5000);
            using (var stop = new CancellationTokenSource())
            {
                var given = bench.Services.Files.Read(Path, cancellation: stop.Token);
                bench.Channel.Drop = (_, f) =>
                    f.MessageId == MessageIds.FileTransferProtocol
                    && FilePacket.Read(f.Read<FileTransferProtocol>()).Opcode == MavFtpOpcode.Terminatesession;
                await Task.Delay(TimeSpan.FromMilliseconds(200), bench.Connection.Time, CancellationToken.None);
                await stop.CancelAsync();
                (await given).End.Should().Be(FileEnd.Cancelled);
            }
            bench.Channel.Drop = null;
            (await bench.Services.Files.Read(Path)).IsDone.Should().BeTrue();
        });

    [Fact]
    public void A_session_of_another_station_is_waited_for() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 5000);
            vehicle.OpenedByOther = true;
            bench.Later(TimeSpan.FromSeconds(3), () => vehicle.OpenedByOther = false);
            (await bench.Services.Files.Read(Path)).IsDone.Should().BeTrue();
        });

    [Fact]
    public void A_station_that_does_not_end_is_named_as_the_reason() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 5000);
            vehicle.OpenedByOther = true;
            var read = await bench.Services.Files.Read(Path);
            read.End.Should().Be(FileEnd.Refused);
            read.Reason.Should().Be("another station is working on the vehicle's files");
        });

    [Fact]
    public void The_vehicles_own_session_number_is_used() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Holding(bench, 5000);
            vehicle.OwnSession = 0;
            (await bench.Services.Files.Read(Path)).Bytes.Should().Equal(vehicle.Files[Path]);
        });

    private static ScriptedFiles Holding(Bench bench, int length)
    {
        var vehicle = new ScriptedFiles(bench.Vehicle, bench.Connection.Time);
        vehicle.Files[Path] = Bytes(length, seed: 1);
        return vehicle;
    }

    internal static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
