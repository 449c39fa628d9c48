using System.Net;
using DroneCommand.Console.Admin;
using DroneCommand.Console.Admin.Records;
using DroneCommand.Fleet.Audit;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Console.Tests.Admin;

public sealed class RecordLineTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 20, 0, 0, TimeSpan.Zero);

    private static AuditRecord Record(long sequence, Guid operation, string? outcome, double seconds = 0) =>
        new(sequence, Start.AddSeconds(seconds), operation, "u", "ada", "kestrel-1", "go-to", "", outcome);

    [Fact]
    public void A_request_and_its_outcome_are_one_line()
    {
        var operation = Guid.NewGuid();

        var line = RecordLine
            .Join([Record(9, operation, "seen after 0.4 s", 0.4), Record(7, operation, null)])
            .Should()
            .ContainSingle()
            .Which;

        line.Request.Sequence.Should().Be(7);
        line.Outcome.Should().Be("seen after 0.4 s");
        line.After.Should().Be(TimeSpan.FromSeconds(0.4));
        line.Waits.Should().BeFalse();
    }

    [Fact]
    public void An_open_request_says_so_and_a_record_that_is_its_own_outcome_took_no_time()
    {
        var lines = RecordLine.Join([Record(9, Guid.NewGuid(), null), Record(8, Guid.NewGuid(), "signed in")]);

        lines[0].Outcome.Should().BeNull();
        lines[1].Outcome.Should().Be("signed in");
        lines[1].After.Should().BeNull();
    }

    [Theory]
    [InlineData("RefusedByUs: crosses keep-out: Tank 3", "refused: crosses keep-out: Tank 3")]
    [InlineData("RefusedByVehicle: Mode change failed", "refused by the vehicle: Mode change failed")]
    [InlineData("Done: BRAKE seen after 0.2 s", "BRAKE seen after 0.2 s")]
    [InlineData("signed in", "signed in")]
    [InlineData(null, "no outcome on record")]
    public void An_outcome_is_told_in_the_words_of_the_other_pages(string? recorded, string told) =>
        RecordLine.Join([Record(9, Guid.NewGuid(), recorded)]).Single().Told.Should().Be(told);

    [Fact]
    public void What_is_only_in_the_spool_is_told()
    {
        var operation = Guid.NewGuid();

        RecordLine.Join([Record(0, operation, "done"), Record(7, operation, null)]).Single().Waits.Should().BeTrue();
    }
}

public sealed class SignInThrottleTests
{
    [Fact]
    public void Failures_from_one_address_stop_it_for_a_minute_and_no_other()
    {
        var time = new FakeTimeProvider();
        var throttle = new SignInThrottle(time);
        var guesser = IPAddress.Parse("192.0.2.1");
        for (var i = 0; i < SignInThrottle.FailuresPerWindow; i++)
        {
            throttle.Allows(guesser).Should().BeTrue();
            throttle.Failed(guesser);
        }

        throttle.Allows(guesser).Should().BeFalse();
        throttle.Allows(IPAddress.Parse("192.0.2.2")).Should().BeTrue();
        time.Advance(SignInThrottle.Window);
        throttle.Allows(guesser).Should().BeTrue();
        throttle.Failed(guesser);
        throttle.Allows(guesser).Should().BeTrue("the count starts anew");
    }
}
