using DroneCommand.Cli.Tests.Support;
using DroneCommand.Cli.Traffic;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Cli.Tests.Traffic;

public class RecentRatesTests
{
    private readonly TrafficStats _stats = new();
    private readonly RecentRates _rates = new();

    [Fact]
    public void Rates_are_those_of_the_last_five_seconds()
    {
        _rates.Remember(_stats, 0);
        for (var second = 1; second <= 3; second++)
            After(second, frames: 4);
        Rate(3).Should().Be(4);
        // From here on it is silent: after five seconds nothing is left of what came before.
        for (var second = 4; second <= 7; second++)
            After(second, frames: 0);
        Rate(7).Should().Be(0.8);
        After(8, frames: 0);
        Rate(8).Should().Be(0);
    }

    private void After(int second, int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            ReadOnlySpan<byte> bytes = Frames.Heartbeat((byte)i);
            new FrameReader().TryReadDatagram(ref bytes, out var frame).Should().BeTrue();
            _stats.Count(frame);
        }
        _rates.Remember(_stats, second);
    }

    private double? Rate(double seconds)
    {
        var report = TrafficReport.From("link", _stats, seconds, _rates);
        return report.Senders.SelectMany(s => s.Messages).Single().Hz;
    }
}
