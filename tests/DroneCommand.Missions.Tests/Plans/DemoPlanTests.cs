using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Plans;

/// <summary>Every shipped template, planned on the demo's site for every vehicle it fits.</summary>
public class DemoPlanTests
{
    [Theory]
    [InlineData("perimeter-patrol", "Dock A")]
    [InlineData("perimeter-patrol", "Dock B")]
    [InlineData("perimeter-patrol", "Dock C")]
    [InlineData("checkpoint-round", "Dock A")]
    [InlineData("checkpoint-round", "Dock B")]
    [InlineData("checkpoint-round", "Dock C")]
    public void Every_copter_template_may_be_flown_from_every_copter_dock(string template, string dock)
    {
        var plan = Demo.Plan(template, dock, VehicleClass.Copter);

        plan.Problems.Should().BeEmpty();
        plan.IsFlyable.Should().BeTrue();
        plan.LengthMetres.Should().BeInRange(400, 700);
        plan.Duration.Should().BeLessThan(TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void The_perimeter_patrol_takes_the_perimeter_that_is_meant_for_the_vehicle()
    {
        Demo.Plan("perimeter-patrol", "Dock B", VehicleClass.Copter).Parameters["perimeter"].Should().Be("Fence line");
        Demo.Plan("perimeter-patrol", "Gate yard", VehicleClass.Rover)
            .Parameters["perimeter"]
            .Should()
            .Be("South yard");
    }

    [Fact]
    public void The_perimeter_patrol_may_be_driven_from_the_gate_yard()
    {
        var plan = Demo.Plan("perimeter-patrol", "Gate yard", VehicleClass.Rover);

        plan.Problems.Should().BeEmpty();
        plan.Route.Should().OnlyContain(point => point.Altitude.Metres == 0);
    }

    [Theory]
    [InlineData("perimeter-patrol", "Dock B", VehicleFamily.Copter)]
    [InlineData("perimeter-patrol", "Gate yard", VehicleFamily.Rover)]
    [InlineData("checkpoint-round", "Dock B", VehicleFamily.Copter)]
    public void The_plan_is_the_verified_one(string template, string dock, VehicleFamily family)
    {
        var plan = Demo.Plan(template, dock, VehicleClass.Of(family));

        Snapshot.Verify(PlanText.Of(plan), $"{template}-{VehicleFamilies.NameOf(family)}");
    }
}
