using System.Text.Json.Nodes;
using DroneCommand.Cli.Tests.Support;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Tests.Encode;

public class EncodeTests
{
    private const string Key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    [Fact]
    public async Task What_is_not_given_is_zero_and_constants_are_always_sent()
    {
        var result = await Tool.Run(Line("HEARTBEAT", """{"type":2,"custom_mode":4}"""), "encode");
        result.Output.Should().Be(Frames.Hex(Frames.Heartbeat(7)) + "\n");
        result.Code.Should().Be(0);
        (await Tool.Run(Line("HEARTBEAT", """{"type":2,"custom_mode":4,"mavlink_version":9}"""), "encode"))
            .Output.Should()
            .Be(result.Output);
    }

    [Fact]
    public async Task Version_1_carries_base_fields_only()
    {
        var line = Line("BATTERY_STATUS", """{"id":3,"voltages_ext":[1,2]}""")
            .Replace("\"version\":2", "\"version\":1");
        (await Tool.Run(line, "encode"))
            .Output.Should()
            .Be(Frames.Hex(Frames.Of(new BatteryStatus { Id = 3 }, 7, version: 1)) + "\n");
    }

    [Fact]
    public async Task Names_of_enum_entries_stand_for_their_values()
    {
        const string Fields =
            """{"type":"MAV_TYPE_QUADROTOR","base_mode":"MAV_MODE_FLAG_SAFETY_ARMED | MAV_MODE_FLAG_AUTO_ENABLED"}""";
        var expected = new Heartbeat
        {
            Type = MavType.Quadrotor,
            BaseMode = MavModeFlag.SafetyArmed | MavModeFlag.AutoEnabled,
        };
        (await Tool.Run(Line("HEARTBEAT", Fields), "encode"))
            .Output.Should()
            .Be(Frames.Hex(Frames.Of(expected, 7)) + "\n");
    }

    [Fact]
    public async Task NaN_is_the_one_that_autopilots_send()
    {
        var result = await Tool.Run(Line("ATTITUDE", """{"roll":"NaN","pitch":"-Infinity"}"""), "encode");
        result.Output.Should().Contain("0000c07f" + "000080ff");
    }

    [Theory]
    [InlineData("ATTITUDE", """{"rol":1}""", "ATTITUDE has no field rol")]
    [InlineData("ATTITUDE", """{"roll":"x"}""", "ATTITUDE.roll: expected a number, not \"x\"")]
    [InlineData("ATTITUDE", """{"roll":1e39}""", "ATTITUDE.roll: 1e39 is out of range for a float")]
    [InlineData("ATTITUDE", """{"roll":1e999}""", "ATTITUDE.roll: 1e999 is out of range")]
    [InlineData(
        "ATTITUDE",
        """{"time_boot_ms":4294967296}""",
        "ATTITUDE.time_boot_ms: 4294967296 is not from 0 to 4294967295"
    )]
    [InlineData("ATTITUDE", """{"time_boot_ms":1.0}""", "ATTITUDE.time_boot_ms: expected an integer, not 1.0")]
    [InlineData("HEARTBEAT", """{"type":-1}""", "HEARTBEAT.type: -1 is not from 0 to 255")]
    [InlineData("HEARTBEAT", """{"type":"MAV_TYPE_BIRD"}""", "HEARTBEAT.type: 'MAV_TYPE_BIRD' is no entry of MAV_TYPE")]
    [InlineData("HEARTBEAT", """{"type":[1]}""", "HEARTBEAT.type: expected an integer, not [1]")]
    [InlineData("BATTERY_STATUS", """{"voltages":1}""", "BATTERY_STATUS.voltages: expected an array, not 1")]
    [InlineData(
        "BATTERY_STATUS",
        """{"voltages_ext":[1,2,3,4,5]}""",
        "BATTERY_STATUS.voltages_ext: 5 elements are more than 4"
    )]
    [InlineData("STATUSTEXT", """{"text":5}""", "STATUSTEXT.text: expected text, not 5")]
    [InlineData(
        "STATUSTEXT",
        """{"text":"äääääääääääääääääääääääääxy"}""",
        "STATUSTEXT.text: 52 bytes of text are more than 50"
    )]
    [InlineData("NOTHING", "{}", "there is no message NOTHING")]
    public async Task What_does_not_fit_is_named_with_its_line_and_field(string name, string fields, string complaint)
    {
        var result = await Tool.Run($"\n{Line(name, fields)}\n{Line("PING", "{}")}\n", "encode");
        result.Errors.TrimEnd().Should().Be($"line 2: {complaint}");
        result.Lines.Should().HaveCount(1, "the other lines go on");
        result.Code.Should().Be(1);
    }

