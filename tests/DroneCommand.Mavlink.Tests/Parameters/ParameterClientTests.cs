using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Parameters;

public class ParameterClientTests
{
    [Fact]
    public void A_value_is_read_by_name() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Parameters["RTL_ALT"] = 1500;
            var read = await bench.Services.Parameters.Read("RTL_ALT");
            read.Should().Be(new ParameterResult(ParameterEnd.Done, "RTL_ALT", 1500, "", MavParamType.Real32));
        });

    [Fact]
    public void Of_renamed_parameters_the_one_that_the_vehicle_has_is_read() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.Parameters["SYSID_MYGCS"] = 255;
            var read = await bench.Services.Parameters.ReadAny(["MAV_GCS_SYSID", "SYSID_MYGCS"]);
            read.Name.Should().Be("SYSID_MYGCS");
            read.Value.Should().Be(255);
        });

    [Fact]
    public void An_unknown_name_is_no_answer() =>
        Bench.Run(async bench =>
            (await bench.Services.Parameters.Read("NO_SUCH_PARAM")).End.Should().Be(ParameterEnd.NoAnswer)
        );

    [Fact]
    public void A_set_is_done_when_the_vehicle_says_the_new_value() =>
        Bench.Run(async bench =>
        {
            var lost = 0;
            bench.Channel.Drop = (_, f) => f.MessageId is MessageIds.ParamSet or MessageIds.ParamValue && lost++ < 2;
            var set = await bench.Services.Parameters.Set("FS_GCS_ENABLE", 5);
            set.Should().Be(new ParameterResult(ParameterEnd.Done, "FS_GCS_ENABLE", 5, "", MavParamType.Real32));
            bench.Vehicle.Parameters["FS_GCS_ENABLE"].Should().Be(5);
        });

    [Fact]
    public void A_vehicle_that_keeps_its_value_refuses() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.On<ParamSet>(_ =>
                bench.Vehicle.Say(
                    new ParamValue
                    {
                        ParamId = "FS_GCS_ENABLE",
                        Value = 1,
                        ParamType = MavParamType.Real32,
                    }
                )
            );
            var set = await bench.Services.Parameters.Set("FS_GCS_ENABLE", 5);
            set.End.Should().Be(ParameterEnd.Refused);
            set.Reason.Should().Be("the vehicle keeps 1");
        });
}
