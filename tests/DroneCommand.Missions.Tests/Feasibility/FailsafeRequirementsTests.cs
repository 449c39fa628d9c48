using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Feasibility;

public class FailsafeRequirementsTests
{
    [Fact]
    public void The_return_altitude_clears_the_tallest_thing_within_the_boundary()
    {
        var site = SiteText
            .Plain()
            .Box("building", "Hall", 20, 20, 40, 40, "\"heightM\": 12")
            .Point("obstacle", "Mast", (-50, 50), "\"heightM\": 31, \"widthM\": 1")
            .Point("obstacle", "Far mast", (-300, 50), "\"heightM\": 90, \"widthM\": 1")
            .Site();

        var required = FailsafeRequirements.For(site, VehicleFamily.Copter);

        required.ReturnAltitude.Metres.Should().Be(36);
        required.TallestObstacle.Should().Be("Mast");
        required.HighestReturnAltitude.Metres.Should().Be(80);
        (required.GcsFailsafe, required.BatteryFailsafe, required.Fence).Should().Be((true, true, true));
    }

    [Fact]
    public void A_plan_asks_only_for_what_stands_under_its_ways_home()
    {
        var plan = Demo.Plan("perimeter-patrol", "Dock B", VehicleClass.Copter);

        var required = FailsafeRequirements.For(Demo.Site, plan);

        required.TallestObstacle.Should().Be("Stack");
        required.ReturnAltitude.Metres.Should().Be(27);
    }

    [Fact]
    public void On_the_demo_site_a_return_at_30_m_is_high_enough() =>
        FailsafeRequirements
            .For(Demo.Site, VehicleFamily.Copter)
            .ReturnAltitude.Metres.Should()
            .BeLessThanOrEqualTo(30);

    [Fact]
    public void A_rover_returns_on_the_ground()
    {
        var required = FailsafeRequirements.For(Demo.Site, VehicleFamily.Rover);

        required.ReturnAltitude.Metres.Should().Be(0);
        required.TallestObstacle.Should().BeNull();
    }
}
