using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Tests.Physics;

public class Vec3Tests
{
    [Fact]
    public void Its_text_ends() => new Vec3(1, -2.5, 0).ToString().Should().Be("(1, -2.5, 0)");
}