    [Theory]
    [InlineData("\"seq\":7", "\"seq\":256", "seq: 256 is no integer from 0 to 255")]
    [InlineData("\"sysid\":1,", "", "sysid is missing")]
    [InlineData("\"version\":2", "\"version\":3", "version: 3 is no integer from 1 to 2")]
    [InlineData(
        "\"PING\",\"version\":2",
        "\"AVAILABLE_MODES\",\"version\":1",
        "MAVLink 1 cannot carry AVAILABLE_MODES"
    )]
    [InlineData("\"version\":2", "\"version\":1,\"signed\":true", "it is to be signed, but")]
    [InlineData("}}", "}", "no JSON")]
    [InlineData("}}", "}} x", "no JSON")]
    [InlineData("\"seq\":7", "\"seq\":7,\"signed\":true", "it is to be signed, but there is no --key")]
    public async Task A_line_that_is_wrong_is_named(string part, string wrong, string complaint)
    {
        var line = Line("PING", "{}").Replace(part, wrong);
        var result = await Tool.Run(line, "encode");
        result.Errors.Should().StartWith($"line 1: {complaint}");
        result.Code.Should().Be(1);
    }

    [Fact]
    public async Task A_key_signs_what_says_when_and_for_which_link()
    {
        var line = Line("PING", "{}").Replace("\"seq\":7", "\"seq\":7,\"link_id\":4,\"timestamp\":281474976710655");
        var encoded = await Tool.Run(line, "encode", "--key", Key);
        var decoded = await Tool.Run(encoded.Output, "decode", "--hex", "--key", Key);
        decoded.Output.Should().Contain("\"link_id\":4,\"timestamp\":281474976710655");
        (await Tool.Run(Line("PING", "{}"), "encode", "--key", Key)).Errors.Should().Contain("link_id is missing");
        var unsigned = Line("PING", "{}").Replace("\"seq\":7", "\"seq\":7,\"signed\":false");
        (await Tool.Run(unsigned, "encode", "--key", Key)).Output.Should().StartWith("fd010000");
    }

    [Fact]
    public async Task What_decode_writes_encodes_to_the_same_frames_for_every_message()
    {
        var random = new Random(20260701);
        var lines = MessageTable
            .All.SelectMany(m => Enumerable.Range(0, 3).Select(_ => Any(m, random)))
            .Select(l => l.ToJsonString())
            .ToList();
        var first = await Tool.Run(string.Join('\n', lines), "encode");
        first.Errors.Should().BeEmpty();
        first.Lines.Should().HaveSameCount(lines);
        var decoded = await Tool.Run([.. first.Lines.SelectMany(Convert.FromHexString), 9, 9], "decode");
        decoded.Lines.Should().HaveCount(lines.Count + 1, "the last line tells of the two bytes");
        (await Tool.Run(decoded.Output, "encode")).Lines.Should().Equal(first.Lines);
    }

    private static string Line(string name, string fields) =>
        $$"""{"name":"{{name}}","version":2,"sysid":1,"compid":1,"seq":7,"fields":{{fields}}}""";

    private static JsonObject Any(MessageInfo info, Random random)
    {
        var fields = new JsonObject();
        foreach (var field in info.Fields)
            fields[field.Name] = field switch
            {
                { Type: FieldType.Char } => new string('x', random.Next(Math.Max(1, field.Length) + 1)),
                { Length: 0 } => Value(field.Type, random),
                _ => new JsonArray([.. Enumerable.Range(0, field.Length).Select(_ => Value(field.Type, random))]),
            };
        return new JsonObject
        {
            ["name"] = info.Name,
            ["version"] = info.Id <= 255 && random.Next(2) == 0 ? 1 : 2,
            ["sysid"] = random.Next(256),
            ["compid"] = random.Next(256),
            ["seq"] = random.Next(256),
            ["fields"] = fields,
        };
    }

    private static JsonValue Value(FieldType type, Random random) =>
        type switch
        {
            FieldType.UInt8 => JsonValue.Create(random.Next(256)),
            FieldType.Int8 => JsonValue.Create(random.Next(-128, 128)),
            FieldType.UInt16 => JsonValue.Create(random.Next(65536)),
            FieldType.Int16 => JsonValue.Create(random.Next(-32768, 32768)),
            FieldType.UInt32 => JsonValue.Create(random.NextInt64(uint.MaxValue + 1L)),
            FieldType.Int32 => JsonValue.Create(random.Next(int.MinValue, int.MaxValue)),
            FieldType.UInt64 => JsonValue.Create((ulong)random.NextInt64() * 2),
            FieldType.Int64 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
            FieldType.Float => JsonValue.Create((double)(random.NextSingle() - 0.5f)),
            _ => JsonValue.Create(random.NextDouble() - 0.5),
        };
}
