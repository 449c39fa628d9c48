using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>
/// Runs a test on one thread in virtual time: everything that is ready runs before the clock moves on, so a minute of
/// protocol takes milliseconds and comes out the same each time.
/// </summary>
internal sealed class VirtualLoop : SynchronizationContext
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private readonly ConcurrentQueue<(SendOrPostCallback, object?)> _ready = new();

    /// <summary>How far the clock moves when nothing is ready. Timers that fall due within a step fire at its end.</summary>
    public TimeSpan Step { get; set; } = TimeSpan.FromMilliseconds(5);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Runs until the test's task is done; fails when that takes half an hour of virtual time.</summary>
    public static void Run(Func<VirtualLoop, Task> test)
    {
        var loop = new VirtualLoop();
        var before = Current;
        SetSynchronizationContext(loop);
        try
        {
            var task = test(loop);
            var begun = loop.Time.GetTimestamp();
            while (!task.IsCompleted)
            {
                loop.Drain();
                if (task.IsCompleted)
                    break;
                if (loop.Time.GetElapsedTime(begun) > Limit)
                    throw new TimeoutException("the test did not end in half an hour of virtual time");
                loop.Time.Advance(loop.Step);
            }
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

    public override SynchronizationContext CreateCopy() => this;

    private void Drain()
    {
        while (_ready.TryDequeue(out var work))
            work.Item1(work.Item2);
    }
}
