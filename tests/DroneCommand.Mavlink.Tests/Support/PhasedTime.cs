using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// A clock for code that runs on threads of its own: a test waits until that code has set its timer before it moves the
/// clock on, so that nothing is missed and nothing sleeps.
/// </summary>
internal sealed class PhasedTime() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly ConcurrentDictionary<TimeSpan, SemaphoreSlim> _set = new();

    /// <summary>Waits for a timer of this length; each counts once.</summary>
    public Task TimerOf(TimeSpan due) => Of(due).WaitAsync();

    /// <summary>Waits for a timer of this length and lets it run out.</summary>
    public async Task Pass(TimeSpan due)
    {
        await TimerOf(due);
        Advance(due);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Of(dueTime).Release();
        return timer;
    }

    private SemaphoreSlim Of(TimeSpan due) => _set.GetOrAdd(due, _ => new SemaphoreSlim(0));
}
