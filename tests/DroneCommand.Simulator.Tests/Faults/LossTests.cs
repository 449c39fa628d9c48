using DroneCommand.Benchmarks.Loss;

namespace DroneCommand.Simulator.Tests.Faults;

/// <summary>
/// Rows L1 and L11 of the fault model, with as many seeds as a test may take; the benchmark <c>loss</c> runs a thousand.
/// </summary>
public class LossTests(ITestOutputHelper output)
{
    private const int Seeds = 50;

    [Theory]
    [InlineData(0, Seeds)]
    [InlineData(0.05, Seeds)]
    [InlineData(0.1, Seeds)]
    [InlineData(0.2, Seeds)]
    [InlineData(0.3, 0)]
    [InlineData(0.5, 0)]
    public void L1_a_hundred_items_go_up_or_fail_definitely_and_are_never_claimed_falsely(double loss, int done)
    {
        var runs = LossFigures.Uploads(loss, Seeds);
        output.WriteLine($"seed: 1 to {Seeds} at {loss:P0} loss, {runs.Count(r => r.Done)} done");
        runs.Should().NotContain(r => r.FalseClaim);
        runs.Count(r => r.Done).Should().BeGreaterThanOrEqualTo(done);
        runs.Where(r => r.Done).Max(r => r.Transfer).Should().BeLessThan(TimeSpan.FromSeconds(90));
        // A failure is told by the transfer's deadline and the reading back behind it.
        runs.Max(r => r.Transfer).Should().BeLessThan(TimeSpan.FromSeconds(130));
        if (loss <= 0.2)
        {
            runs.Should().OnlyContain(r => r.Transfer < TimeSpan.FromSeconds(60) && r.Verified);
        }
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void L11_a_copter_told_to_return_does_within_three_seconds(double loss)
    {
        var runs = LossFigures.Returns(loss, 2 * Seeds);
        output.WriteLine($"seed: 1 to {2 * Seeds} at {loss:P0} loss, slowest {runs.Max(r => r.Changed)}");
        runs.Should().OnlyContain(r => LossFigures.IsInTime(r) && !r.FalseClaim);
    }
}
