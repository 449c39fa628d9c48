using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Vehicles;

public sealed class StatusLinesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 20, 0, 0, TimeSpan.Zero);

    private static string NotReady(string said) =>
        StatusLines.For(
            VehicleStatus.NotReady,
            new VehicleState(),
            new VehicleTelemetry { LastHeard = Now, HasAbsolutePosition = true },
            [new VehicleMessage(Now, Severity.Warning, said)]
        );

    [Fact]
    public void What_does_not_pass_is_told_in_the_autopilots_words() =>
        NotReady("PreArm: Compass not calibrated")
            .Should()
            .Be("its pre-arm checks do not pass yet: Compass not calibrated");

    [Fact]
    public void A_fence_that_is_missing_says_what_uploads_it() =>
        NotReady("PreArm: Fences enabled, but none selected")
            .Should()
            .EndWith("(a start uploads the site's fence first)");
}
