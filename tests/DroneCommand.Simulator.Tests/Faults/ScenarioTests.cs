using DroneCommand.Simulator.Autopilots;
using DroneCommand.Simulator.Faults;
using DroneCommand.Simulator.Tests.Support;

namespace DroneCommand.Simulator.Tests.Faults;

public class ScenarioTests
{
    private const string Weather = """
        format: 1
        name: a bad afternoon
        steps:
          - at: 5
            fault: gps-noise=3
          - at: 6
            fault: loss=0.1/2
            vehicle: 11
          - at: 7
            fault: delay=100ms
          - at: 10
            clear: gps-noise
          - at: 11
            clear: all
        """;

    [Fact]
    public void A_timeline_is_followed()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready);
        ScenarioReader.Read(Weather, "weather.yaml").Scenario!.Schedule(new NetworkFaults([rig.Fleet]));
        IEnumerable<string> On() => rig.Fleet.Faults.Faults.Where(f => f.IsOn).Select(f => f.Fault.Name);
        rig.Run(5.1);
        On().Should().Equal("gps-noise");
        rig.Run(2);
        On().Should().Equal("gps-noise", "loss", "delay");
        rig.Run(1);
        On().Should().Equal("gps-noise", "delay");
        rig.Run(2);
        On().Should().Equal("delay");
        rig.Run(1);
        rig.Fleet.Faults.Faults.Should().BeEmpty();
    }

    [Theory]
    [InlineData("- at: 5\n    fault: gps-los", 5, 12, "unknown fault 'gps-los'")]
    [InlineData("- at: 5\n    fault: loss=2", 5, 12, "from 0 to 1")]
    [InlineData("- at: 5\n    fault: loss@3", 5, 12, "the key 'at'")]
    [InlineData("- at: soon\n    fault: loss", 4, 9, "'at' must be a number")]
    [InlineData("- at: 5\n    clear: gps-los", 5, 12, "is 'gps-loss' meant?")]
    [InlineData("- at: 5\n    fault: loss\n    clear: all", 4, 5, "either 'fault' or 'clear'")]
    [InlineData("- at: 5\n    fautl: loss", 5, 5, "is 'fault' meant?")]
    [InlineData("- fault: loss", 4, 5, "lacks 'at'")]
    [InlineData("- at: 5\n    fault: loss\n    vehicle: 300", 6, 14, "from 1 to 250")]
    public void What_is_wrong_is_said_with_its_place(string step, int line, int column, string reason)
    {
        var read = ScenarioReader.Read($"format: 1\nname: x\nsteps:\n  {step}\n", "x.yaml");
        read.Scenario.Should().BeNull();
        var problem = read.Problems[0];
        (problem.Line, problem.Column).Should().Be((line, column));
        problem.Reason.Should().Contain(reason);
    }

    [Fact]
    public void A_fault_that_hits_nobody_is_refused_before_the_start()
    {
        var rig = new Rig(VehicleKind.Copter, Rig.Ready);
        var scenario = ScenarioReader.Read("format: 1\nname: x\nsteps: [{at: 1, fault: stuck}]\n", "x.yaml").Scenario!;
        var schedule = () => scenario.Schedule(new NetworkFaults([rig.Fleet]));
        schedule.Should().Throw<FormatException>().WithMessage("*rover only*");
    }
}
