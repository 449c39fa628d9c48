namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>Reports at once, on the caller's thread.</summary>
internal sealed class Sink<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
