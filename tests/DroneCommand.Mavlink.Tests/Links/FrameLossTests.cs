using DroneCommand.Mavlink.Links;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Wire;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Links;

public class FrameLossTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FrameLoss _loss;

    public FrameLossTests() => _loss = new FrameLoss(_time);

    [Fact]
    public void Gaps_are_loss_over_the_turn_of_the_numbers_too()
    {
        Take(250, 251, 254, 255, 2, 3);
        _loss.Lost.Should().Be(4);
        _loss.QualityPercent.Should().BeApproximately(100.0 * 6 / 10, 0.01);
    }

    [Fact]
    public void A_late_frame_fills_its_gap()
    {
        Take(1, 2, 5, 3, 6, 4, 7);
        _loss.Lost.Should().Be(0);
        _loss.Late.Should().Be(2);
        _loss.Copies.Should().Be(0);
        _loss.QualityPercent.Should().Be(100);
    }

    [Fact]
    public void A_copy_is_no_frame_more_and_hides_no_loss()
    {
        Take(1, 1, 2, 1, 2, 5, 5, 2);
        _loss.Lost.Should().Be(2);
        _loss.Copies.Should().Be(5);
        _loss.Late.Should().Be(0);
        _loss.QualityPercent.Should().BeApproximately(100.0 * 3 / 5, 0.01);
    }

    [Fact]
    public void A_late_frame_counts_once()
    {
        Take(1, 3, 2, 2);
        _loss.Late.Should().Be(1);
        _loss.Copies.Should().Be(1);
    }

    [Fact]
    public void A_frame_from_before_the_first_is_neither_missing_nor_late()
    {
        Take(10, 8, 9, 11);
        _loss.Lost.Should().Be(0);
        _loss.Late.Should().Be(0);
        _loss.QualityPercent.Should().Be(100);
    }

    [Fact]
    public void A_sender_that_starts_anew_is_followed()
    {
        Take([.. Enumerable.Range(0, 120).Select(i => (byte)i)]);
        Take(0, 1, 2, 3, 5);
        _loss.Lost.Should().Be(1, "only 4 is missing");
    }

    [Fact]
    public void What_lies_behind_ten_seconds_is_forgotten()
    {
        Take(1, 101);
        _loss.QualityPercent.Should().BeLessThan(5);
        _time.Advance(TimeSpan.FromSeconds(5));
        Take(102);
        _time.Advance(TimeSpan.FromSeconds(6));
        _loss.QualityPercent.Should().Be(100);
        _time.Advance(TimeSpan.FromSeconds(10));
        _loss.QualityPercent.Should().BeNull();
    }

    private void Take(params byte[] sequences)
    {
        foreach (var sequence in sequences)
            TestFrames.Look(
                TestFrames.Heartbeat(1, sequence: sequence),
                (in FrameView frame) => _loss.Take(frame, _time.GetTimestamp())
            );
    }
}
