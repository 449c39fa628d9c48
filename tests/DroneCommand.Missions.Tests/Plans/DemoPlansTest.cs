using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

public class DemoPlansTest
{
    [Theory]
    [InlineData("perimeter-patrol", "Dock A")]
    [InlineData("perimeter-patrol", "Dock B")]
    [InlineData("perimeter-patrol", "Dock C")]
    [InlineData("checkpoint-round", "Dock B")]
    public void Every_shipped_template_is_flyable_from_the_copter_docks(string template, string dock)
    {
        var plan = Demo.Plan(template, dock, VehicleClass.Copter);

        plan.Problems.Should().BeEmpty();
        plan.IsFlyable.Should().BeTrue();
        plan.LengthMetres.Should().BeInRange(300, 700);
    }

    [Fact]
    public void The_perimeter_patrol_is_drivable_from_the_gate_yard()
    {
        var plan = Demo.Plan("perimeter-patrol", "Gate yard", VehicleClass.Rover);

        plan.Problems.Should().BeEmpty();
        plan.Parameters["perimeter"].Should().Be("South yard");
    }
}
