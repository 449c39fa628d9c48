using DroneCommand.Mavlink.Units;
using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Tests.Physics;

public class PhysicsTests
{
    [Fact]
    public void A_place_survives_the_local_frame()
    {
        var frame = new LocalFrame(new GeoPoint(54.48, 8.99), 2);
        var place = new GeoPoint(54.4831, 8.9857);
        var back = frame.ToGeo(frame.ToLocal(place));
        back.LatitudeDeg.Should().BeApproximately(place.LatitudeDeg, 1e-9);
        back.LongitudeDeg.Should().BeApproximately(place.LongitudeDeg, 1e-9);
        frame.ToLocal(new GeoPoint(54.481, 8.99)).North.Should().BeApproximately(111.3, 0.1);
    }

    [Fact]
    public void Random_numbers_are_the_same_for_ever()
    {
        var random = new SeededRandom(42);
        random.Next().Should().Be(13679457532755275413UL, "a seed in a bug report must name the same run next year");
        SeededRandom.For(1, 2, "wind").Next().Should().Be(SeededRandom.For(1, 2, "wind").Next());
        SeededRandom.For(1, 2, "wind").Next().Should().NotBe(SeededRandom.For(1, 3, "wind").Next());
    }

    [Fact]
    public void Without_motors_it_falls()
    {
        var body = new CopterBody(CopterSpec.Default, 0);
        var up = new CopterDemand(CopterMotors.Thrust, new Vec3(0, 0, 2), 0);
        for (var i = 0; i < 250; i++)
        {
            body.Step(up, Vec3.Zero, 0.02);
        }

        body.Position.Up.Should().BeGreaterThan(5);
        for (var i = 0; i < 250; i++)
        {
            body.Step(default, Vec3.Zero, 0.02);
        }

        body.OnGround.Should().BeTrue();
        body.Wrecked.Should().BeTrue();
        body.Step(up, Vec3.Zero, 0.02);
        body.Position.Up.Should().Be(0);
    }

    [Fact]
    public void A_hover_in_wind_leans_into_it()
    {
        var body = new CopterBody(CopterSpec.Default, 0);
        var lift = new CopterDemand(CopterMotors.Thrust, new Vec3(0, 0, 1), 0);
        for (var i = 0; i < 150; i++)
        {
            body.Step(lift, Vec3.Zero, 0.02);
        }

        for (var i = 0; i < 50; i++)
        {
            body.Step(new CopterDemand(CopterMotors.Thrust, Vec3.Zero, 0), new Vec3(-8, 0, 0), 0.02);
        }

        body.PitchDeg.Should().BeLessThan(-3, "the wind comes from the north, and it faces north");
    }

    [Fact]
    public void A_pack_holds_its_energy()
    {
        var battery = new Battery(new BatterySpec(6, 8, 0.022));
        battery.Volts.Should().BeApproximately(25.2, 0.01);
        var hours = 0.0;
        while (!battery.IsEmpty)
        {
            battery.Step(420, 1);
            hours += 1 / 3600.0;
        }

        (hours * 420).Should().BeInRange(165, 190, "six cells of 8 Ah are 178 Wh");
        battery.RestingVoltage.Should().BeApproximately(19.5, 0.2);
    }

    [Fact]
    public void The_short_way_round_is_taken()
    {
        Angles.Turn(350, 10).Should().BeApproximately(20, 1e-9);
        Angles.Turn(10, 350).Should().BeApproximately(-20, 1e-9);
        Angles.Wrap360(-90).Should().Be(270);
    }
}
