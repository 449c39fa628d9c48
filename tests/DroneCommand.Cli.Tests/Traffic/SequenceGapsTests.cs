using DroneCommand.Cli.Traffic;

namespace DroneCommand.Cli.Tests.Traffic;

public class SequenceGapsTests
{
    [Theory]
    [InlineData("whole", new[] { 254, 255, 0, 1 }, 0, 0)]
    [InlineData("a gap over the wrap", new[] { 254, 2 }, 3, 0)]
    [InlineData("a copy", new[] { 1, 2, 2, 3 }, 0, 1)]
    [InlineData("late frames fill their gap", new[] { 1, 4, 2, 3, 5 }, 0, 0)]
    [InlineData("a late copy", new[] { 1, 3, 2, 2 }, 0, 1)]
    [InlineData("older than the beginning", new[] { 10, 9 }, 0, 1)]
    [InlineData("begun anew", new[] { 100, 101, 0, 1, 3 }, 1, 0)]
    public void Gaps_are_what_did_not_come(string what, int[] sequence, long lost, long duplicates)
    {
        var gaps = new SequenceGaps();
        foreach (var number in sequence)
            gaps.Take((byte)number);
        gaps.Lost.Should().Be(lost, what);
        gaps.Duplicates.Should().Be(duplicates, what);
    }
}
