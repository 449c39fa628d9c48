using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Parameters;

public class PackedParametersTests
{
    // RTL_ALT = 1500 (int32), RTL_ALT_M = 0.5 (float), two bytes of padding, X = -3 with default 7 (int8).
    private static readonly byte[] File =
    [
        0x1c,
        0x67,
        3,
        0,
        3,
        0,
        0x03,
        0x60,
        (byte)'R',
        (byte)'T',
        (byte)'L',
        (byte)'_',
        (byte)'A',
        (byte)'L',
        (byte)'T',
        0xdc,
        0x05,
        0,
        0,
        0x04,
        0x17,
        (byte)'_',
        (byte)'M',
        0,
        0,
        0,
        0x3f,
        0,
        0,
        0x11,
        0x00,
        (byte)'X',
        0xfd,
        7,
    ];

    private static readonly Parameter[] Held =
    [
        new("RTL_ALT", MavParamType.Int32, 1500),
        new("RTL_ALT_M", MavParamType.Real32, 0.5),
        new("X", MavParamType.Int8, -3, 7),
    ];

    [Fact]
    public void Names_types_values_and_defaults_are_unpacked() => PackedParameters.Decode(File).Should().Equal(Held);

    [Fact]
    public void A_file_that_is_cut_anywhere_is_an_error_and_never_a_shorter_list()
    {
        for (var length = 0; length < File.Length; length++)
            FluentActions
                .Invoking(() => PackedParameters.Decode(File.AsSpan(0, length)))
                .Should()
                .Throw<FormatException>();
    }

    [Fact]
    public void Damage_is_an_error_or_another_list_but_no_crash()
    {
        var random = new Random(1);
        for (var run = 0; run < 2000; run++)
        {
            var damaged = File.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            try
            {
                PackedParameters.Decode(damaged).Should().HaveCount(3);
            }
            catch (FormatException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void Where_the_vehicle_has_files_the_list_comes_as_one() =>
        Bench.Run(async bench =>
        {
            using var list = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 5);
            using var files = new ScriptedFiles(bench.Vehicle, bench.Connection.Time);
            files.Files[PackedParameters.PathWithDefaults] = File;
            await Meet(bench, MavProtocolCapability.Ftp);
            var result = await bench.Services.Parameters.List();
            result.ByFile.Should().BeTrue();
            result.Parameters.Should().Equal(Held);
            list.Lists.Should().Be(0);
        });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_not_to_be_had_or_damaged_is_replaced_by_the_list(bool damaged) =>
        Bench.Run(async bench =>
        {
            using var list = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 5);
            using var files = new ScriptedFiles(bench.Vehicle, bench.Connection.Time);
            if (damaged)
                files.Files[PackedParameters.PathWithDefaults] = File[..^1];
            await Meet(bench, MavProtocolCapability.Ftp);
            var result = await bench.Services.Parameters.List();
            result.ByFile.Should().BeFalse();
            result.Parameters.Should().Equal(list.Values);
        });

    [Fact]
    public void A_vehicle_that_says_nothing_of_files_is_not_asked_for_one() =>
        Bench.Run(async bench =>
        {
            using var list = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 5);
            using var files = new ScriptedFiles(bench.Vehicle, bench.Connection.Time);
            await Meet(bench, MavProtocolCapability.Mavlink2);
            (await bench.Services.Parameters.List()).IsDone.Should().BeTrue();
            files.Requests.Should().BeEmpty();
        });

    private static async Task Meet(Bench bench, MavProtocolCapability capabilities)
    {
        bench.Vehicle.SayHeartbeat();
        bench.Vehicle.Say(new AutopilotVersion { Capabilities = capabilities });
        (
            await bench.Services.Telemetry.WaitUntil(
                s => s is { Heartbeat: not null, Identity: not null },
                TimeSpan.FromSeconds(1)
            )
        )
            .Should()
            .BeTrue();
    }
}
