using System.Text.Json;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Tests.Wire;

public class GeneratedDefinitionsTests
{
    [Fact]
    public void Names_are_csharps_and_values_are_mavlinks()
    {
        ((uint)MavCmd.NavWaypoint).Should().Be(16);
        ((uint)MavType.Quadrotor).Should().Be(2);
        ((uint)MavSysStatusSensor.PrearmCheck).Should().Be(0x10000000);
        ((uint)CopterMode.SmartRtl).Should().Be(21);
        ((uint)MavModeFlag.SafetyArmed).Should().Be(128);
        CommandTable.HasLocation(MavCmd.NavWaypoint).Should().BeTrue();
        CommandTable.HasLocation(MavCmd.DoSetMode).Should().BeFalse();
    }

    [Fact]
    public void Lengths_and_extras_are_those_of_the_dialect()
    {
        var path = SharedData.Find("data/mavlink/ardupilotmega.facts.json");
        Assert.SkipWhen(path == null, "no facts here");
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        foreach (var message in json.RootElement.GetProperty("messages").EnumerateArray())
        {
            var id = message.GetProperty("id").GetUInt32();
            MessageTable.TryGet(id, out var info).Should().BeTrue();
            info!.Name.Should().Be(message.GetProperty("name").GetString());
            info.CrcExtra.Should().Be(message.GetProperty("crc_extra").GetByte());
            info.MinLength.Should().Be(message.GetProperty("min_len").GetInt32(), info.Name);
            info.MaxLength.Should().Be(message.GetProperty("max_len").GetInt32(), info.Name);
        }
    }
}
