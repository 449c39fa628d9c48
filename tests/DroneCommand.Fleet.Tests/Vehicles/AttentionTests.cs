using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Vehicles;

public class AttentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 21, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, Severity.Critical)]
    [InlineData(false, Severity.Error)]
    public void L9_a_vehicle_that_hears_nothing_is_said_to_be_beyond_command(bool armed, Severity severity)
    {
        var telemetry = new VehicleTelemetry
        {
            LastHeard = Now,
            Armed = armed,
            HasAbsolutePosition = true,
            CannotCommand = true,
        };
        var item = Attention.For(new VehicleState(), telemetry).Should().ContainSingle().Which;
        item.Title.Should().Be("Cannot command");
        item.Severity.Should().Be(severity);
        Attention.For(new VehicleState(), telemetry with { CannotCommand = false }).Should().BeEmpty();
    }
}
