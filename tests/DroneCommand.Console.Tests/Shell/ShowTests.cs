using DroneCommand.Console.Shell;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Console.Tests.Shell;

public sealed class ShowTests
{
    [Theory]
    [InlineData(OutcomeKind.Done, "seen after 0.4 s", "seen after 0.4 s")]
    [InlineData(OutcomeKind.Done, "", "seen after 0.4 s")]
    [InlineData(OutcomeKind.RefusedByUs, "keep-out Tank 3", "refused: keep-out Tank 3")]
    [InlineData(OutcomeKind.RefusedByVehicle, "PreArm: Compass", "refused by the vehicle: PreArm: Compass")]
    [InlineData(OutcomeKind.NoAnswer, "", "no answer")]
    [InlineData(OutcomeKind.NoAnswer, "sent 6 times", "no answer: sent 6 times")]
    [InlineData(OutcomeKind.Cancelled, "hold went first", "cancelled: hold went first")]
    public void An_outcome_says_which_of_the_ends_it_is(OutcomeKind kind, string text, string expected) =>
        Show.Outcome(new CommandOutcome(kind, text, TimeSpan.FromSeconds(0.4))).Should().Be(expected);

    [Fact]
    public void A_command_without_an_end_says_that_it_waits() =>
        Show.Outcome(null).Should().Be("sent, waits for an answer");

    [Theory]
    [InlineData(-3, "0.0 s")]
    [InlineData(0.42, "0.4 s")]
    [InlineData(42, "42 s")]
    [InlineData(391, "7 min")]
    [InlineData(9000, "3 h")]
    [InlineData(400000, "5 d")]
    public void Ages_grow_coarser(double seconds, string expected) =>
        Show.Age(TimeSpan.FromSeconds(seconds)).Should().Be(expected);

    [Theory]
    [InlineData(null, "–")]
    [InlineData(double.NaN, "–")]
    [InlineData(84.2, "084")]
    [InlineData(359.7, "000")]
    [InlineData(-10.0, "350")]
    public void Headings_have_three_digits(double? degrees, string expected) =>
        Show.Heading(degrees).Should().Be(expected);

    [Fact]
    public void A_moment_of_another_day_carries_its_date()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var now = new DateTimeOffset(2026, 11, 23, 23, 30, 0, TimeSpan.Zero);

        Show.Moment(now.AddMinutes(-20), zone, now).Should().Be("00:10:00");
        Show.Moment(now.AddMinutes(-40), zone, now).Should().Be("2026-11-23 23:50");
    }
}
