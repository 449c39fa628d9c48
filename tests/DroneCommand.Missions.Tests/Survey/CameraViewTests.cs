using DroneCommand.Missions.Survey;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace DroneCommand.Missions.Tests.Survey;

public class CameraViewTests
{
    private static readonly CameraModel Camera = CameraModel.Find("phantom-4-rtk")!;

    [Theory]
    [InlineData("phantom-4-rtk", 36.5)]
    [InlineData("mavic-3-enterprise", 37.5)]
    [InlineData("zenmuse-p1-35", 79.6)]
    public void The_ground_sampling_distance_is_the_makers(string word, double metresPerCentimetre)
    {
        var view = new CameraView(CameraModel.Find(word)!, portrait: false, heightMetres: 100);

        view.GsdCm.Should().BeApproximately(100 / metresPerCentimetre, 0.02);
    }

    [Fact]
    public void A_multispectral_camera_sees_what_its_data_sheet_says()
    {
        // 47.2° across, 8 cm per pixel at 120 m.
        var view = new CameraView(CameraModel.Find("rededge-mx")!, portrait: false, heightMetres: 120);

        view.GsdCm.Should().BeApproximately(8.18, 0.01);
        view.AcrossMetres.Should().BeApproximately(2 * 120 * Math.Tan(47.2 / 2 * Math.PI / 180), 0.2);
    }

    [Fact]
    public void Straight_down_the_footprint_is_height_times_sensor_over_focal_length()
    {
        var view = new CameraView(Camera, portrait: false, heightMetres: 60);

        view.AcrossMetres.Should().BeApproximately(60 * 13.2 / 8.8, 1e-9);
        view.AlongMetres.Should().BeApproximately(60 * 8.8 / 8.8, 1e-9);
        view.CentreAheadMetres.Should().BeApproximately(0, 1e-9);
        view.LaneSpacing(0.7).Should().BeApproximately(27, 1e-9);
        view.TriggerDistance(0.8).Should().BeApproximately(12, 1e-9);
    }

    [Fact]
    public void A_camera_turned_on_its_side_sees_the_longer_side_along_the_way()
    {
        var view = new CameraView(Camera, portrait: true, heightMetres: 60);

        view.AcrossMetres.Should().BeApproximately(60, 1e-9);
        view.AlongMetres.Should().BeApproximately(90, 1e-9);
    }

    [Fact]
    public void A_tilted_camera_sees_a_trapezoid_ahead_of_the_vehicle()
    {
        var view = new CameraView(Camera, portrait: false, heightMetres: 60, pitchDeg: -60);

        var (half, tilt) = (Math.Atan(0.5), Math.PI / 6);
        var (near, far) = (60 * Math.Tan(tilt - half), 60 * Math.Tan(tilt + half));
        view.AlongMetres.Should().BeApproximately(far - near, 1e-9);
        view.CentreAheadMetres.Should().BeApproximately((far + near) / 2, 1e-9);
        var corners = view.Footprint();
        corners[0].X.Should().BeApproximately(near, 1e-9);
        corners[1].X.Should().BeApproximately(far, 1e-9);
        view.AcrossMetres.Should().BeApproximately(corners[3].Y - corners[0].Y, 1e-9);
        (corners[2].Y - corners[1].Y).Should().BeGreaterThan(view.AcrossMetres);
    }

    [Fact]
    public void A_picture_with_the_horizon_is_refused()
    {
        var act = () => new CameraView(Camera, portrait: false, heightMetres: 60, pitchDeg: -30);

        act.Should().Throw<ArgumentOutOfRangeException>();
        CameraView.HighestPitchDeg(Camera, portrait: false).Should().BeApproximately(-36.57, 0.01);
    }

    [Fact]
    public void The_speed_is_bounded_by_the_shutter_and_by_the_time_between_pictures()
    {
        var view = new CameraView(Camera, portrait: false, heightMetres: 36.48);

        // 1 cm per pixel: one pixel in 2 ms is 5 m/s. A picture every 2.5 s, 10 m apart: 4 m/s.
        view.SpeedByBlur(0.002, 1).Should().BeApproximately(5, 0.01);
        view.SpeedByInterval(10).Should().Be(4);
        view.SpeedByBlur(0, 1).Should().Be(double.PositiveInfinity);
    }

    [Property(MaxTest = 300)]
    public Property The_height_for_a_sampling_distance_gives_it_back() =>
        Prop.ForAll(
            Gen.Choose(0, CameraModel.Known.Count - 1).ToArbitrary(),
            Gen.Choose(2, 2000).ToArbitrary(),
            Gen.Choose(-90, -55).ToArbitrary(),
            (camera, tenths, pitch) =>
            {
                var model = CameraModel.Known[camera];
                var height = CameraView.HeightFor(model, tenths / 100.0, pitch);
                var view = new CameraView(model, portrait: false, height, pitch);
                return Math.Abs(view.GsdCm - tenths / 100.0) < 1e-9;
            }
        );
}
