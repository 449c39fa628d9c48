using DroneCommand.FlightCards.Flights;

namespace DroneCommand.FlightCards.Tests;

/// <summary>A card can fail, and says how.</summary>
public class RunnerTests
{
    [Fact]
    public async Task A_step_that_fails_ends_the_flight_and_nothing_after_it_is_claimed()
    {
        var result = await TestCards.Fly("- wait: ready\n- takeoff: 10 m\n- disarm\n- hold");
        result.Verdict.Should().Be(Verdict.Failed);
        result
            .Steps.Select(s => s.Verdict)
            .Should()
            .Equal(Verdict.Passed, Verdict.Passed, Verdict.Failed, Verdict.Skipped);
        result.Expectations.Should().OnlyContain(e => e.Verdict == Verdict.Skipped);
        result.FirstProblem.Should().StartWith("disarm: refused: disarming:");
    }

    [Fact]
    public async Task What_should_be_refused_and_is_done_fails()
    {
        var result = await TestCards.Fly("- wait: ready\n- mode: GUIDED\n  ends: refused");
        result.FirstProblem.Should().Contain("done: GUIDED seen").And.Contain("which should have been refused");
    }

    [Fact]
    public async Task A_refusal_must_give_the_reason_that_the_card_names()
    {
        var result = await TestCards.Fly("- wait: 5 s\n- mode: GUIDED\n- arm:\n  ends: refused\n  saying: Compass");
        result.FirstProblem.Should().Contain("it does not say 'Compass'");
    }

    [Fact]
    public async Task What_is_waited_for_in_vain_says_what_was_found_instead()
    {
        var result = await TestCards.Fly("- wait: ready\n- wait: { mode: AUTO }\n  within: 2 s");
        result
            .FirstProblem.Should()
            .Be("wait (mode AUTO): no-answer: mode AUTO did not come about within 2 s; it is disarmed in STABILIZE");
    }

    [Fact]
    public async Task Done_too_late_is_not_done()
    {
        var result = await TestCards.Fly("- wait: ready\n- takeoff: 20 m\n  within: 5 s");
        result.FirstProblem.Should().Contain("; it took");
    }

    [Theory]
    [InlineData("- modes: [STABILIZE, RTL]", "STABILIZE → GUIDED → RTL")]
    [InlineData("- says: [Nothing like this]", "'Nothing like this' was not said; the last texts:")]
    [InlineData("- never-says: Arming", "'Arming motors' at")]
    [InlineData("- altitude: { below: 9 m }", "m above home")]
    [InlineData("- fence: crossed", "the vehicle reported 0 breaches")]
    [InlineData("- final: { mode: LAND }", "disarmed in RTL")]
    [InlineData("- final: { at: { north: 50 m, east: 0 m, within: 2 m } }", "m from its dock")]
    [InlineData("- time: { most: 10 s }", "armed for")]
    [InlineData("- time: { of-plan: 10 % }", "there is no plan to compare with")]
    [InlineData("- battery: 100 %", "% left")]
    [InlineData("- track: 5 m", "it was never seen on its mission")]
    [InlineData("- acks: [MISSION_START ACCEPTED]", "MISSION_START ACCEPTED did not come")]
    [InlineData("- items: [1]", "reached: ")]
    [InlineData("- photos: { least: 1, most: 2 }", "0 pictures")]
    public async Task An_expectation_that_does_not_hold_fails_with_what_was_found(string expectation, string found)
    {
        var result = await TestCards.Fly(
            "- wait: ready\n- takeoff: 12 m\n- return\n- wait: landed\n  within: 3 min",
            expectation
        );
        result.Verdict.Should().Be(Verdict.Failed);
        result.Expectations.Should().ContainSingle().Which.Evidence.Should().Contain(found);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_flight_and_another_seed_another()
    {
        const string Steps = "- wait: ready\n- takeoff: 12 m\n- return\n- wait: landed\n  within: 3 min";
        var first = Transcript(await TestCards.Fly(Steps, seed: 5));
        Transcript(await TestCards.Fly(Steps, seed: 5)).Should().Equal(first);
        Transcript(await TestCards.Fly(Steps, seed: 6)).Should().NotEqual(first);
    }

    [Fact]
    public async Task A_flight_is_recorded_in_both_directions()
    {
        using var tlog = new MemoryStream();
        await new SimulatedFlights().Fly(
            TestCards.Card("- wait: ready\n- mode: GUIDED"),
            tlog,
            TestContext.Current.CancellationToken
        );
        var senders = new HashSet<int>();
        ReadOnlySpan<byte> bytes = tlog.ToArray();
        for (var at = 0; at < bytes.Length; )
        {
            var frame = bytes[(at + 8)..];
            frame[0].Should().Be(0xFD);
            senders.Add(frame[5]);
            at += 8 + 12 + frame[1];
        }

        senders.Should().BeEquivalentTo([1, 255]);
    }

    private static List<string> Transcript(CardResult result) =>
        [
            .. result.Record!.Events.Select(e => $"{e.Seconds:F3} {e.Kind} {e.Text}"),
            .. result.Record.Track.Select(s => $"{s.Seconds:F3} {s.Point} {s.AboveHomeM:F3} {s.BatteryPercent}"),
        ];

    [Fact]
    public async Task Failsafes_that_are_off_end_the_step_with_the_name_of_the_parameter()
    {
        var result = await TestCards.Fly(
            "- wait: ready\n- param: { FS_GCS_ENABLE: 0 }\n- failsafes:\n  ends: not-asked\n  saying: FS_GCS_ENABLE\n- param: { FS_GCS_ENABLE: 1 }\n- failsafes"
        );

        result.FirstProblem.Should().BeEmpty();
        result.Steps[^1].Evidence.Should().EndWith("failsafe settings are good");
    }
}
