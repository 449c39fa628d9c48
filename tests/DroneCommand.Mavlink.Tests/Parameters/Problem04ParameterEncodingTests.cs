using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Parameters;
using DroneCommand.Mavlink.Tests.Support;

namespace DroneCommand.Mavlink.Tests.Parameters;

/// <summary>Problem 4 of the twelve: whole numbers written in two ways, and sets that nobody verifies.</summary>
public class Problem04ParameterEncodingTests
{
    [Theory]
    [InlineData(MavProtocolCapability.ParamEncodeBytewise, MavAutopilot.Ardupilotmega, ParameterEncoding.Bytewise)]
    [InlineData(MavProtocolCapability.ParamEncodeCCast, MavAutopilot.Px4, ParameterEncoding.Cast)]
    [InlineData(MavProtocolCapability.ParamFloat, MavAutopilot.Ardupilotmega, ParameterEncoding.Cast)]
    [InlineData((MavProtocolCapability)0, MavAutopilot.Px4, ParameterEncoding.Bytewise)]
    [InlineData((MavProtocolCapability)0, MavAutopilot.Generic, ParameterEncoding.Cast)]
    public void What_the_vehicle_says_of_itself_decides(
        MavProtocolCapability capabilities,
        MavAutopilot autopilot,
        ParameterEncoding encoding
    ) => ParameterEncodings.Of(capabilities, autopilot).Should().Be(encoding);

    [Fact]
    public void Without_its_capabilities_the_autopilot_decides()
    {
        ParameterEncodings.Of(null, MavAutopilot.Px4).Should().Be(ParameterEncoding.Bytewise);
        ParameterEncodings.Of(null, MavAutopilot.Ardupilotmega).Should().Be(ParameterEncoding.Cast);
        ParameterEncodings.Of(null, null).Should().Be(ParameterEncoding.Cast);
    }

    [Theory]
    [InlineData(MavParamType.Uint8, 255)]
    [InlineData(MavParamType.Int8, -128)]
    [InlineData(MavParamType.Uint16, 65535)]
    [InlineData(MavParamType.Int16, -32768)]
    [InlineData(MavParamType.Uint32, 4294967295)]
    [InlineData(MavParamType.Int32, -2147483648)]
    [InlineData(MavParamType.Int32, 16777217)]
    [InlineData(MavParamType.Real32, 0.5)]
    public void Bytewise_every_type_keeps_every_bit(MavParamType type, double value)
    {
        var wire = ParameterEncoding.Bytewise.Encode(value, type);
        ParameterEncoding.Bytewise.Decode(wire, type).Should().Be(value);
    }

    [Fact]
    public void The_same_bits_mean_different_things_and_the_value_never_decides()
    {
        // One as PX4 writes it is a float so small that it might be meant.
        var wire = ParameterEncoding.Bytewise.Encode(1, MavParamType.Int32);
        ParameterEncoding.Bytewise.Decode(wire, MavParamType.Int32).Should().Be(1);
        ParameterEncoding.Cast.Decode(wire, MavParamType.Int32).Should().BeGreaterThan(0).And.BeLessThan(1e-40);
    }

