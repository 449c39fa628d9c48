using DroneCommand.Cli.Connect;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Cli.Signing;

/// <summary>Listens to a vehicle's heartbeats and says what they are signed with.</summary>
internal sealed class SigningWatch(VehicleSession vehicle, SigningKey? key)
{
    private const int Enough = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SignatureVerifier _verifier = new(key, vehicle.Signing.Clock);
    private readonly Lock _gate = new();
    private int _unsigned;
    private int _ours;
    private int _others;

    /// <summary>For people, in one line.</summary>
    public async Task<string> Read(CancellationToken stop)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watching = vehicle.Connection.OnFrame(
            (in FrameView frame) =>
            {
                if (frame.MessageId == MessageIds.Heartbeat && Count(frame) >= Enough)
                    enough.TrySetResult();
            }
        );
        await Task.WhenAny(enough.Task, Task.Delay(Patience, vehicle.Connection.Time, stop));
        stop.ThrowIfCancellationRequested();
        lock (_gate)
            return (_unsigned, _ours, _others) switch
            {
                (0, 0, 0) => "its heartbeats do not come any more",
                (> 0, 0, 0) => "off: its heartbeats are unsigned",
                (0, > 0, 0) => "on: its heartbeats are signed with this key",
                (0, 0, > 0) when key == null =>
                    "on: its heartbeats are signed (with --key it is said whether with that key)",
                (0, 0, > 0) => "on: its heartbeats are signed, but not with this key",
                _ => "mixed: some of its heartbeats are signed and some are not; is it two vehicles?",
            };
    }

    private int Count(in FrameView frame)
    {
        var authentic = frame.Signed && key != null && IsOfKey(frame);
        lock (_gate)
        {
            _ =
                authentic ? _ours++
                : frame.Signed ? _others++
                : _unsigned++;
            return _ours + _others + _unsigned;
        }
    }

    private bool IsOfKey(in FrameView frame) =>
        _verifier.Check(frame, new SigningPolicy(SigningMode.Require)).IsAuthentic();
}
