using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Energy;
using DroneCommand.Missions.Geodesy;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Energy;

/// <summary>What it costs a route on a bare shape that its places lie at different heights.</summary>
public class ClimbTests
{
    private static readonly GeoPoint Begin = new(47.4, 8.5);

    [Fact]
    public void Climbing_on_the_way_costs_what_it_costs_in_a_plan_on_a_site()
    {
        var track = Track((0, 30), (100, 60), (200, 30), (300, 90));
        var vehicle = VehicleClass.Copter;
        var model = new FlightModel(vehicle, null, vehicle.WindAllowanceMps);

        var route = Route(vehicle, track);

        var builder = new PlanBuilder(vehicle, track[0].Position, 8, model);
        builder.Build(track);
        var legs = builder.Legs.Where(leg => leg.Kind == LegKind.Route).ToList();
        route.EnergyWh.Should().BeApproximately(legs.Sum(leg => leg.EnergyWh), 0.5);
        route.Duration.TotalSeconds.Should().BeApproximately(legs.Sum(leg => leg.Duration.TotalSeconds), 4);
        route.EnergyWh.Should().BeGreaterThan(Route(vehicle, Track((0, 30), (100, 30), (200, 30), (300, 30))).EnergyWh);
    }

    [Fact]
    public void A_climb_on_the_spot_takes_its_time_and_energy()
    {
        var vehicle = VehicleClass.Copter;
        var level = Route(vehicle, Track((0, 30), (100, 30)));

        var climbing = Route(vehicle, Track((0, 30), (100, 30), (100, 80)));

        var seconds = 50 / vehicle.ClimbMps;
        (climbing.Duration - level.Duration).TotalSeconds.Should().BeApproximately(seconds, 1e-6);
        climbing.EnergyWh.Should().BeGreaterThan(level.EnergyWh);
        climbing.LengthMetres.Should().BeApproximately(level.LengthMetres, 1e-6);
    }

    [Fact]
    public void What_drives_has_no_heights_of_its_own() =>
        Route(VehicleClass.Rover, Track((0, 0), (100, 10)))
            .EnergyWh.Should()
            .Be(Route(VehicleClass.Rover, Track((0, 0), (100, 0))).EnergyWh);

    private static VehicleRoute Route(VehicleClass vehicle, IReadOnlyList<TrackPoint> track) =>
        VehicleRoute.Of("one", 0, 1, track, vehicle, 8, new FlightModel(vehicle, null, vehicle.WindAllowanceMps));

    private static List<TrackPoint> Track(params (double East, double Height)[] places) =>
        [.. places.Select(at => new TrackPoint(Geodesic.Direct(Begin, 90, at.East), new AltitudeAboveHome(at.Height)))];
}