    [Fact]
    public void A_PX4_is_read_and_set_bytewise_in_its_own_type() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Px4(bench);
            await Meet(bench, MavAutopilot.Px4);
            (await bench.Services.Parameters.Read("COM_FLTMODE1")).Value.Should().Be(-1);
            var set = await bench.Services.Parameters.Set("COM_FLTMODE1", 16777219);
            set.Should().Be(new ParameterResult(ParameterEnd.Done, "COM_FLTMODE1", 16777219, "", MavParamType.Int32));
            vehicle.Sets.Should().OnlyContain(s => s.ParamType == MavParamType.Int32);
            vehicle.Values[^1].Value.Should().Be(16777219);
        });

    [Fact]
    public void The_capability_outweighs_the_autopilot() =>
        Bench.Run(async bench =>
        {
            using var vehicle = Px4(bench);
            await Meet(bench, MavAutopilot.Ardupilotmega);
            bench.Vehicle.Say(new AutopilotVersion { Capabilities = MavProtocolCapability.ParamEncodeBytewise });
            (await bench.Services.Telemetry.WaitUntil(s => s.Identity != null, TimeSpan.FromSeconds(1)))
                .Should()
                .BeTrue();
            (await bench.Services.Parameters.Read("COM_FLTMODE1")).Value.Should().Be(-1);
        });

    [Theory]
    [InlineData(MavParamType.Int8, 128)]
    [InlineData(MavParamType.Uint8, -1)]
    [InlineData(MavParamType.Int16, 2.5)]
    [InlineData(MavParamType.Real32, double.NaN)]
    public void A_value_that_the_type_cannot_hold_is_not_sent(MavParamType type, double value) =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 0);
            vehicle.Values.Add(new Parameter("SMALL", type, 1));
            var set = await bench.Services.Parameters.Set("SMALL", value);
            set.End.Should().Be(ParameterEnd.Refused);
            set.Reason.Should().EndWith($" is no {type.ToString().ToUpperInvariant()}");
            vehicle.Sets.Should().BeEmpty();
        });

    [Fact]
    public void An_old_value_that_is_heard_meanwhile_is_no_answer_to_a_set() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 3);
            var client = bench.Services.Parameters;
            await client.Read("P0001_VALUE");
            var setting = client.Set("P0001_VALUE", 9);
            vehicle.Say(1);
            (await setting).Value.Should().Be(9);
        });

    [Fact]
    public void Another_type_in_the_echo_is_a_refusal() =>
        Bench.Run(async bench =>
        {
            using var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 3);
            await bench.Services.Parameters.Read("P0001_VALUE");
            vehicle.Values[1] = vehicle.Values[1] with { Type = MavParamType.Int8 };
            var set = await bench.Services.Parameters.Set("P0001_VALUE", 9);
            set.End.Should().Be(ParameterEnd.Refused);
            set.Reason.Should().Be("the vehicle stores it as INT8");
        });

    [Fact]
    public void PARAM_ERROR_gives_the_vehicles_reason_at_once() =>
        Bench.Run(async bench =>
        {
            var answers = 0;
            bench.Vehicle.On<ParamRequestRead>(m => Refuse(m.ParamId, MavParamError.DoesNotExist));
            var read = await bench.Services.Parameters.Read("NO_SUCH");
            read.End.Should().Be(ParameterEnd.Refused);
            read.Reason.Should().Be("the vehicle has no such parameter");
            answers.Should().Be(1);

            void Refuse(string name, MavParamError error)
            {
                answers++;
                bench.Vehicle.Say(
                    new ParamError
                    {
                        TargetSystem = ScriptedVehicle.Ground,
                        TargetComponent = ScriptedVehicle.GroundComponent,
                        ParamId = name,
                        ParamIndex = -1,
                        Error = error,
                    }
                );
            }
        });

    [Fact]
    public void A_set_that_is_not_permitted_says_so() =>
        Bench.Run(async bench =>
        {
            bench.Vehicle.On<ParamSet>(m =>
                bench.Vehicle.Say(new ParamError { ParamId = m.ParamId, Error = MavParamError.ReadOnly })
            );
            var set = await bench.Services.Parameters.Set("FS_GCS_ENABLE", 5);
            set.End.Should().Be(ParameterEnd.Refused);
            set.Reason.Should().Be("it is read-only");
        });

    private static ScriptedParameters Px4(Bench bench)
    {
        var vehicle = new ScriptedParameters(bench.Vehicle, bench.Connection.Time, 3)
        {
            Encoding = ParameterEncoding.Bytewise,
        };
        vehicle.Values.Add(new Parameter("COM_FLTMODE1", MavParamType.Int32, -1));
        return vehicle;
    }

    private static async Task Meet(Bench bench, MavAutopilot autopilot)
    {
        bench.Vehicle.Say(new Heartbeat { Type = MavType.Quadrotor, Autopilot = autopilot });
        (await bench.Services.Telemetry.WaitUntil(s => s.Heartbeat != null, TimeSpan.FromSeconds(1))).Should().BeTrue();
    }
}
