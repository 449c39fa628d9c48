using DroneCommand.Simulator.Guidance;

namespace DroneCommand.Simulator.Tests.Guidance;

public class LegProfileTests
{
    private static readonly MotionLimits Limits = new(8, 2.5, 2, 1, 5);

    [Theory]
    [InlineData(0.05)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(48)]
    [InlineData(500)]
    public void It_covers_the_leg_within_its_limits_and_without_jumps(double length)
    {
        var profile = LegProfile.Over(length, Limits);
        var before = profile.At(0);
        for (var t = 0.0; t < profile.Duration; t += 0.01)
        {
            var now = profile.At(t);
            now.Distance.Should().BeInRange(before.Distance - 1e-9, length + 1e-6);
            now.Speed.Should().BeInRange(-1e-6, Limits.Speed + 1e-6);
            now.Acceleration.Should().BeInRange(-Limits.Decel - 1e-6, Limits.Accel + 1e-6);
            Math.Abs(now.Acceleration - before.Acceleration).Should().BeLessThan((Limits.Jerk * 0.011) + 1e-6);
            before = now;
        }

        profile.At(profile.Duration).Distance.Should().BeApproximately(length, 1e-6);
        profile.At(profile.Duration).Speed.Should().Be(0);
    }

    [Fact]
    public void Speed_is_the_slope_of_distance()
    {
        var profile = LegProfile.Over(60, Limits);
        for (var t = 0.1; t < profile.Duration - 0.1; t += 0.05)
        {
            var slope = (profile.At(t + 1e-4).Distance - profile.At(t - 1e-4).Distance) / 2e-4;
            slope.Should().BeApproximately(profile.At(t).Speed, 1e-3);
        }
    }

    [Fact]
    public void Stopping_begins_at_the_given_speed()
    {
        var profile = LegProfile.Stopping(6, 2.5, 5, 25);
        profile.At(0).Speed.Should().BeApproximately(6, 1e-6);
        profile.At(profile.Duration).Speed.Should().Be(0);
    }
}
