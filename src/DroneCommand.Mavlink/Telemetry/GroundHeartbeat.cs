using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// Our own heartbeat to one vehicle, once a second. It beats only while it is fed: when the part that decides is dead, it
/// must stop within two seconds, so that the vehicle's failsafe takes over.
/// </summary>
public sealed class GroundHeartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>How long one feeding lasts.</summary>
    public static readonly TimeSpan FedFor = TimeSpan.FromSeconds(2);

    private readonly VehicleConnection _connection;
    private readonly ITimer _timer;
    private long _fed;

    public GroundHeartbeat(VehicleConnection connection)
    {
        _connection = connection;
        _fed = connection.Time.GetTimestamp();
        _timer = connection.Time.CreateTimer(_ => Beat(), null, TimeSpan.Zero, Period);
    }

    /// <summary>True while it beats.</summary>
    public bool IsFed => _connection.Time.GetElapsedTime(Volatile.Read(ref _fed)) < FedFor;

    /// <summary>Says that the deciding part is alive.</summary>
    public void Feed() => Volatile.Write(ref _fed, _connection.Time.GetTimestamp());

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Beat()
    {
        if (IsFed)
            _connection.Send(
                new Heartbeat
                {
                    Type = MavType.Gcs,
                    Autopilot = MavAutopilot.Invalid,
                    SystemStatus = MavState.Active,
                }
            );
    }
}
