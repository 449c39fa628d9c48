using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Energy;

public class WayHomeTests
{
    private static readonly SiteText Field = new();

    [Fact]
    public void It_is_the_climb_the_way_and_the_landing()
    {
        var way = Way(VehicleClass.Copter, 120, altitude: 20, returnAltitude: 30);

        // 10 m at 2.5 m/s; 120 m at 6 m/s and 6/2.5 s for starting and stopping; 5 s, 20 m at 1.5 m/s, 10 m at 0.5 m/s.
        way.Duration.TotalSeconds.Should().BeApproximately(4 + 22.4 + 5 + 20 / 1.5 + 20, 0.001);
        way.LengthMetres.Should().BeApproximately(120, 0.001);
        way.EnergyPercent.Should().BeApproximately(way.EnergyWh / VehicleClass.Copter.BatteryWh * 100, 1e-9);
    }

    [Fact]
    public void Who_is_higher_than_the_return_altitude_does_not_climb() =>
        Way(VehicleClass.Copter, 50, altitude: 40, returnAltitude: 30)
            .Duration.Should()
            .Be(Way(VehicleClass.Copter, 50, altitude: 40, returnAltitude: 40).Duration);

    [Fact]
    public void A_rover_only_drives() =>
        Way(VehicleClass.Rover, 30, altitude: 0, returnAltitude: 30)
            .Duration.TotalSeconds.Should()
            .BeApproximately(21.5, 0.001);

    [Fact]
    public void More_wind_needs_more()
    {
        Way(VehicleClass.Copter, 200, 40, 30, wind: 12)
            .EnergyWh.Should()
            .BeGreaterThan(Way(VehicleClass.Copter, 200, 40, 30).EnergyWh);
    }

    [Fact]
    public void Numbers_that_are_none_are_refused()
    {
        var act = () => Way(VehicleClass.Copter, 200, double.NaN, 30);

        act.Should().Throw<ArgumentException>();
    }

    private static WayHome Way(
        VehicleClass vehicle,
        double metres,
        double altitude,
        double returnAltitude,
        double wind = 0
    ) =>
        WayHome.From(
            vehicle,
            Field.At(0, metres),
            new AltitudeAboveHome(altitude),
            Field.At(0, 0),
            new AltitudeAboveHome(returnAltitude),
            wind
        );
}
