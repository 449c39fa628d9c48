using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Files;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Services;

/// <summary>
/// What fuzzing found: a vehicle, or who pretends to be it, that says the same again and again kept transactions alive that
/// only knew how to end in silence.
/// </summary>
public class EndlessTrafficTests
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void A_setting_ends_although_another_value_is_said_all_the_time() =>
        Bench.Run(async bench =>
        {
            using var saying = Repeat(bench, () => Say(bench, "A", 1));
            var result = await Timed(bench, 20, bench.Services.Parameters.Set("A", 2));
            result.End.Should().Be(ParameterEnd.Refused);
            result.Reason.Should().Be("the vehicle keeps 1");
        });

    [Fact]
    public void A_reading_by_two_names_ends_although_one_of_them_is_refused_all_the_time() =>
        Bench.Run(async bench =>
        {
            using var saying = Repeat(
                bench,
                () =>
                    bench.Vehicle.Say(
                        new ParamError
                        {
                            TargetSystem = ScriptedVehicle.Ground,
                            TargetComponent = ScriptedVehicle.GroundComponent,
                            ParamId = "A",
                            Error = MavParamError.DoesNotExist,
                        }
                    )
            );
            var result = await Timed(bench, 20, bench.Services.Parameters.ReadAny(["A", "B"]));
            result.End.Should().Be(ParameterEnd.NoAnswer);
        });

    [Fact]
    public void A_list_ends_by_its_deadline_although_the_same_value_comes_all_the_time() =>
        Bench.Run(async bench =>
        {
            using var saying = Repeat(bench, () => Say(bench, "A", 1));
            var options = new ParameterListOptions { Deadline = TimeSpan.FromMinutes(1) };
            var result = await Timed(bench, 70, bench.Services.Parameters.List(options));
            result.End.Should().Be(ParameterEnd.NoAnswer);
            result.Reason.Should().Be("it took too long: 1 of 2 are missing");
        });

    [Fact]
    public void A_file_ends_although_the_same_piece_comes_whatever_is_asked_for() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.On<FileTransferProtocol>(m =>
            {
                var asked = FilePacket.Read(m);
                var data = new byte[asked.Opcode == MavFtpOpcode.Openfilero ? 4 : FilePacket.MaxData];
                var answer = asked with
                {
                    Sequence = (ushort)(asked.Sequence + 1),
                    Opcode = MavFtpOpcode.Ack,
                    RequestOpcode = asked.Opcode,
                    Offset = 0,
                    Size = (byte)data.Length,
                    Data = data,
                };
                bench.Vehicle.Say(answer.Write(ScriptedVehicle.Ground, ScriptedVehicle.GroundComponent));
            });
            var result = await Timed(bench, 30, bench.Services.Files.Read("a"));
            result.End.Should().Be(FileEnd.NoAnswer);
        });

    [Fact]
    public void A_list_of_modes_ends_although_one_mode_comes_all_the_time() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Answer = (_, _) => MavResult.Accepted;
            using var saying = Repeat(
                bench,
                () => bench.Vehicle.Say(new AvailableModes { NumberModes = 3, ModeIndex = 1 })
            );
            var listing = await Timed(
                bench,
                41 * 32,
                new VehicleModes(bench.Connection, bench.Services.Commands).Read(ArduPilotCopter.Instance)
            );
            listing.FromVehicle.Should().BeFalse();
        });

    private static ITimer Repeat(Bench bench, Action say) =>
        bench.Connection.Time.CreateTimer(_ => say(), null, TimeSpan.Zero, Often);

    private static void Say(Bench bench, string name, float value) =>
        bench.Vehicle.Say(
            new ParamValue
            {
                ParamId = name,
                Value = value,
                ParamType = MavParamType.Real32,
                ParamCount = 2,
            }
        );

    private static async Task<T> Timed<T>(Bench bench, double seconds, Task<T> transaction)
    {
        var begun = bench.Connection.Time.GetTimestamp();
        var result = await transaction;
        bench.Connection.Time.GetElapsedTime(begun).TotalSeconds.Should().BeLessThan(seconds);
        return result;
    }
}
