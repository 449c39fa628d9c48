using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;
using DroneCommand.Missions.Volumes;

namespace DroneCommand.Missions.Tests.Volumes;

public class VolumeCheckTests
{
    private static readonly SiteText Field = new();

    [Theory]
    [InlineData(9.98, 1)]
    [InlineData(9.995, 0)]
    [InlineData(10, 0)]
    [InlineData(30, 0)]
    public void What_overlaps_by_less_than_a_centimetre_does_not_overlap(double east, int conflicts) =>
        VolumeCheck.Conflicts([Box(0, 0, 10)], [Box(east, 0, 10)]).Should().HaveCount(conflicts);

    [Fact]
    public void Boxes_apart_in_height_or_in_time_do_not_meet()
    {
        var box = Box(0, 0, 10);

        VolumeCheck.Conflicts([box], [box with { Floor = new(20), Ceiling = new(30) }]).Should().BeEmpty();
        VolumeCheck.Conflicts([box], [box], TimeSpan.FromSeconds(60)).Should().BeEmpty();
        VolumeCheck.Conflicts([box], [box], TimeSpan.FromSeconds(59)).Should().ContainSingle();
    }

    [Fact]
    public void A_conflict_has_its_place_height_and_time()
    {
        var conflict = VolumeCheck
            .Conflicts([Box(0, 0, 10)], [Box(4, 0, 10)], TimeSpan.FromSeconds(20))
            .Should()
            .ContainSingle()
            .Which;

        Geodesy(conflict.Place, Field.At(7, 5)).Should().BeLessThan(0.01);
        conflict.Altitude.Metres.Should().Be(15);
        (conflict.From.TotalSeconds, conflict.To.TotalSeconds).Should().Be((20, 60));
    }

    [Fact]
    public void The_pairs_are_those_that_looking_at_all_of_them_gives()
    {
        var random = new Random(4);
        for (var i = 0; i < 30; i++)
        {
            var (first, second) = (Many(random), Many(random));

            var swept = VolumeCheck.Conflicts(first, second).Select(c => (c.First, c.Second)).ToHashSet();

            var all = first
                .SelectMany(_ => second, (a, b) => (a, b))
                .Where(pair => VolumeCheck.Conflicts([pair.a], [pair.b]).Count > 0);
            swept.Should().BeEquivalentTo(all);
        }
    }

    [Fact]
    public void A_plan_that_is_begun_late_enough_meets_nobody()
    {
        var plan = PlanVolumes.Of(Demo.Plan("perimeter-patrol", "Dock B", VehicleClass.Copter));

        var delay = VolumeCheck.DelayThatClears(plan, plan)!.Value;

        delay.Should().BeGreaterThan(TimeSpan.Zero);
        VolumeCheck.Conflicts(plan, plan).Should().NotBeEmpty();
        VolumeCheck.Conflicts(plan, plan, delay).Should().BeEmpty();
        VolumeCheck.Conflicts(plan, plan, delay - TimeSpan.FromSeconds(5)).Should().NotBeEmpty();
    }

    [Fact]
    public void Volumes_hold_the_plan_all_the_time()
    {
        var plan = Demo.Plan("perimeter-patrol", "Dock B", VehicleClass.Copter);

        var volumes = PlanVolumes.Of(plan);

        volumes.Sum(volume => volume.Footprint.Count).Should().BeLessThanOrEqualTo(PlanVolumes.MostVertices);
        double begin = 0;
        foreach (var leg in plan.Legs)
        {
            foreach (var share in new[] { 0, 0.25, 0.5, 0.75, 1 })
            {
                var at = Box(leg, share) with { From = At(begin, leg, share), To = At(begin, leg, share + 1e-3) };
                VolumeCheck.Conflicts(volumes, [at]).Should().NotBeEmpty();
            }

            begin += leg.Duration.TotalSeconds;
        }
    }

    private static TimeSpan At(double begin, PlanLeg leg, double share) =>
        TimeSpan.FromSeconds(begin + share * leg.Duration.TotalSeconds);

    private static PlanVolume Box(PlanLeg leg, double share)
    {
        var (from, to) = (leg.From, leg.To);
        GeoPoint Place(double dLat, double dLon) =>
            new(
                from.Position.LatitudeDeg + share * (to.Position.LatitudeDeg - from.Position.LatitudeDeg) + dLat,
                from.Position.LongitudeDeg + share * (to.Position.LongitudeDeg - from.Position.LongitudeDeg) + dLon
            );
        var height = from.Altitude.Metres + share * (to.Altitude.Metres - from.Altitude.Metres) + 2;
        const double d = 1e-6;
        return new(
            0,
            [Place(-d, -d), Place(-d, d), Place(d, d), Place(d, -d)],
            new(height - 1),
            new(height + 1),
            default,
            default
        );
    }

    private static List<PlanVolume> Many(Random random) =>
        [
            .. Enumerable
                .Range(0, 25)
                .Select(_ =>
                {
                    var from = random.Next(100);
                    return Box(random.NextDouble() * 100, random.NextDouble() * 100, 12) with
                    {
                        From = TimeSpan.FromSeconds(from),
                        To = TimeSpan.FromSeconds(from + 5 + random.Next(30)),
                    };
                }),
        ];

    private static PlanVolume Box(double east, double north, double side) =>
        new(
            0,
            [
                Field.At(east, north),
                Field.At(east + side, north),
                Field.At(east + side, north + side),
                Field.At(east, north + side),
            ],
            new AltitudeAmsl(10),
            new AltitudeAmsl(20),
            TimeSpan.Zero,
            TimeSpan.FromSeconds(60)
        );

    private static double Geodesy(GeoPoint one, GeoPoint other) =>
        DroneCommand.Missions.Geodesy.Geodesic.Distance(one, other);
}
