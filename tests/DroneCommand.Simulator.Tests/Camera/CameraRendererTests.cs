using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Sites;
using DroneCommand.Simulator.Camera;
using SkiaSharp;

namespace DroneCommand.Simulator.Tests.Camera;

public sealed class CameraRendererTests : IDisposable
{
    private static readonly DateTimeOffset Clock = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Site Site = DemoSite.Load();

    private readonly CameraRenderer _renderer = new(new Scene(Site), 1);

    public void Dispose() => _renderer.Dispose();

    [Fact]
    public void A_frame_shows_a_scene_of_the_right_size()
    {
        using var frame = SKBitmap.Decode(_renderer.RenderJpeg(Flying(40, 45), [], 10, Clock));
        (frame.Width, frame.Height).Should().Be((CameraModel.Width, CameraModel.Height));
        Colours(frame).Should().BeGreaterThan(400, "ground, buildings and people have many colours");
        Spread(frame).Should().BeGreaterThan(25);
    }

    [Fact]
    public void Level_flight_high_up_sees_sky_above_and_ground_below()
    {
        using var frame = SKBitmap.Decode(_renderer.RenderPng(OnTheGround(), [], 10, Clock));
        var sky = Mean(frame, 60, 40);
        var ground = Mean(frame, CameraModel.Height - 60, 40);
        sky.Blue.Should().BeGreaterThan(sky.Red);
        (sky.Red + sky.Green + sky.Blue).Should().NotBe(ground.Red + ground.Green + ground.Blue);
    }

    [Fact]
    public void Turning_moving_and_time_change_the_picture_and_the_same_moment_does_not()
    {
        var first = _renderer.RenderPng(Flying(40, 45), [], 10, Clock);
        _renderer.RenderPng(Flying(40, 45), [], 10, Clock).Should().Equal(first);
        Differs(first, _renderer.RenderPng(Flying(40, 55), [], 10, Clock)).Should().BeGreaterThan(0.5);
        Differs(first, _renderer.RenderPng(Flying(30, 45), [], 10, Clock)).Should().BeGreaterThan(0.5);
        Differs(first, _renderer.RenderPng(Flying(40, 45), [], 14, Clock))
            .Should()
            .BeInRange(0.0001, 0.1, "people and cars move, the rest stands");
    }

    [Fact]
    public void Another_vehicle_is_seen()
    {
        var eye = Flying(20, 45);
        var ahead = new GeoPoint(eye.Pose.Place.LatitudeDeg + 0.00006, eye.Pose.Place.LongitudeDeg + 0.0001);
        var other = new FilmedVehicle("Other", true, new VehiclePose(ahead, 14, 0, 0, 0));
        var without = _renderer.RenderPng(eye, [], 10, Clock);
        Differs(without, _renderer.RenderPng(eye, [other], 10, Clock)).Should().BeGreaterThan(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void Nothing_breaks_close_to_walls_and_over_the_edge_of_the_world(double heading)
    {
        foreach (var building in Site.Obstacles.Take(6))
        {
            var corner = building.Points[0];
            _renderer.RenderJpeg(At(corner, 3, heading), [], 0, Clock).Should().NotBeEmpty();
        }

        _renderer.RenderJpeg(At(new GeoPoint(54.6, 9.3), 120, heading), [], 0, Clock).Should().NotBeEmpty();
        _renderer.RenderJpeg(At(Site.Docks[0].Position, 2000, heading), [], 0, Clock).Should().NotBeEmpty();
    }

    private static FilmedVehicle Flying(double height, double heading) =>
        At(new GeoPoint(54.4794, 8.9887), height, heading);

    private static FilmedVehicle OnTheGround() => At(Site.Docks[0].Position, 0, 84);

    private static FilmedVehicle At(GeoPoint place, double height, double heading) =>
        new("Kestrel 1", true, new VehiclePose(place, height, heading, 0, 0));

    private static int Colours(SKBitmap frame) => frame.Pixels.Distinct().Count();

    private static double Spread(SKBitmap frame)
    {
        var light = frame.Pixels.Select(p => (p.Red + p.Green + p.Blue) / 3.0).ToList();
        var mean = light.Average();
        return Math.Sqrt(light.Average(l => (l - mean) * (l - mean)));
    }

    private static (double Red, double Green, double Blue) Mean(SKBitmap frame, int row, int left)
    {
        var pixels = Enumerable.Range(left, 200).Select(x => frame.GetPixel(x, row)).ToList();
        return (pixels.Average(p => p.Red), pixels.Average(p => p.Green), pixels.Average(p => p.Blue));
    }

    private static double Differs(byte[] a, byte[] b)
    {
        using var first = SKBitmap.Decode(a);
        using var second = SKBitmap.Decode(b);
        var pairs = first.Pixels.Zip(second.Pixels);
        return pairs.Count(p => p.First != p.Second) / (double)first.Pixels.Length;
    }
}
