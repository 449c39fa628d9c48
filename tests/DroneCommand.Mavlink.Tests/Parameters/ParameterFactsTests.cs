using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Mavlink.Tests.Parameters;

public class ParameterFactsTests
{
    public static TheoryData<string> Autopilots => [.. ByName.Keys];

    private static readonly Dictionary<string, IAutopilot> ByName = new()
    {
        ["Copter"] = ArduPilotCopter.Instance,
        ["Plane"] = ArduPilotPlane.Instance,
        ["Rover"] = ArduPilotRover.Instance,
        ["Sub"] = ArduPilotSub.Instance,
        ["PX4"] = Px4.Flying,
    };

    [Theory]
    [MemberData(nameof(Autopilots))]
    public void Every_parameter_that_is_looked_at_before_arming_is_in_the_table(string name)
    {
        FailsafeLimits[] limits =
        [
            new(255, 30) { NeedsMount = true, LinkLost = FailsafeAction.Return },
            new(255, 30) { LinkLost = FailsafeAction.Continue, BatteryLow = FailsafeAction.Land },
        ];
        var checks = limits.SelectMany(ByName[name].FailsafeChecks);
        foreach (var parameter in checks.SelectMany(c => c.Settings).SelectMany(s => s))
            ParameterFacts.Find(ByName[name], parameter.Name).Should().NotBeNull("{0}", parameter.Name);
    }

    [Fact]
    public void One_name_may_have_another_unit_on_another_vehicle()
    {
        ParameterFacts.Find(ArduPilotCopter.Instance, "RTL_SPEED")!.Unit.Should().Be("cm/s");
        ParameterFacts.Find(ArduPilotRover.Instance, "RTL_SPEED")!.Unit.Should().Be("m/s");
        ParameterFacts.Find(ArduPilotSub.Instance, "RTL_SPEED").Should().BeNull();
        ParameterFacts.Find(null, "RTL_SPEED").Should().BeNull();
    }

    [Fact]
    public void The_table_is_sound()
    {
        foreach (var (set, fact) in ParameterFacts.All)
        {
            set.Should().BeOneOf("copter", "plane", "rover", "sub", "ardupilot", "px4");
            fact.Name.Length.Should().BeInRange(1, 16);
            fact.Unit.Should()
                .BeOneOf("", "s", "ms", "m", "cm", "km", "m/s", "cm/s", "m/s²", "cm/s²", "V", "mAh", "%", "Hz", "deg");
            fact.Meaning.Should().NotBeEmpty();
            fact.Source.Should().NotBeEmpty();
        }
    }
}
