using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Fleet.Tests.Support;

/// <summary>
/// A clock for a silo that the test moves. Orleans waits until a time in a loop, each round as many whole milliseconds as
/// are left: with less than one left, a clock that stands while its timers are called would keep it there for ever. So who
/// asks from within <see cref="Advance"/> sees the clock one millisecond on.
/// </summary>
internal sealed class SiloTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    private int advancing;

    public new void Advance(TimeSpan delta)
    {
        advancing = Environment.CurrentManagedThreadId;
        try
        {
            base.Advance(delta);
        }
        finally
        {
            advancing = 0;
        }
    }

    public override DateTimeOffset GetUtcNow() =>
        Volatile.Read(ref advancing) == Environment.CurrentManagedThreadId
            ? base.GetUtcNow() + LeastWait
            : base.GetUtcNow();
}
