using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Tests.Wire;

public class DefinitionFactsTests
{
    [Fact]
    public void Fields_stand_in_the_dialects_order_with_their_place_in_the_payload()
    {
        MessageTable.TryGet("HEARTBEAT", out var info).Should().BeTrue();
        info!
            .Fields.Should()
            .Equal(
                new MessageField("type", FieldType.UInt8, 0, 4, false) { Enum = "MAV_TYPE" },
                new MessageField("autopilot", FieldType.UInt8, 0, 5, false) { Enum = "MAV_AUTOPILOT" },
                new MessageField("base_mode", FieldType.UInt8, 0, 6, false) { Enum = "MAV_MODE_FLAG" },
                new MessageField("custom_mode", FieldType.UInt32, 0, 0, false),
                new MessageField("system_status", FieldType.UInt8, 0, 7, false) { Enum = "MAV_STATE" },
                new MessageField("mavlink_version", FieldType.UInt8, 0, 8, false) { Constant = "3" }
            );
        MessageTable.TryGet("Heartbeat", out _).Should().BeFalse("names are as MAVLink writes them");
    }

    [Fact]
    public void The_fields_of_every_message_fill_its_payload_without_gap_or_overlap()
    {
        foreach (var info in MessageTable.All)
        {
            var at = 0;
            foreach (var field in info.Fields.OrderBy(f => f.Offset))
            {
                field.Offset.Should().Be(at, $"{info.Name}.{field.Name}");
                if (field.IsExtension)
                    at.Should().BeGreaterThanOrEqualTo(info.MinLength);
                at += field.ElementSize * Math.Max(1, field.Length);
            }
            at.Should().Be(info.MaxLength, info.Name);
        }
    }

    [Fact]
    public void Enums_are_found_by_name_and_their_entries_both_ways()
    {
        EnumTable.TryGet("MAV_TYPE", out var types).Should().BeTrue();
        types!.IsBitmask.Should().BeFalse();
        types.NameOf(2).Should().Be("MAV_TYPE_QUADROTOR");
        types.NameOf(65000).Should().BeNull();
        types.TryGetValue("mav_type_quadrotor", out var value).Should().BeTrue();
        value.Should().Be(2);
        EnumTable.TryGet("MAV_MODE_FLAG", out var flags).Should().BeTrue();
        flags!.IsBitmask.Should().BeTrue();
        EnumTable.TryGet("NO_SUCH_ENUM", out _).Should().BeFalse();
        EnumTable.All.Should().OnlyHaveUniqueItems(e => e.Name).And.OnlyContain(e => e.Entries.Count > 0);
    }

    [Theory]
    [InlineData("MAV_CMD_NAV_TAKEOFF")]
    [InlineData("nav_takeoff")]
    public void Commands_are_found_by_name_with_or_without_prefix(string name)
    {
        CommandTable.TryGet(name, out var command).Should().BeTrue();
        command!.Command.Should().Be(MavCmd.NavTakeoff);
        command.HasLocation.Should().BeTrue();
        command.Parameters.Select(p => p.Index).Should().BeInAscendingOrder().And.OnlyContain(i => i >= 1 && i <= 7);
        var altitude = command.Parameters.Single(p => p.Index == 7);
        altitude.Label.Should().Be("Altitude");
        altitude.Units.Should().Be("m");
    }

    [Fact]
    public void Command_parameters_tell_limits_and_enums()
    {
        CommandTable.TryGet(MavCmd.DoChangeSpeed, out var speed).Should().BeTrue();
        speed!.Parameters[0].Enum.Should().Be("SPEED_TYPE");
        CommandTable.TryGet(MavCmd.NavWaypoint, out var waypoint).Should().BeTrue();
        waypoint!.Parameters[0].Min.Should().Be(0);
        waypoint.Parameters[0].Max.Should().BeNull();
        CommandTable.All.Should().BeInAscendingOrder(c => c.Command);
        foreach (var command in CommandTable.All)
            command.HasLocation.Should().Be(CommandTable.HasLocation(command.Command), command.Name);
    }

    [Fact]
    public void Fields_are_those_of_the_dialect()
    {
        var path = SharedData.Find("data/mavlink/ardupilotmega.facts.json");
        Assert.SkipWhen(path == null, "no facts here");
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var message in json.RootElement.GetProperty("messages").EnumerateArray())
        {
            MessageTable.TryGet(message.GetProperty("id").GetUInt32(), out var info).Should().BeTrue();
            info!
                .Fields.Select(f =>
                    (Name: f.Name, f.Offset, f.Length, f.IsExtension, Enum: f.Enum ?? "", Units: f.Units ?? "")
                )
                .Should()
                .Equal(message.GetProperty("fields").EnumerateArray().Select(Fact), info.Name);
        }
    }

    private static (string Name, int Offset, int Length, bool IsExtension, string Enum, string Units) Fact(
        JsonElement field
    ) =>
        (
            field.GetProperty("name").GetString()!,
            field.GetProperty("offset").GetInt32(),
            field.TryGetProperty("array", out var length) ? length.GetInt32() : 0,
            field.TryGetProperty("ext", out var extension) && extension.GetBoolean(),
            field.TryGetProperty("enum", out var name) ? name.GetString()! : "",
            field.TryGetProperty("units", out var units) ? units.GetString()! : ""
        );
}
