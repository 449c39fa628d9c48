using DroneCommand.Fleet.Telemetry;

namespace DroneCommand.Console.Shell;

/// <summary>
/// Redraws a component when the fleet changed, four times a second at most, and once a second in any case, because ages
/// grow while nothing comes. The callback runs on a timer's thread: hand over with InvokeAsync.
/// </summary>
public sealed class FleetWatch : IDisposable
{
    private static readonly TimeSpan Fastest = TimeSpan.FromMilliseconds(250);
    private const int TicksBetweenAges = 4;

    private readonly IDisposable subscription;
    private readonly ITimer timer;
    private readonly Action redraw;
    private int changed;
    private int quietTicks;

    public FleetWatch(IFleetFeed feed, TimeProvider time, Action redraw)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(time);
        this.redraw = redraw;
        subscription = feed.Subscribe(_ => Interlocked.Exchange(ref changed, 1));
        timer = time.CreateTimer(_ => Tick(), null, Fastest, Fastest);
    }

    public void Dispose()
    {
        timer.Dispose();
        subscription.Dispose();
    }

    private void Tick()
    {
        var quiet = Interlocked.Exchange(ref changed, 0) == 0;
        if (quiet && Interlocked.Increment(ref quietTicks) < TicksBetweenAges)
        {
            return;
        }

        Interlocked.Exchange(ref quietTicks, 0);
        redraw();
    }
}
