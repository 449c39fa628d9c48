using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Telemetry;

/// <summary>
/// Finds out who else sets a vehicle's rates: by that station's own requests where they are heard, by the vehicle's
/// answers to it, or, where neither is, by a rate that was as wanted and is no longer. Thread-safe.
/// </summary>
internal sealed class StreamRivals(VehicleConnection connection)
{
    private volatile StreamCompetitor? _named;
    private volatile StreamCompetitor? _inferred;

    /// <summary>The one that was noticed last; one that is known by its number goes before one that is not.</summary>
    public StreamCompetitor? Newest => _named ?? _inferred;

    /// <summary>Looks at a frame of whoever is on the same network.</summary>
    public void Overhear(in FrameView frame)
    {
        if (frame.SystemId == connection.OwnSystem && frame.ComponentId == connection.OwnComponent)
            return;
        if (frame.TryRead<RequestDataStream>(out var group) && IsForIt(group.TargetSystem))
            Name(frame.SystemId, frame.ComponentId, "asks with REQUEST_DATA_STREAM");
        else if (
            (frame.TryRead<CommandLong>(out var command) && Sets(command.Command, command.TargetSystem))
            || (frame.TryRead<CommandInt>(out var placed) && Sets(placed.Command, placed.TargetSystem))
        )
            Name(frame.SystemId, frame.ComponentId, "asks with SET_MESSAGE_INTERVAL");
    }

    /// <summary>Looks at a frame of the vehicle: it answers the other station, and links carry that to us too.</summary>
    public void Heard(in FrameView frame)
    {
        if (
            frame.TryRead<CommandAck>(out var ack)
            && ack.Command == MavCmd.SetMessageInterval
            && ack.TargetSystem != 0
            && !connection.IsForUs(ack.TargetSystem, ack.TargetComponent)
        )
            Name(ack.TargetSystem, ack.TargetComponent, "is answered to SET_MESSAGE_INTERVAL");
    }

    /// <summary>A rate that had been reached is so no longer, and neither silence nor a reboot explains it.</summary>
    public void Changed(StreamWish wish, double before, double now) =>
        _inferred = new StreamCompetitor(
            null,
            null,
            FormattableString.Invariant(
                $"{MessageTable.NameOf(wish.MessageId)} fell from {before:0.#} to {now:0.#} a second"
            ),
            connection.Time.GetUtcNow()
        );

    public void Forget() => _inferred = null;

    private bool Sets(MavCmd command, byte target) => command == MavCmd.SetMessageInterval && IsForIt(target);

    private bool IsForIt(byte target) => target == 0 || target == connection.TargetSystem;

    private void Name(byte system, byte component, string how) =>
        _named = new StreamCompetitor(system, component, how, connection.Time.GetUtcNow());
}
